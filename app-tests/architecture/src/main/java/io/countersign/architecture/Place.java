package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.function.Predicate;

/** A part of the house and the packages it fills. Immutable. */
final class Place {

    private final String name;
    private final Seq<String> packages;
    private final Predicate<String> holds;

    private Place(String name, Seq<String> packages) {
        this(name, packages, PackageMatchers.of(packages.toJavaList())::test);
    }

    private Place(String name, Seq<String> packages, Predicate<String> holds) {
        this.name = name;
        this.packages = packages;
        this.holds = holds;
    }

    /** Those packages with all below them; package identifiers of ArchUnit ({@code com.acme.*.domain}) may be used. */
    static Place of(String name, Iterable<String> packages) {
        return new Place(name, List.ofAll(packages).map(Place::withSubpackages));
    }

    static Place of(String name, String... packages) {
        return of(name, List.of(packages));
    }

    /** Exactly what the identifiers say: without {@code ..} at its end, one names a single package. */
    static Place exactly(String name, String... identifiers) {
        return new Place(name, List.of(identifiers));
    }

    Place and(Place other) {
        return new Place(name, packages.appendAll(other.packages), holds.or(other.holds));
    }

    Place without(Place other) {
        return new Place(name, packages, holds.and(other.holds.negate()));
    }

    boolean contains(JavaClass type) {
        return holds.test(type.getPackageName());
    }

    boolean isDeclared() {
        return packages.nonEmpty();
    }

    boolean isInhabitedBy(Iterable<JavaClass> classes) {
        return List.ofAll(classes).exists(type -> contains(type) && !isPackageInfo(type));
    }

    Seq<String> packages() {
        return packages;
    }

    static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static String withSubpackages(String identifier) {
        if (identifier.isBlank()) {
            throw new IllegalArgumentException("a package name is blank; name it as in \"com.acme.orders.domain\"");
        }
        return identifier.endsWith("..") ? identifier : identifier + "..";
    }

    @Override
    public String toString() {
        return name + " (" + packages.mkString(", ") + ")";
    }
}
