package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** Tiny code bases to test the rules with: a sound one, and for each rule classes that break it. */
final class FixtureArchitecture {

    static final String FIXTURE = "io.countersign.architecture.fixture";

    /** Every {@code *} is {@code sound} or the fixture of a rule. */
    static final HexagonalArchitecture ARCHITECTURE = HexagonalArchitecture.of(FIXTURE + ".*")
            .adapter(Adapter.of("http", FIXTURE + ".*.adapters.http")
                    .withTechnologies("com.fasterxml.jackson", "retrofit2", "org.mapstruct")
                    .withAccess(FIXTURE + ".*.adapters.http.tls",
                            "java.security.KeyStore", "java.security.cert.X509Certificate"))
            .adapter("crypto", FIXTURE + ".*.adapters.crypto", "java.security", "javax.crypto", "org.bouncycastle")
            .adapter("resilience", FIXTURE + ".*.adapters.http.resilience", "io.github.resilience4j")
            .adapter("metrics", FIXTURE + ".*.adapters.http.metrics", "io.micrometer")
            .app(FIXTURE + ".*.app")
            .tools(FIXTURE + ".*.tools")
            .allowing("io.countersign.architecture.foreign.allowed")
            .applyingBeyondPorts("nobody-prints-or-logs", "packages-are-null-marked");

    private static final JavaClasses ALL_FIXTURES = new ClassFileImporter().importPackages(FIXTURE);

    private FixtureArchitecture() {
    }

    static JavaClasses sound() {
        return ALL_FIXTURES.that(JavaClass.Predicates.resideInAPackage(FIXTURE + ".sound.."));
    }

    static JavaClasses soundAnd(ArchitectureRule broken) {
        return ALL_FIXTURES.that(
                JavaClass.Predicates.resideInAnyPackage(FIXTURE + ".sound..", fixtureOf(broken) + ".."));
    }

    /** Returns the package of a fixture: {@code domain_knows_only_itself} breaks {@code domain-knows-only-itself}. */
    static String fixtureOf(ArchitectureRule rule) {
        return FIXTURE + "." + rule.name().replace('-', '_');
    }
}
