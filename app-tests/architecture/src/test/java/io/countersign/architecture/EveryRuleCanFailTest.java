package io.countersign.architecture;

import static io.countersign.architecture.FixtureHouse.HOUSE;
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
 * Every rule, on a house that breaks it and no other. The room of a rule bears its name and holds nothing but culprits,
 * so a rule without a room fails here, and so does a culprit that its rule overlooks.
 */
class EveryRuleCanFailTest {

    static Iterable<ArchitectureRule> rules() {
        return HOUSE.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_sound_house_keeps_the_rule(ArchitectureRule rule) {
        assertThat(rule.violations(FixtureHouse.sound())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_names_every_culprit_in_its_room_and_nobody_else(ArchitectureRule rule) {
        JavaClasses classes = FixtureHouse.soundBut(rule);
        Seq<String> culprits = culprits(rule, classes);

        Seq<String> violations = rule.violations(classes);

        assertThat(culprits).as("culprits in " + FixtureHouse.roomOf(rule)).isNotEmpty();
        assertThat(culprits.reject(culprit -> violations.exists(violation -> violation.contains(culprit))))
                .as("overlooked culprits").isEmpty();
        assertThat(violations.reject(violation -> violation.contains(FixtureHouse.roomOf(rule))))
                .as("innocents accused").isEmpty();
        assertThatThrownBy(() -> rule.check(classes)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(rule.name()).hasMessageContaining(rule.because());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void no_other_rule_objects_to_that_room(ArchitectureRule rule) {
        JavaClasses classes = FixtureHouse.soundBut(rule);

        assertThat(HOUSE.rules().reject(other -> other.name().equals(rule.name())))
                .allSatisfy(other -> assertThat(other.violations(classes)).as(other.name()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_is_not_kept_by_looking_at_nothing(ArchitectureRule rule) {
        JavaClasses nothing = new ClassFileImporter().importClasses();

        assertThat(rule.violations(nothing)).isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).startsWith("No class was seen in"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_says_in_full_sentences_what_it_is_for(ArchitectureRule rule) {
        assertThat(rule.name()).matches("[a-z]+(-[a-z]+)+");
        assertThat(rule.because()).hasSizeGreaterThan(60);
        assertThat(rule.asArchRule().getDescription()).endsWith(rule.because());
    }

    /** Unmarked packages have no class of their own to blame. */
    private static Seq<String> culprits(ArchitectureRule rule, JavaClasses classes) {
        Seq<JavaClass> inTheRoom = List.ofAll(classes)
                .filter(type -> type.getPackageName().startsWith(FixtureHouse.roomOf(rule)) && type.isTopLevelClass())
                .reject(Place::isPackageInfo);
        return rule.name().equals("packages-are-null-marked")
                ? inTheRoom.map(JavaClass::getPackageName) : inTheRoom.map(JavaClass::getName);
    }
}
