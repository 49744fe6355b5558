package io.countersign.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.vavr.collection.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** The rules applied to this very house. */
class CountersignArchitectureTest {

    private static final String WIRE = "io.countersign.adapters.http.wire";

    /** What TLS is set up with: certificates, and keys to hand on to it. Nothing to sign, digest or encrypt with. */
    private static final String[] TLS_VOCABULARY = {
        "java.security.GeneralSecurityException", "java.security.KeyStore", "java.security.KeyStoreException",
        "java.security.UnrecoverableKeyException", "java.security.KeyFactory", "java.security.PrivateKey",
        "java.security.PublicKey", "java.security.spec.PKCS8EncodedKeySpec", "java.security.spec.KeySpec",
        "java.security.cert.Certificate", "java.security.cert.CertificateException",
        "java.security.cert.CertificateFactory", "java.security.cert.X509Certificate"};

    private static final HexagonalArchitecture COUNTERSIGN = HexagonalArchitecture.of("io.countersign")
            .domain("io.countersign.domain")
            .ports("io.countersign.ports")
            .inbound("io.countersign.ports.inbound")
            .outbound("io.countersign.ports.outbound")
            .adapter(Adapter.of("http", "io.countersign.adapters.http")
                    .keepingToItself("retrofit2", "okhttp3", "okio", "kotlin", "com.fasterxml.jackson", "org.mapstruct",
                            "jakarta.validation", "org.hibernate.validator")
                    .borrowing("io.countersign.adapters.http.tls", TLS_VOCABULARY)
                    .hiding(WIRE))
            .adapter(Adapter.of("crypto", "io.countersign.adapters.crypto")
                    .keepingToItself("java.security", "javax.crypto", "org.bouncycastle", "com.nimbusds", "com.sun.jna",
                            "com.amazon.corretto", "org.conscrypt"))
            .adapter(Adapter.of("resilience", "io.countersign.adapters.http.resilience")
                    .keepingToItself("io.github.resilience4j"))
            .adapter(Adapter.of("metrics", "io.countersign.adapters.http.metrics").keepingToItself("io.micrometer"))
            .app("io.countersign.app")
            .tools("io.countersign.testkit");

    private static final JavaClasses CLASSES = COUNTERSIGN.classes();

    @TestFactory
    Stream<DynamicTest> the_house_keeps_its_rules() {
        return COUNTERSIGN.rules()
                .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rule.check(CLASSES)))
                .toJavaStream();
    }

    @Test
    void every_module_is_looked_at_and_no_test_is() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct()).contains(
                "io.countersign.domain", "io.countersign.domain.action", "io.countersign.domain.challenge",
                "io.countersign.domain.credential", "io.countersign.ports.inbound", "io.countersign.ports.outbound",
                "io.countersign.adapters.http", "io.countersign.adapters.http.resilience",
                "io.countersign.adapters.http.metrics", "io.countersign.adapters.crypto",
                "io.countersign.testkit.architecture", "io.countersign.app");
        assertThat(CLASSES.contain(CountersignArchitectureTest.class)).isFalse();
    }

    /** Renaming the package would leave its rule nothing to guard. */
    @Test
    void an_http_adapter_that_speaks_json_keeps_its_messages_in_the_wire_package() {
        boolean speaksJson = List.ofAll(CLASSES).filter(type -> type.getPackageName().startsWith(
                        "io.countersign.adapters.http"))
                .flatMap(JavaClass::getDirectDependenciesFromSelf)
                .exists(dependency -> dependency.getTargetClass().getPackageName().startsWith("com.fasterxml.jackson"));

        assertThat(CLASSES.containPackage(WIRE)).isEqualTo(speaksJson);
    }
}
