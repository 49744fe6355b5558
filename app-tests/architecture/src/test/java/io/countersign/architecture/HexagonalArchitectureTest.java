package io.countersign.architecture;

import static io.countersign.architecture.FixtureArchitecture.FIXTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The declaration of an architecture, as a team writes it. */
class HexagonalArchitectureTest {

    private static final String SOUND = FIXTURE + ".sound";

    private static final JavaClasses SOUND_CLASSES = new ClassFileImporter().importPackages(SOUND);

    private static final HexagonalArchitecture SOUND_ARCHITECTURE = HexagonalArchitecture.of(SOUND)
            .adapter(Adapter.of("http", SOUND + ".adapters.http")
                    .withTechnologies("com.fasterxml.jackson", "org.mapstruct")
                    .withAccess(SOUND + ".adapters.http.tls",
                            "java.security.KeyStore", "java.security.cert.X509Certificate"))
            .adapter("crypto", SOUND + ".adapters.crypto", "java.security", "org.bouncycastle")
            .app(SOUND + ".app")
            .tools(SOUND + ".tools");

    @Test
    void default_packages_need_not_be_declared() {
        assertThatCode(() -> SOUND_ARCHITECTURE.check(SOUND_CLASSES)).doesNotThrowAnyException();
    }

    @Test
    void other_packages_can_be_declared() {
        HexagonalArchitecture architecture = HexagonalArchitecture.of(SOUND + ".app")
                .domain(SOUND + ".domain")
                .ports(SOUND + ".ports")
                .inbound(SOUND + ".ports.inbound")
                .outbound(SOUND + ".ports.outbound")
                .adapter("both", SOUND + ".adapters")
                .app(SOUND + ".app")
                .tools(SOUND + ".tools");

        assertThatCode(() -> architecture.check(SOUND_CLASSES)).doesNotThrowAnyException();
    }

