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

/** How the packages of the house are kept. */
final class PackageRules {

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private PackageRules() {
    }

    static ArchitectureRule everyClassHasAPlace(HexagonalArchitecture house) {
        Place root = house.place(Part.ROOT);
        Seq<Place> parts = house.inside().appendAll(house.beside());
        return ArchitectureRule.of("every-class-has-a-place", List.of(root),
                new Clause("belong to a part of the house", type ->
                        Place.isPackageInfo(type) || parts.exists(part -> part.contains(type)) ? List.empty()
                                : List.of(type.getDescription() + " is in no part of the house in "
                                        + type.getSourceCodeLocation())),
                "a class that belongs to no part escapes the rules of every part. Move it, or declare the part that "
                        + "it stands for");
    }

    static ArchitectureRule packagesAreNullMarked(HexagonalArchitecture house) {
        return ArchitectureRule.of("packages-are-null-marked", List.of(house.place(Part.ROOT)),
                ArchRuleDefinition.all(new PackagesOf(house.whole())).should(new BeNullMarked()),
                "null is a value only where it is declared as one, and only in marked packages can readers and tools "
                        + "rely on that. Give the package a package-info.java with @NullMarked");
    }

    static ArchitectureRule packagesFormNoCycles(HexagonalArchitecture house) {
        ArchRule noCycles = SlicesRuleDefinition.slices()
                .assignedFrom(new ByPackage(house.whole()))
                .should().beFreeOfCycles();
        return ArchitectureRule.of("packages-form-no-cycles", List.of(house.place(Part.ROOT)), noCycles,
                "packages that need each other can only be understood, tested and changed as one. Move what both need "
                        + "to where neither has to look back");
    }

    private static final class PackagesOf extends AbstractClassesTransformer<JavaPackage> {

        private final Place place;

        PackagesOf(Place place) {
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

    /** Every package is a slice of its own. */
    private record ByPackage(Place place) implements SliceAssignment {

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
