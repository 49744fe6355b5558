package io.countersign.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/**
 * A named rule of a hexagonal architecture. Immutable; {@link HexagonalArchitecture#rules()} returns the rules.
 *
 * <p>A rule about a part without classes is broken, so that a misspelt package is found.
 */
public final class ArchitectureRule {

    private final String name;
    private final String because;
    private final Seq<PackageSet> parts;
    private final ArchRule rule;

    private ArchitectureRule(String name, String because, Seq<PackageSet> parts, ArchRule rule) {
        this.name = name;
        this.because = because;
        this.parts = parts;
        this.rule = rule.because(because).allowEmptyShould(false);
    }

    /** Returns a rule about every class in the given parts. */
    static ArchitectureRule of(String name, Seq<PackageSet> parts, ClassCondition condition, String because) {
        return of(name, parts, List.empty(), condition, because);
    }

    /** Returns a rule about every class in the given parts, and in others that may be empty. */
    static ArchitectureRule of(
            String name, Seq<PackageSet> parts, Seq<PackageSet> others, ClassCondition condition, String because) {
        Seq<PackageSet> all = parts.appendAll(others);
        DescribedPredicate<JavaClass> inOneOfThem = DescribedPredicate.describe(
                "are in " + all.mkString(", "), type -> all.exists(place -> place.contains(type)));
        return of(name, parts, ArchRuleDefinition.classes().that(inOneOfThem).should(condition), because);
    }

    /** Returns a rule that is written with ArchUnit. */
    static ArchitectureRule of(String name, Seq<PackageSet> parts, ArchRule rule, String because) {
        return new ArchitectureRule(name, because, parts, rule);
    }

    /**
     * Returns the name, unique in its architecture, such as {@code domain-knows-only-itself}.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the reason for the rule, and how to repair a violation.
     *
     * @return the reason
     */
    public String because() {
        return because;
    }

    /**
     * Returns every violation of this rule, each naming the offending class.
     *
     * @param classes the classes to check
     * @return the violations; empty if the rule is kept
     */
    public Seq<String> violations(JavaClasses classes) {
        Seq<String> empty = parts.filter(place -> !place.hasClassesIn(classes))
                .map(place -> "No class was found in " + place + ": import it, or correct the package's name");
        return empty.nonEmpty() ? empty : List.ofAll(rule.evaluate(classes).getFailureReport().getDetails());
    }

    /**
     * Checks that the given classes keep this rule.
     *
     * @param classes the classes to check
     * @throws AssertionError if they do not, with the reason for the rule and every violation
     */
    public void check(JavaClasses classes) {
        Seq<String> violations = violations(classes);
        if (violations.nonEmpty()) {
            throw new AssertionError(report(violations));
        }
    }

    /**
     * Returns this rule for use with ArchUnit's own tools, such as {@code FreezingArchRule}, which lets an existing
     * code base adopt a rule step by step. The ArchUnit rule does not check that each part has classes.
     *
     * @return the ArchUnit rule
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
