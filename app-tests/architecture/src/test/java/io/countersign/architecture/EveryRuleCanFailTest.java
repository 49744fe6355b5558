package io.countersign.architecture;

import static io.countersign.architecture.FixtureArchitecture.ARCHITECTURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks every rule against a fixture that breaks it and no other rule. The fixture of a rule has its name and contains
 * offending classes only, so the test fails for a rule without a fixture, and for an offending class that the rule
 * misses.
 */
class EveryRuleCanFailTest {

    static Iterable<ArchitectureRule> rules() {
        return ARCHITECTURE.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_sound_code_base_keeps_the_rule(ArchitectureRule rule) {
        assertThat(rule.violations(FixtureArchitecture.sound())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_names_every_offending_class_of_its_fixture_and_no_other(ArchitectureRule rule) {
        JavaClasses classes = FixtureArchitecture.soundAnd(rule);
        Seq<String> offenders = offenders(rule, classes);

        Seq<String> violations = rule.violations(classes);

        assertThat(offenders).as("offending classes in " + FixtureArchitecture.fixtureOf(rule)).isNotEmpty();
        assertThat(offenders.reject(offender -> violations.exists(violation -> violation.contains(offender))))
                .as("missed offending classes").isEmpty();
        assertThat(violations.reject(violation -> violation.contains(FixtureArchitecture.fixtureOf(rule))))
                .as("classes named wrongly").isEmpty();
        assertThatThrownBy(() -> rule.check(classes)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(rule.name()).hasMessageContaining(rule.because());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void no_other_rule_is_broken_by_that_fixture(ArchitectureRule rule) {
        JavaClasses classes = FixtureArchitecture.soundAnd(rule);

        assertThat(ARCHITECTURE.rules().reject(other -> other.name().equals(rule.name())))
                .allSatisfy(other -> assertThat(other.violations(classes)).as(other.name()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_is_broken_if_no_class_is_found(ArchitectureRule rule) {
        JavaClasses nothing = new ClassFileImporter().importClasses();

        assertThat(rule.violations(nothing)).isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).startsWith("No class was found in"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_states_its_reason_in_full_sentences(ArchitectureRule rule) {
        assertThat(rule.name()).matches("[a-z]+(-[a-z]+)+");
        assertThat(rule.because()).hasSizeGreaterThan(60);
        assertThat(rule.asArchRule().getDescription()).endsWith(rule.because());
    }

    /** Violations of the rule about @NullMarked name packages instead of classes. */
    private static Seq<String> offenders(ArchitectureRule rule, JavaClasses classes) {
        Seq<JavaClass> inTheFixture = List.ofAll(classes)
                .filter(type -> type.getPackageName().startsWith(FixtureArchitecture.fixtureOf(rule)))
                .filter(JavaClass::isTopLevelClass)
                .reject(PackageSet::isPackageInfo);
        return rule.name().equals("packages-are-null-marked")
                ? inTheFixture.map(JavaClass::getPackageName) : inTheFixture.map(JavaClass::getName);
    }
}
