package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * Declares an adapter of a hexagonal architecture: its packages, the technologies that only it may use, and the types
 * that it hides. Immutable.
 *
 * <pre>{@code
 * Adapter.of("http", "com.acme.orders.adapters.http")
 *         .withTechnologies("retrofit2", "okhttp3", "com.fasterxml.jackson")
 *         .withHidden("com.acme.orders.adapters.http.wire")
 * }</pre>
 *
 * <p>A package includes its subpackages, except those that belong to another adapter. Package identifiers of ArchUnit,
 * such as {@code ..wire..}, may be used too.
 */
public final class Adapter {

    private final String name;
    private final Seq<String> packages;
    private final Seq<String> technologies;
    private final Seq<String> hidden;
    private final Seq<Access> accesses;
    private final Seq<String> ofOthers;

    private Adapter(
            String name, Seq<String> packages, Seq<String> technologies, Seq<String> hidden, Seq<Access> accesses,
            Seq<String> ofOthers) {
        this.name = Objects.requireNonNull(name, "name");
        this.packages = packages;
        this.technologies = technologies;
        this.hidden = hidden;
        this.accesses = accesses;
        this.ofOthers = ofOthers;
    }

    /** Types of another adapter's technology that one package may use. */
    private record Access(PackageSet inPackage, Seq<String> types) {
    }

    /**
     * Returns an adapter without technologies of its own that hides its {@code wire} packages.
     *
     * @param name its name in rules and reports, such as {@code http}
     * @param inPackage its package
     * @return the adapter
     */
    public static Adapter of(String name, String inPackage) {
        return new Adapter(name, List.of(inPackage), List.empty(), List.of(inPackage + "..wire.."), List.empty(),
                List.empty());
    }

    /**
     * Returns a copy with more technologies that neither other adapters nor domain and ports may use. Two adapters that
     * declare the same technology may both use it.
     *
     * @param technologyPackages the packages of the technologies
     * @return the changed copy
     */
    public Adapter withTechnologies(String... technologyPackages) {
        return new Adapter(
                name, packages, technologies.appendAll(List.of(technologyPackages)), hidden, accesses, ofOthers);
    }

    /**
     * Returns a copy in which one package may use single types of another adapter's technology. An HTTP adapter that
     * configures TLS, for example, needs {@code java.security.KeyStore}, but not the rest of {@code java.security}.
     *
     * @param inPackage the package that may use the types
     * @param typeNames the fully qualified names of the types
     * @return the changed copy
     */
    public Adapter withAccess(String inPackage, String... typeNames) {
        return new Adapter(name, packages, technologies, hidden, accesses.append(new Access(
                PackageSet.of("the package with access of the " + name + " adapter", inPackage), List.of(typeNames))),
                ofOthers);
    }

    /**
     * Returns a copy that hides the given packages instead of its {@code wire} packages: no class outside may use their
     * types.
     *
     * @param wirePackages the packages to hide
     * @return the changed copy
     */
    public Adapter withHidden(String... wirePackages) {
        return new Adapter(name, packages, technologies, List.of(wirePackages), accesses, ofOthers);
    }

    /** Returns a copy that knows the other adapters, whose packages may be below its own. */
    Adapter beside(Seq<Adapter> others) {
        return new Adapter(name, packages, technologies, hidden, accesses, others.flatMap(other -> other.packages)
                .filter(inner -> packages.exists(own -> inner.startsWith(own + "."))));
    }

    String name() {
        return name;
    }

    /** Returns the identifiers of its packages and of those that it hides. */
    Seq<String> placesAndHidden() {
        return packages.appendAll(hidden);
    }

    PackageSet packageSet() {
        return PackageSet.of("the " + name + " adapter", packages).without(PackageSet.of("others", ofOthers));
    }

    PackageSet technologies() {
        return PackageSet.of("the technology of the " + name + " adapter", technologies);
    }

    boolean hasAccessTo(JavaClass target, JavaClass user) {
        return accesses.exists(access ->
                access.inPackage().contains(user) && access.types().contains(target.getName()));
    }

    PackageSet hidden() {
        return PackageSet.of("the wire types of the " + name + " adapter", hidden);
    }
}
