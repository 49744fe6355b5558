package io.countersign.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/**
 * One rule of a hexagonal house, by its name. Immutable; it comes from {@link HexagonalArchitecture#rules()}.
 *
 * <p>A rule is never kept by having looked at nothing: where a place it speaks of has no classes, it is broken.
 */
public final class ArchitectureRule {

    private final String name;
    private final String because;
    private final Seq<Place> places;
    private final ArchRule rule;

    private ArchitectureRule(String name, String because, Seq<Place> places, ArchRule rule) {
        this.name = name;
        this.because = because;
        this.places = places;
        this.rule = rule.because(because).allowEmptyShould(false);
    }

    /** A rule about every class in those places. */
    static ArchitectureRule of(String name, Seq<Place> places, Clause clause, String because) {
        return of(name, places, List.empty(), clause, because);
    }

    /** A rule about every class in those places, and in those others too, where there may be none. */
    static ArchitectureRule of(String name, Seq<Place> places, Seq<Place> others, Clause clause, String because) {
        Seq<Place> all = places.appendAll(others);
        DescribedPredicate<JavaClass> inOneOfThem = DescribedPredicate.describe(
                "are in " + all.mkString(", "), type -> all.exists(place -> place.contains(type)));
        return of(name, places, ArchRuleDefinition.classes().that(inOneOfThem).should(clause), because);
    }

    /** A rule in ArchUnit's own words. */
    static ArchitectureRule of(String name, Seq<Place> places, ArchRule rule, String because) {
        return new ArchitectureRule(name, because, places, rule);
    }

    /** Its name, unique in its house: {@code domain-knows-only-itself}. */
    public String name() {
        return name;
    }

    /** Why the rule is there, and what to do where it is broken. */
    public String because() {
        return because;
    }

    /** Every breach of this rule among those classes, each naming the culprit; none if the rule is kept. */
    public Seq<String> violations(JavaClasses classes) {
        Seq<String> empty = places.filter(place -> !place.isInhabitedBy(classes))
                .map(place -> "No class was seen in " + place + ": import it, or correct the package's name");
        return empty.nonEmpty() ? empty : List.ofAll(rule.evaluate(classes).getFailureReport().getDetails());
    }

    /**
     * Checks that those classes keep this rule.
     *
     * @throws AssertionError if they do not, with the reason for the rule and every breach of it
     */
    public void check(JavaClasses classes) {
        Seq<String> violations = violations(classes);
        if (violations.nonEmpty()) {
            throw new AssertionError(report(violations));
        }
    }

    /**
     * This rule for use with ArchUnit's own tools, such as {@code FreezingArchRule}, which lets a house that is not in
     * order yet get there step by step. Whether each place has classes is not looked at.
     */
    public ArchRule asArchRule() {
        return rule;
    }

    String report(Seq<String> violations) {
        return name + " is broken " + (violations.size() == 1 ? "once" : violations.size() + " times")
                + ". The rule is there because " + because + violations.map(line -> "\n  - " + line).mkString();
    }

    @Override
    public String toString() {
        return name;
    }
}
