package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * An adapter of a hexagonal house: where it lives, what it alone may know, and what it hides. Immutable.
 *
 * <pre>{@code
 * Adapter.of("http", "com.acme.orders.adapters.http")
 *         .keepingToItself("retrofit2", "okhttp3", "com.fasterxml.jackson")
 *         .hiding("com.acme.orders.adapters.http.wire")
 * }</pre>
 *
 * <p>A package stands for itself and all below it, without what is another adapter. Package identifiers of ArchUnit, such as {@code ..wire..}, may be
 * used too.
 */
public final class Adapter {

    private final String name;
    private final Seq<String> packages;
    private final Seq<String> technologies;
    private final Seq<String> hidden;
    private final Seq<Loan> loans;
    private final Seq<String> ofOthers;

    private Adapter(
            String name, Seq<String> packages, Seq<String> technologies, Seq<String> hidden, Seq<Loan> loans,
            Seq<String> ofOthers) {
        this.name = Objects.requireNonNull(name, "name");
        this.packages = packages;
        this.technologies = technologies;
        this.hidden = hidden;
        this.loans = loans;
        this.ofOthers = ofOthers;
    }

    /** Types that a package may use although they belong to another adapter's technology. */
    private record Loan(Place borrower, Seq<String> types) {
    }

    /**
     * An adapter that keeps no technology to itself and hides its {@code wire} packages.
     *
     * @param name what rules and reports call it: {@code http}, {@code crypto}
     * @param inPackage where it lives
     */
    public static Adapter of(String name, String inPackage) {
        return new Adapter(name, List.of(inPackage), List.empty(), List.of(inPackage + "..wire.."), List.empty(),
                List.empty());
    }

    /**
     * The same, with technologies that it shares with no other adapter, and with domain and ports even less. Two
     * adapters that keep the same package share it between them.
     */
    public Adapter keepingToItself(String... technologyPackages) {
        return new Adapter(
                name, packages, technologies.appendAll(List.of(technologyPackages)), hidden, loans, ofOthers);
    }

    /**
     * The same, using single types of another adapter's technology in one package of its own: an HTTP adapter that sets
     * up TLS, for instance, needs {@code java.security.KeyStore}, but nothing to sign with. Types by their full names,
     * since a package would bring along more than is meant.
     */
    public Adapter borrowing(String inPackage, String... typeNames) {
        return new Adapter(name, packages, technologies, hidden, loans.append(new Loan(
                Place.of("the borrowing package of the " + name + " adapter", inPackage), List.of(typeNames))),
                ofOthers);
    }

    /** The same, hiding those packages of its own instead of {@code wire}: nothing outside may see their types. */
    public Adapter hiding(String... wirePackages) {
        return new Adapter(name, packages, technologies, List.of(wirePackages), loans, ofOthers);
    }

    /** The same in the company of those others, which may live in packages below this one's. */
    Adapter beside(Seq<Adapter> others) {
        return new Adapter(name, packages, technologies, hidden, loans, others.flatMap(other -> other.packages)
                .filter(inner -> packages.exists(own -> inner.startsWith(own + "."))));
    }

    String name() {
        return name;
    }

    Place place() {
        return Place.of("the " + name + " adapter", packages).without(Place.of("others", ofOthers));
    }

    Place technologies() {
        return Place.of("the technology of the " + name + " adapter", technologies);
    }

    boolean borrows(JavaClass target, JavaClass user) {
        return loans.exists(loan -> loan.borrower().contains(user) && loan.types().contains(target.getName()));
    }

    Place hidden() {
        return Place.of("the wire types of the " + name + " adapter", hidden);
    }
}