    @Test
    void every_broken_rule_is_reported_at_once() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".nobody_prints_or_logs", FIXTURE + ".domain_values_are_immutable");

        assertThatThrownBy(() -> FixtureArchitecture.ARCHITECTURE.check(classes)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("2 of " + FixtureArchitecture.ARCHITECTURE.rules().size() + " rules are broken")
                .hasMessageContaining("nobody-prints-or-logs is broken")
                .hasMessageContaining("domain-values-are-immutable is broken")
                .hasMessageContaining("ForgetsFinal.count");
    }

    @Test
    void rules_have_names_of_their_own() {
        Seq<String> names = names(SOUND_ARCHITECTURE);

        assertThat(names).doesNotHaveDuplicates().hasSize(18)
                .contains("http-technology-stays-in-its-adapter", "crypto-technology-stays-in-its-adapter");
    }

    @Test
    void an_architecture_without_adapters_has_no_rules_about_them() {
        assertThat(names(HexagonalArchitecture.of(SOUND))).hasSize(14).noneMatch(name -> name.contains("adapter"));
    }

    @Test
    void an_adapter_without_a_technology_of_its_own_has_no_rule_about_it() {
        assertThat(names(HexagonalArchitecture.of(SOUND).adapter("http", SOUND + ".adapters.http")))
                .hasSize(16).doesNotContain("http-technology-stays-in-its-adapter");
    }

    @Test
    void two_adapters_may_share_a_technology_between_them() {
        HexagonalArchitecture architecture = HexagonalArchitecture.of(SOUND)
                .adapter("http", SOUND + ".adapters.http", "java.security")
                .adapter("crypto", SOUND + ".adapters.crypto", "java.security");

        assertThat(rule(architecture, "http-technology-stays-in-its-adapter").violations(SOUND_CLASSES)).isEmpty();
        assertThat(rule(architecture, "crypto-technology-stays-in-its-adapter").violations(SOUND_CLASSES)).isEmpty();
    }

    @Test
    void an_adapter_may_use_no_more_types_of_another_technology_than_declared() {
        HexagonalArchitecture architecture = HexagonalArchitecture.of(SOUND)
                .adapter(Adapter.of("http", SOUND + ".adapters.http")
                        .withAccess(SOUND + ".adapters.http.tls", "java.security.KeyStore"))
                .adapter("crypto", SOUND + ".adapters.crypto", "java.security");

        assertThat(rule(architecture, "crypto-technology-stays-in-its-adapter").violations(SOUND_CLASSES))
                .isNotEmpty().allMatch(violation -> violation.contains("TrustStore")
                        && violation.contains("X509Certificate"));
    }

    @Test
    void an_adapter_hides_what_it_says_instead_of_its_wire_packages() {
        Adapter http = Adapter.of("http", SOUND + ".adapters.http");
        Adapter hidingAll = http.withHidden(SOUND + ".adapters.http");

        assertThat(wireLeaks(http)).isEmpty();
        assertThat(wireLeaks(hidingAll)).isNotEmpty().allMatch(leak -> leak.contains("Application"));
    }

    @Test
    void a_class_in_no_declared_part_is_found() {
        HexagonalArchitecture withoutTools = HexagonalArchitecture.of(SOUND)
                .adapter("both", SOUND + ".adapters").app(SOUND + ".app");

        assertThat(rule(withoutTools, "every-class-has-a-place").violations(SOUND_CLASSES))
                .singleElement().asString().contains(SOUND + ".tools.TestKit");
    }

    @Test
    void a_misspelt_part_breaks_the_rules_about_it() {
        HexagonalArchitecture misspelt = SOUND_ARCHITECTURE.domain(SOUND + ".domian");

        assertThat(rule(misspelt, "domain-knows-only-itself").violations(SOUND_CLASSES))
                .singleElement().asString().contains("No class was found in the domain", "domian");
    }

    @Test
    void shared_vocabulary_may_be_used_and_shown_and_an_allowed_library_only_used() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".signatures_show_only_known_types");
        String library = "io.countersign.architecture.foreign.allowed";
        HexagonalArchitecture neither = FixtureArchitecture.ARCHITECTURE.allowing();
        HexagonalArchitecture shared = neither.sharing(library);

        assertThat(rule(neither, "ports-know-only-the-domain").violations(classes)).isNotEmpty();
        assertThat(rule(neither, "domain-knows-only-itself").violations(classes)).isNotEmpty();
        assertThat(rule(shared, "ports-know-only-the-domain").violations(classes)).isEmpty();
        assertThat(rule(shared, "domain-knows-only-itself").violations(classes)).isEmpty();
        assertThat(rule(shared, "signatures-show-only-known-types").violations(classes))
                .singleElement().asString().contains("ShowsAHiddenType");
    }

    @Test
    void an_architecture_does_not_change_when_a_copy_is_made() {
        HexagonalArchitecture empty = HexagonalArchitecture.of(SOUND);
        empty.adapter("http", SOUND + ".adapters.http");

        assertThat(empty.adapters()).isEmpty();
    }

    @Test
    void the_same_adapter_is_not_declared_twice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SOUND_ARCHITECTURE.adapter("http", SOUND + ".adapters.other"))
                .withMessageContaining("http");
    }

    @Test
    void an_adapter_below_anothers_package_is_one_of_its_own_in_whichever_order_they_are_declared() {
        Adapter outer = Adapter.of("http", SOUND + ".adapters.http").withTechnologies("com.fasterxml.jackson");
        Adapter inner = Adapter.of("resilience", SOUND + ".adapters.http.resilience")
                .withTechnologies("io.github.resilience4j");
        HexagonalArchitecture empty = HexagonalArchitecture.of(SOUND)
                .adapter("crypto", SOUND + ".adapters.crypto").app(SOUND + ".app").tools(SOUND + ".tools");

        for (HexagonalArchitecture architecture : List.of(
                empty.adapter(outer).adapter(inner), empty.adapter(inner).adapter(outer))) {
            assertThatCode(() -> architecture.check(SOUND_CLASSES)).doesNotThrowAnyException();
        }
        assertThat(rule(empty.adapter(inner).adapter("httpx", SOUND + ".adapters.httpx"),
                "adapters-do-not-know-each-other").violations(SOUND_CLASSES))
                .singleElement().asString().contains("No class was found in the httpx adapter");
    }

    @Test
    void a_blank_package_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HexagonalArchitecture.of(SOUND).domain(" "));
    }

    @Test
    void a_part_is_declared_by_its_full_package_name() {
        HexagonalArchitecture bank = HexagonalArchitecture.of("com.example.bank");

        assertThatIllegalArgumentException().isThrownBy(() -> bank.domain("domain"))
                .withMessage("the domain cannot be in \"domain\", which is no full package name; "
                        + "write \"com.example.bank.domain\"");
        assertThatIllegalArgumentException().isThrownBy(() -> bank.domain("com.example.bank.domain", ".model"))
                .withMessageContaining("\"com.example.bank.model\"");
        for (ThrowingCallable relative : List.<ThrowingCallable>of(
                () -> bank.ports("ports"), () -> bank.inbound("inbound"), () -> bank.outbound("outbound"),
                () -> bank.app("app"), () -> bank.tools("tools"), () -> bank.domain("domain.."),
                () -> bank.adapter("http", "http", "okhttp3"),
                () -> bank.adapter(Adapter.of("http", "com.example.bank.http").withHidden("wire")))) {
            assertThatIllegalArgumentException().isThrownBy(relative)
                    .withMessageContaining("is no full package name; write \"com.example.bank.");
        }
    }

    @Test
    void libraries_roots_and_patterns_may_be_one_word() {
        assertThatCode(() -> HexagonalArchitecture.of("bank")
                .domain("bank.domain", "..domain..")
                .adapter(Adapter.of("http", "bank.http").withTechnologies("okhttp3").withHidden("..wire.."))
                .app("bank")
                .allowing("kotlin").sharing("kotlin"))
                .doesNotThrowAnyException();
    }

    @Test
    void printing_and_unmarked_packages_are_looked_for_in_domain_and_ports_and_elsewhere_on_request() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".nobody_prints_or_logs", FIXTURE + ".packages_are_null_marked");
        HexagonalArchitecture byDefault = HexagonalArchitecture.of(FIXTURE + ".*")
                .adapter("http", FIXTURE + ".*.adapters");

        assertThat(rule(byDefault, "nobody-prints-or-logs").violations(classes))
                .isNotEmpty().allMatch(violation -> violation.contains("ports.inbound.Logs"));
        assertThat(rule(byDefault, "packages-are-null-marked").violations(classes))
                .singleElement().asString().contains("packages_are_null_marked.domain");
        assertThat(rule(byDefault.applyingBeyondPorts("nobody-prints-or-logs"), "nobody-prints-or-logs")
                .violations(classes)).anyMatch(violation -> violation.contains("adapters.http.Prints"));
        assertThat(rule(byDefault.applyingBeyondPorts("packages-are-null-marked"), "packages-are-null-marked")
                .violations(classes)).hasSize(2).anyMatch(violation -> violation.contains("adapters.http"));
    }

    @Test
    void only_a_rule_that_can_be_widened_is_applied_beyond_the_ports() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SOUND_ARCHITECTURE.applyingBeyondPorts(
                        "nobody-prints-or-logs", "failures-are-values"))
                .withMessage("there is no rule that can be applied beyond domain and ports named failures-are-values; "
                        + "there are nobody-prints-or-logs, packages-are-null-marked");
    }

    @Test
    void a_rule_that_is_left_out_is_not_checked_and_its_reason_is_shown() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".nobody_prints_or_logs", FIXTURE + ".domain_values_are_immutable");
        HexagonalArchitecture without = FixtureArchitecture.ARCHITECTURE
                .without("nobody-prints-or-logs", "logs are audited");
        int rules = FixtureArchitecture.ARCHITECTURE.rules().size() - 1;

        assertThat(names(without)).hasSize(rules).doesNotContain("nobody-prints-or-logs");
        assertThat(without).asString().endsWith("left out: nobody-prints-or-logs (logs are audited)");
        assertThatThrownBy(() -> without.check(classes)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 of " + rules
                        + " rules are broken; left out: nobody-prints-or-logs (logs are audited)")
                .hasMessageContaining("domain-values-are-immutable is broken");
        assertThatCode(() -> without.without("domain-values-are-immutable", "beans").check(classes))
                .doesNotThrowAnyException();
    }

    @Test
    void a_rule_about_an_adapter_can_be_left_out() {
        assertThat(names(SOUND_ARCHITECTURE.without("http-technology-stays-in-its-adapter", "a migration")))
                .hasSize(17).doesNotContain("http-technology-stays-in-its-adapter");
    }

    @Test
    void a_rule_that_is_not_there_cannot_be_left_out() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SOUND_ARCHITECTURE.without("nobody-prints", "logs are audited"))
                .withMessageStartingWith("there is no rule named nobody-prints; there are domain-knows-only-itself, ")
                .withMessageContaining("nobody-prints-or-logs")
                .withMessageContaining("crypto-technology-stays-in-its-adapter");
    }

    @Test
    void no_rule_is_left_out_without_a_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SOUND_ARCHITECTURE.without("nobody-prints-or-logs", " "))
                .withMessage("the reason for leaving out nobody-prints-or-logs is blank; give one");
    }

    @Test
    void classes_are_not_looked_for_by_a_pattern() {
        assertThatIllegalStateException().isThrownBy(FixtureArchitecture.ARCHITECTURE::check)
                .withMessageContaining("import the classes yourself");
    }

    private static Seq<String> names(HexagonalArchitecture architecture) {
        return architecture.rules().map(ArchitectureRule::name);
    }

    private static ArchitectureRule rule(HexagonalArchitecture architecture, String name) {
        return architecture.rules().find(rule -> rule.name().equals(name)).get();
    }

    private static Seq<String> wireLeaks(Adapter adapter) {
        return rule(HexagonalArchitecture.of(SOUND).adapter(adapter).app(SOUND + ".app"), "wire-types-do-not-leak")
                .violations(SOUND_CLASSES);
    }
}
