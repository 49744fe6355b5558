package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * A hexagonal house: where its domain, its ports and its adapters live, and the rules that keep it in shape.
 *
 * <pre>{@code
 * HexagonalArchitecture.of("com.acme.orders")
 *         .adapter("http", "com.acme.orders.adapters.http", "retrofit2", "okhttp3")
 *         .adapter("store", "com.acme.orders.adapters.store", "java.sql", "javax.sql")
 *         .app("com.acme.orders.app")
 *         .check();
 * }</pre>
 *
 * <p>Unless told otherwise, the domain of {@code com.acme} is {@code com.acme.domain} and its ports are
 * {@code com.acme.ports}, with {@code inbound} and {@code outbound} below. A package stands for itself and all below
 * it; package identifiers of ArchUnit ({@code com.acme.*.domain}) may be used too.
 *
 * <p>Immutable: every method that adds to the house answers a new one.
 */
public final class HexagonalArchitecture {

    /** The parts of a house other than its adapters. */
    enum Part { ROOT, DOMAIN, PORTS, INBOUND, OUTBOUND, APP, TOOLS, ALLOWED, SHARED }

    private final Map<Part, Place> places;
    private final Seq<Adapter> adapters;

    private HexagonalArchitecture(Map<Part, Place> places, Seq<Adapter> adapters) {
        this.places = places;
        this.adapters = adapters;
    }

    /** A house by the usual names, without adapters yet. */
    public static HexagonalArchitecture of(String rootPackage) {
        return new HexagonalArchitecture(LinkedHashMap.empty(), List.empty())
                .with(Part.ROOT, "the house", rootPackage)
                .domain(rootPackage + ".domain")
                .ports(rootPackage + ".ports")
                .app()
                .tools()
                .allowing()
                .sharing();
    }

    /** Where the domain lives, if not in {@code domain} below the root. */
    public HexagonalArchitecture domain(String... packages) {
        return with(Part.DOMAIN, "the domain", packages);
    }

    /** Where the ports live, if not in {@code ports} below the root: inbound and outbound ones below it. */
    public HexagonalArchitecture ports(String portsPackage) {
        return with(Part.PORTS, "the ports", portsPackage)
                .inbound(portsPackage + ".inbound")
                .outbound(portsPackage + ".outbound");
    }

    /** Where the inbound ports live, if not in {@code inbound} below the ports. To be said after {@link #ports}. */
    public HexagonalArchitecture inbound(String... packages) {
        return with(Part.INBOUND, "the inbound ports", packages);
    }

    /** Where the outbound ports live, if not in {@code outbound} below the ports. To be said after {@link #ports}. */
    public HexagonalArchitecture outbound(String... packages) {
        return with(Part.OUTBOUND, "the outbound ports", packages);
    }

    /** One more adapter, and the packages of the technologies that it alone may know. */
    public HexagonalArchitecture adapter(String name, String inPackage, String... technologyPackages) {
        return adapter(Adapter.of(name, inPackage).keepingToItself(technologyPackages));
    }

    /**
     * One more adapter. It may live below another's package and is one of its own all the same: neither may know the
     * other.
     *
     * @throws IllegalArgumentException if there is one of that name already
     */
    public HexagonalArchitecture adapter(Adapter adapter) {
        if (adapters.exists(known -> known.name().equals(adapter.name()))) {
            throw new IllegalArgumentException(
                    "there is an adapter named " + adapter.name() + " already; name each once");
        }
        Seq<Adapter> all = adapters.append(adapter);
        return new HexagonalArchitecture(places, all.map(each -> each.beside(all.reject(each::equals))));
    }

    /** Where the house is put together: the composition root. It may know everything, and nobody may know it. */
    public HexagonalArchitecture app(String... packages) {
        return with(Part.APP, "the app", packages);
    }

    /**
     * What stands beside the house, such as a test kit: it may use any technology and everything but the app, and
     * neither domain nor ports nor adapters may know it.
     */
    public HexagonalArchitecture tools(String... packages) {
        return with(Part.TOOLS, "the tools", packages);
    }

    /** Libraries that domain and ports may use inside, but not show in their signatures. */
    public HexagonalArchitecture allowing(String... packages) {
        return with(Part.ALLOWED, "what domain and ports may use", packages);
    }

    /** Vocabulary from outside the house that domain and ports may use and show as if it were their own. */
    public HexagonalArchitecture sharing(String... packages) {
        return with(Part.SHARED, "what domain and ports may show", packages);
    }

    /** All rules of this house, each to be checked alone or with the others. */
    public Seq<ArchitectureRule> rules() {
        return Rules.of(this);
    }

    /**
     * The compiled classes of this house from the class path, without its tests.
     *
     * @throws IllegalStateException if a package is given as a pattern, which says too little about where to look
     */
    public JavaClasses classes() {
        Seq<String> packages = places.remove(Part.ALLOWED).remove(Part.SHARED).values()
                .appendAll(adapters.map(Adapter::place))
                .flatMap(Place::packages)
                .map(identifier -> identifier.substring(0, identifier.length() - "..".length()))
                .distinct();
        packages.find(name -> !name.matches("[\\w.]+") || name.contains("..")).forEach(pattern -> {
            throw new IllegalStateException(pattern + " is a pattern; import the classes yourself and hand them in");
        });
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packages.toJavaList());
    }

    /**
     * Checks the {@linkplain #classes() classes of the class path} against all rules.
     *
     * @throws AssertionError if a rule is broken; it reports every breach of every rule
     */
    public void check() {
        check(classes());
    }

    /**
     * Checks those classes against all rules.
     *
     * @throws AssertionError if a rule is broken; it reports every breach of every rule
     */
    public void check(JavaClasses classes) {
        Seq<ArchitectureRule> rules = rules();
        Seq<String> reports = rules.map(rule -> Tuple.of(rule, rule.violations(classes)))
                .filter(outcome -> outcome._2.nonEmpty())
                .map(outcome -> outcome._1.report(outcome._2));
        if (reports.nonEmpty()) {
            throw new AssertionError(
                    reports.size() + " of " + rules.size() + " rules are broken\n\n" + reports.mkString("\n\n"));
        }
    }

    Place place(Part part) {
        return places.get(part).get();
    }

    Seq<Adapter> adapters() {
        return adapters;
    }

    /** Domain and ports: what outlives every technology. */
    Seq<Place> core() {
        return List.of(place(Part.DOMAIN), place(Part.PORTS));
    }

    /** Domain, ports and adapters: what is delivered. App and tools stand beside it. */
    Seq<Place> inside() {
        return core().appendAll(adapters.map(Adapter::place));
    }

    /** The app and the tools, as far as there are any. */
    Seq<Place> beside() {
        return List.of(place(Part.APP), place(Part.TOOLS)).filter(Place::isDeclared);
    }

    /** All of the house in one: everything below the root, and the parts that live elsewhere. */
    Place whole() {
        return inside().appendAll(beside()).fold(place(Part.ROOT), Place::and);
    }

    private HexagonalArchitecture with(Part part, String name, String... packages) {
        Objects.requireNonNull(packages, "packages");
        return new HexagonalArchitecture(places.put(part, Place.of(name, packages)), adapters);
    }
}
