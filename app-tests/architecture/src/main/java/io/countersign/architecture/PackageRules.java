package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Rules about packages as a whole. */
final class PackageRules {

    static final String NULL_MARKED_RULE = "packages-are-null-marked";

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private PackageRules() {
    }

    static ArchitectureRule everyClassHasAPlace(HexagonalArchitecture architecture) {
        PackageSet root = architecture.packages(Part.ROOT);
        Seq<PackageSet> parts = architecture.inside().appendAll(architecture.beside());
        return ArchitectureRule.of("every-class-has-a-place", List.of(root),
                new ClassCondition("belong to a part of the architecture", type ->
                        PackageSet.isPackageInfo(type) || parts.exists(part -> part.contains(type)) ? List.empty()
                                : List.of(type.getDescription() + " is in no part of the architecture in "
                                        + type.getSourceCodeLocation())),
                "no rule applies to a class that belongs to no part. Move the class, or declare the part that it "
                        + "belongs to");
    }

    static ArchitectureRule packagesAreNullMarked(HexagonalArchitecture architecture) {
        Seq<PackageSet> core = architecture.core();
        boolean everywhere = architecture.appliesBeyondPorts(NULL_MARKED_RULE);
        return ArchitectureRule.of(NULL_MARKED_RULE,
                everywhere ? List.of(architecture.packages(Part.ROOT)) : core,
                ArchRuleDefinition.all(new PackagesOf(everywhere ? architecture.whole() : core.reduce(PackageSet::and)))
                        .should(new BeNullMarked()),
                "only in a marked package can readers and tools rely on a type without @Nullable being never null. "
                        + "Add a package-info.java with @NullMarked");
    }

    static ArchitectureRule packagesFormNoCycles(HexagonalArchitecture architecture) {
        ArchRule noCycles = SlicesRuleDefinition.slices()
                .assignedFrom(new ByPackage(architecture.whole()))
                .should().beFreeOfCycles();
        return ArchitectureRule.of("packages-form-no-cycles", List.of(architecture.packages(Part.ROOT)), noCycles,
                "packages that depend on each other can only be understood, tested and changed together. Move the "
                        + "shared code to a package that depends on neither");
    }

    private static final class PackagesOf extends AbstractClassesTransformer<JavaPackage> {

        private final PackageSet place;

        PackagesOf(PackageSet place) {
            super("packages of " + place);
            this.place = place;
        }

        @Override
        public Iterable<JavaPackage> doTransform(JavaClasses classes) {
            return List.ofAll(classes)
                    .filter(place::contains)
                    .map(JavaClass::getPackage)
                    .distinctBy(JavaPackage::getName)
                    .sortBy(JavaPackage::getName);
        }
    }

    private static final class BeNullMarked extends ArchCondition<JavaPackage> {

        BeNullMarked() {
            super("be @NullMarked");
        }

        @Override
        public void check(JavaPackage javaPackage, ConditionEvents events) {
            if (!javaPackage.isAnnotatedWith(NULL_MARKED)) {
                events.add(SimpleConditionEvent.violated(
                        javaPackage, "Package <" + javaPackage.getName() + "> is not @NullMarked"));
            }
        }
    }

    /** Makes every package a slice. */
    private record ByPackage(PackageSet place) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return place.contains(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + place;
        }
    }
}
