package io.countersign.architecture;

import static io.countersign.architecture.FixtureHouse.FIXTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** The language in which a team declares a house of its own. */
class HexagonalArchitectureTest {

    private static final String SOUND = FIXTURE + ".sound";

    private static final JavaClasses SOUND_CLASSES = new ClassFileImporter().importPackages(SOUND);

    private static final HexagonalArchitecture SOUND_HOUSE = HexagonalArchitecture.of(SOUND)
            .adapter(Adapter.of("http", SOUND + ".adapters.http")
                    .keepingToItself("com.fasterxml.jackson", "org.mapstruct")
                    .borrowing(SOUND + ".adapters.http.tls",
                            "java.security.KeyStore", "java.security.cert.X509Certificate"))
            .adapter("crypto", SOUND + ".adapters.crypto", "java.security", "org.bouncycastle")
            .app(SOUND + ".app")
            .tools(SOUND + ".tools");

    @Test
    void a_house_by_the_usual_names_is_declared_in_five_lines() {
        assertThatCode(() -> SOUND_HOUSE.check(SOUND_CLASSES)).doesNotThrowAnyException();
    }

    @Test
    void a_house_by_other_names_says_where_its_parts_are() {
        HexagonalArchitecture house = HexagonalArchitecture.of(SOUND + ".app")
                .domain(SOUND + ".domain")
                .ports(SOUND + ".ports")
                .inbound(SOUND + ".ports.inbound")
                .outbound(SOUND + ".ports.outbound")
                .adapter("both", SOUND + ".adapters")
                .app(SOUND + ".app")
                .tools(SOUND + ".tools");

        assertThatCode(() -> house.check(SOUND_CLASSES)).doesNotThrowAnyException();
    }

