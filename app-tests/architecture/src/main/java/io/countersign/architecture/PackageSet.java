package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.function.Predicate;

/** A named set of packages, such as a part of the architecture. Immutable. */
final class PackageSet {

    private final String name;
    private final Seq<String> packages;
    private final Predicate<String> holds;

    private PackageSet(String name, Seq<String> packages) {
        this(name, packages, PackageMatchers.of(packages.toJavaList())::test);
    }

    private PackageSet(String name, Seq<String> packages, Predicate<String> holds) {
        this.name = name;
        this.packages = packages;
        this.holds = holds;
    }

    /**
     * Returns the given packages with their subpackages. Package identifiers of ArchUnit ({@code com.acme.*.domain})
     * may be used.
     */
    static PackageSet of(String name, Iterable<String> packages) {
        return new PackageSet(name, List.ofAll(packages).map(PackageSet::withSubpackages));
    }

    static PackageSet of(String name, String... packages) {
        return of(name, List.of(packages));
    }

    /** Returns exactly what the identifiers say: without {@code ..} at its end, one names a single package. */
    static PackageSet exactly(String name, String... identifiers) {
        return new PackageSet(name, List.of(identifiers));
    }

    PackageSet and(PackageSet other) {
        return new PackageSet(name, packages.appendAll(other.packages), holds.or(other.holds));
    }

    PackageSet without(PackageSet other) {
        return new PackageSet(name, packages, holds.and(other.holds.negate()));
    }

    boolean contains(JavaClass type) {
        return holds.test(type.getPackageName());
    }

    boolean isDeclared() {
        return packages.nonEmpty();
    }

    boolean hasClassesIn(Iterable<JavaClass> classes) {
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
