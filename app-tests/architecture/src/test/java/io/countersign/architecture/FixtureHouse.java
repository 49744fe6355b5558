package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** A tiny house for the rules to prove themselves on: a sound one, to which rooms that break a rule are added. */
final class FixtureHouse {

    static final String FIXTURE = "io.countersign.architecture.fixture";

    /** Every {@code *} is the sound house or a broken room of it. */
    static final HexagonalArchitecture HOUSE = HexagonalArchitecture.of(FIXTURE + ".*")
            .adapter(Adapter.of("http", FIXTURE + ".*.adapters.http")
                    .keepingToItself("com.fasterxml.jackson", "retrofit2", "org.mapstruct")
                    .borrowing(FIXTURE + ".*.adapters.http.tls",
                            "java.security.KeyStore", "java.security.cert.X509Certificate"))
            .adapter("crypto", FIXTURE + ".*.adapters.crypto", "java.security", "javax.crypto", "org.bouncycastle")
            .adapter("resilience", FIXTURE + ".*.adapters.http.resilience", "io.github.resilience4j")
            .adapter("metrics", FIXTURE + ".*.adapters.http.metrics", "io.micrometer")
            .app(FIXTURE + ".*.app")
            .tools(FIXTURE + ".*.tools")
            .allowing("io.countersign.architecture.foreign.allowed");

    private static final JavaClasses ALL_ROOMS = new ClassFileImporter().importPackages(FIXTURE);

    private FixtureHouse() {
    }

    static JavaClasses sound() {
        return ALL_ROOMS.that(JavaClass.Predicates.resideInAPackage(FIXTURE + ".sound.."));
    }

    static JavaClasses soundBut(ArchitectureRule broken) {
        return ALL_ROOMS.that(JavaClass.Predicates.resideInAnyPackage(FIXTURE + ".sound..", roomOf(broken) + ".."));
    }

    /** {@code domain-knows-only-itself} is broken in {@code domain_knows_only_itself}. */
    static String roomOf(ArchitectureRule rule) {
        return FIXTURE + "." + rule.name().replace('-', '_');
    }
}
