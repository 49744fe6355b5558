package com.example.payments;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.countersign.architecture.HexagonalArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final HexagonalArchitecture PAYMENTS = HexagonalArchitecture.of("com.example.payments")
            .adapter("calendar", "com.example.payments.calendar")
            .adapter("bankfile", "com.example.payments.bankfile", "java.nio.file")
            .app("com.example.payments.app");

    private static final JavaClasses CLASSES = PAYMENTS.classes();

    @Test
    void the_code_base_keeps_its_architecture() {
        PAYMENTS.check(CLASSES);
    }
}