    @Test
    void every_broken_rule_is_reported_at_once() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".nobody_prints_or_logs", FIXTURE + ".domain_values_are_immutable");

        assertThatThrownBy(() -> FixtureHouse.HOUSE.check(classes)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("2 of " + FixtureHouse.HOUSE.rules().size() + " rules are broken")
                .hasMessageContaining("nobody-prints-or-logs is broken")
                .hasMessageContaining("domain-values-are-immutable is broken")
                .hasMessageContaining("ForgetsFinal.count");
    }

    @Test
    void rules_have_names_of_their_own() {
        Seq<String> names = names(SOUND_HOUSE);

        assertThat(names).doesNotHaveDuplicates().hasSize(18)
                .contains("http-technology-stays-in-its-adapter", "crypto-technology-stays-in-its-adapter");
    }

    @Test
    void a_house_without_adapters_has_no_rules_about_them() {
        assertThat(names(HexagonalArchitecture.of(SOUND))).hasSize(14).noneMatch(name -> name.contains("adapter"));
    }

    @Test
    void an_adapter_without_a_technology_of_its_own_has_no_rule_about_it() {
        assertThat(names(HexagonalArchitecture.of(SOUND).adapter("http", SOUND + ".adapters.http")))
                .hasSize(16).doesNotContain("http-technology-stays-in-its-adapter");
    }

    @Test
    void two_adapters_may_share_a_technology_between_them() {
        HexagonalArchitecture house = HexagonalArchitecture.of(SOUND)
                .adapter("http", SOUND + ".adapters.http", "java.security")
                .adapter("crypto", SOUND + ".adapters.crypto", "java.security");

        assertThat(rule(house, "http-technology-stays-in-its-adapter").violations(SOUND_CLASSES)).isEmpty();
        assertThat(rule(house, "crypto-technology-stays-in-its-adapter").violations(SOUND_CLASSES)).isEmpty();
    }

    @Test
    void an_adapter_borrows_no_more_than_it_says() {
        HexagonalArchitecture house = HexagonalArchitecture.of(SOUND)
                .adapter(Adapter.of("http", SOUND + ".adapters.http")
                        .borrowing(SOUND + ".adapters.http.tls", "java.security.KeyStore"))
                .adapter("crypto", SOUND + ".adapters.crypto", "java.security");

        assertThat(rule(house, "crypto-technology-stays-in-its-adapter").violations(SOUND_CLASSES))
                .isNotEmpty().allMatch(violation -> violation.contains("TrustedShops")
                        && violation.contains("X509Certificate"));
    }

    @Test
    void an_adapter_hides_what_it_says_instead_of_its_wire_packages() {
        Adapter http = Adapter.of("http", SOUND + ".adapters.http");
        Adapter hidingAll = http.hiding(SOUND + ".adapters.http");

        assertThat(wireLeaks(http)).isEmpty();
        assertThat(wireLeaks(hidingAll)).isNotEmpty().allMatch(leak -> leak.contains("Shop"));
    }

    @Test
    void a_class_in_no_declared_part_is_found() {
        HexagonalArchitecture withoutTools = HexagonalArchitecture.of(SOUND)
                .adapter("both", SOUND + ".adapters").app(SOUND + ".app");

        assertThat(rule(withoutTools, "every-class-has-a-place").violations(SOUND_CLASSES))
                .singleElement().asString().contains(SOUND + ".tools.Stall");
    }

    @Test
    void a_misspelt_part_breaks_the_rules_about_it() {
        HexagonalArchitecture misspelt = SOUND_HOUSE.domain(SOUND + ".domian");

        assertThat(rule(misspelt, "domain-knows-only-itself").violations(SOUND_CLASSES))
                .singleElement().asString().contains("No class was seen in the domain", "domian");
    }

    @Test
    void shared_vocabulary_may_be_used_and_shown_and_an_allowed_library_only_used() {
        JavaClasses classes = new ClassFileImporter().importPackages(SOUND,
                FIXTURE + ".signatures_show_only_known_types");
        String library = "io.countersign.architecture.foreign.allowed";
        HexagonalArchitecture neither = FixtureHouse.HOUSE.allowing();
        HexagonalArchitecture shared = neither.sharing(library);

        assertThat(rule(neither, "ports-know-only-the-domain").violations(classes)).isNotEmpty();
        assertThat(rule(neither, "domain-knows-only-itself").violations(classes)).isNotEmpty();
        assertThat(rule(shared, "ports-know-only-the-domain").violations(classes)).isEmpty();
        assertThat(rule(shared, "domain-knows-only-itself").violations(classes)).isEmpty();
        assertThat(rule(shared, "signatures-show-only-known-types").violations(classes))
                .singleElement().asString().contains("ShowsAHiddenType");
    }

    @Test
    void a_house_does_not_change_when_another_is_made_from_it() {
        HexagonalArchitecture empty = HexagonalArchitecture.of(SOUND);
        empty.adapter("http", SOUND + ".adapters.http");

        assertThat(empty.adapters()).isEmpty();
    }

    @Test
    void the_same_adapter_is_not_declared_twice() {
        assertThatIllegalArgumentException().isThrownBy(() -> SOUND_HOUSE.adapter("http", SOUND + ".adapters.other"))
                .withMessageContaining("http");
    }

    @Test
    void an_adapter_below_anothers_package_is_one_of_its_own_in_whichever_order_they_are_declared() {
        Adapter outer = Adapter.of("http", SOUND + ".adapters.http").keepingToItself("com.fasterxml.jackson");
        Adapter inner = Adapter.of("resilience", SOUND + ".adapters.http.resilience")
                .keepingToItself("io.github.resilience4j");
        HexagonalArchitecture empty = HexagonalArchitecture.of(SOUND)
                .adapter("crypto", SOUND + ".adapters.crypto").app(SOUND + ".app").tools(SOUND + ".tools");

        for (HexagonalArchitecture house : List.of(
                empty.adapter(outer).adapter(inner), empty.adapter(inner).adapter(outer))) {
            assertThatCode(() -> house.check(SOUND_CLASSES)).doesNotThrowAnyException();
        }
        assertThat(rule(empty.adapter(inner).adapter("httpx", SOUND + ".adapters.httpx"),
                "adapters-do-not-know-each-other").violations(SOUND_CLASSES))
                .singleElement().asString().contains("No class was seen in the httpx adapter");
    }

    @Test
    void a_blank_package_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HexagonalArchitecture.of(SOUND).domain(" "));
    }

    @Test
    void classes_are_not_looked_for_by_a_pattern() {
        assertThatIllegalStateException().isThrownBy(FixtureHouse.HOUSE::check)
                .withMessageContaining("import the classes yourself");
    }

    private static Seq<String> names(HexagonalArchitecture house) {
        return house.rules().map(ArchitectureRule::name);
    }

    private static ArchitectureRule rule(HexagonalArchitecture house, String name) {
        return house.rules().find(rule -> rule.name().equals(name)).get();
    }

    private static Seq<String> wireLeaks(Adapter adapter) {
        return rule(HexagonalArchitecture.of(SOUND).adapter(adapter).app(SOUND + ".app"), "wire-types-do-not-leak")
                .violations(SOUND_CLASSES);
    }
}
