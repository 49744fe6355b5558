package io.countersign.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.countersign.architecture.Adapter;
import io.countersign.architecture.HexagonalArchitecture;
import io.vavr.collection.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the architecture rules on this code base. */
class CountersignArchitectureTest {

    private static final String WIRE = "io.countersign.adapters.http.wire";

    /** The types that TLS is configured with: certificates, and keys to pass on. None signs, digests or encrypts. */
    private static final String[] TLS_VOCABULARY = {
        "java.security.GeneralSecurityException", "java.security.KeyStore", "java.security.KeyStoreException",
        "java.security.UnrecoverableKeyException", "java.security.KeyFactory", "java.security.PrivateKey",
        "java.security.PublicKey", "java.security.spec.PKCS8EncodedKeySpec", "java.security.spec.KeySpec",
        "java.security.cert.Certificate", "java.security.cert.CertificateException",
        "java.security.cert.CertificateFactory", "java.security.cert.X509Certificate"};

    /** A package with more top-level types than this probably has more than one subject. */
    private static final long MOST_TYPES = 25;

    private static final HexagonalArchitecture COUNTERSIGN = HexagonalArchitecture.of("io.countersign")
            .domain("io.countersign.domain")
            .ports("io.countersign.ports")
            .inbound("io.countersign.ports.inbound")
            .outbound("io.countersign.ports.outbound")
            .adapter(Adapter.of("http", "io.countersign.adapters.http")
                    .withTechnologies("retrofit2", "okhttp3", "okio", "kotlin", "com.fasterxml.jackson",
                            "org.mapstruct", "jakarta.validation", "org.hibernate.validator")
                    .withAccess("io.countersign.adapters.http.tls", TLS_VOCABULARY)
                    .withHidden(WIRE))
            .adapter(Adapter.of("crypto", "io.countersign.adapters.crypto")
                    .withTechnologies("java.security", "javax.crypto", "org.bouncycastle", "com.nimbusds",
                            "com.sun.jna", "com.amazon.corretto", "org.conscrypt"))
            .adapter(Adapter.of("resilience", "io.countersign.adapters.http.resilience")
                    .withTechnologies("io.github.resilience4j"))
            .adapter(Adapter.of("metrics", "io.countersign.adapters.http.metrics").withTechnologies("io.micrometer"))
            .app("io.countersign.app")
            .tools("io.countersign.sandbox", "io.countersign.contracts", "io.countersign.architecture",
                    "io.countersign.replacement", "io.countersign.vault")
            .applyingBeyondPorts("nobody-prints-or-logs", "packages-are-null-marked");

    private static final JavaClasses CLASSES = COUNTERSIGN.classes();

    @TestFactory
    Stream<DynamicTest> the_code_base_keeps_its_rules() {
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
                "io.countersign.architecture", "io.countersign.app");
        assertThat(CLASSES.contain(CountersignArchitectureTest.class)).isFalse();
    }

    /** Guards the rule about the wire package against a rename of that package. */
    @Test
    void an_http_adapter_that_speaks_json_keeps_its_messages_in_the_wire_package() {
        boolean speaksJson = List.ofAll(CLASSES).filter(type -> type.getPackageName().startsWith(
                        "io.countersign.adapters.http"))
                .flatMap(JavaClass::getDirectDependenciesFromSelf)
                .exists(dependency -> dependency.getTargetClass().getPackageName().startsWith("com.fasterxml.jackson"));

        assertThat(CLASSES.containPackage(WIRE)).isEqualTo(speaksJson);
    }

    @Test
    void no_package_holds_more_types_than_one_subject_needs() {
        Map<String, Long> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types).isNotEmpty().allSatisfy((name, count) ->
                assertThat(count).as(name + ": split it by subject").isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void the_modules_export_what_the_readme_promises() throws IOException {
        assertThat(exported()).isNotEmpty().isEqualTo(promised());
    }

    @Test
    void the_comparison_with_the_last_release_leaves_out_hidden_packages_alone() throws IOException {
        String profile = Files.readString(top().resolve("pom.xml")).replaceFirst("(?s).*<id>compatibility</id>", "")
                .replaceFirst("(?s)</profile>.*", "");

        var leftOut = Pattern.compile("<exclude>([^<]+)\\*?</exclude>").matcher(profile).results()
                .map(exclude -> exclude.group(1)).toList();

        assertThat(leftOut).isNotEmpty();
        assertThat(exported().values()).allSatisfy(packages ->
                assertThat(packages).doesNotContainAnyElementsOf(leftOut));
    }

    /** Reads the descriptors on the class path. A package that is exported to some modules only is not API. */
    private static Map<String, Set<String>> exported() throws IOException {
        Map<String, Set<String>> exported = new TreeMap<>();
        for (URL url : Collections.list(
                CountersignArchitectureTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream file = url.openStream()) {
                ModuleDescriptor module = ModuleDescriptor.read(file);
                Set<String> packages = module.exports().stream()
                        .filter(its -> !its.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toCollection(TreeSet::new));
                if (module.name().startsWith("io.countersign.") && !packages.isEmpty()) {
                    exported.put(module.name(), packages);
                }
            }
        }
        return exported;
    }

    /** Returns the directory of the whole project. */
    private static Path top() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("ports/pom.xml"))) {
            top = top.getParent();
        }
        return top;
    }

    private static Map<String, Set<String>> promised() throws IOException {
        Map<String, Set<String>> promised = new TreeMap<>();
        Pattern.compile("(?m)^ *\\| `(io\\.countersign[\\w.]*)` \\|(.*)\\|$")
                .matcher(Files.readString(top().resolve("README.md"))).results()
                .forEach(row -> promised.put(row.group(1),
                        Pattern.compile("`([\\w.]+)`").matcher(row.group(2)).results()
                        .map(name -> name.group(1).startsWith(".") ? row.group(1) + name.group(1) : name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
        return promised;
    }
}
