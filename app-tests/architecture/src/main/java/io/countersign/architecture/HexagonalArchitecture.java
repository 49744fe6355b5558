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
 * Declares a hexagonal architecture: the packages of its domain, ports and adapters, from which the rules follow.
 *
 * <pre>{@code
 * HexagonalArchitecture.of("com.acme.orders")
 *         .adapter("http", "com.acme.orders.adapters.http", "retrofit2", "okhttp3")
 *         .adapter("store", "com.acme.orders.adapters.store", "java.sql", "javax.sql")
 *         .app("com.acme.orders.app")
 *         .check();
 * }</pre>
 *
 * <p>By default, the domain of {@code com.acme} is {@code com.acme.domain} and its ports are {@code com.acme.ports},
 * with {@code inbound} and {@code outbound} below. A package includes its subpackages; package identifiers of ArchUnit
 * ({@code com.acme.*.domain}) may be used too.
 *
 * <p>Immutable: every method that adds something returns a copy.
 */
public final class HexagonalArchitecture {

    /** The parts of an architecture other than its adapters. */
    enum Part { ROOT, DOMAIN, PORTS, INBOUND, OUTBOUND, APP, TOOLS, ALLOWED, SHARED }

    private final Map<Part, PackageSet> parts;
    private final Seq<Adapter> adapters;

    private HexagonalArchitecture(Map<Part, PackageSet> parts, Seq<Adapter> adapters) {
        this.parts = parts;
        this.adapters = adapters;
    }

    /**
     * Returns an architecture with the default packages, without adapters.
     *
     * @param rootPackage the package that contains the whole code base
     * @return the architecture
     */
    public static HexagonalArchitecture of(String rootPackage) {
        return new HexagonalArchitecture(LinkedHashMap.empty(), List.empty())
                .with(Part.ROOT, "the architecture", rootPackage)
                .domain(rootPackage + ".domain")
                .ports(rootPackage + ".ports")
                .app()
                .tools()
                .allowing()
                .sharing();
    }

    /**
     * Sets the packages of the domain. Default: {@code domain} below the root.
     *
     * @param packages the packages
     * @return the changed copy
     */
    public HexagonalArchitecture domain(String... packages) {
        return with(Part.DOMAIN, "the domain", packages);
    }

    /**
     * Sets the package of the ports, with {@code inbound} and {@code outbound} below. Default: {@code ports} below the
     * root.
     *
     * @param portsPackage the package
     * @return the changed copy
     */
    public HexagonalArchitecture ports(String portsPackage) {
        return with(Part.PORTS, "the ports", portsPackage)
                .inbound(portsPackage + ".inbound")
                .outbound(portsPackage + ".outbound");
    }

    /**
     * Sets the packages of the inbound ports. Default: {@code inbound} below the ports. Call it after {@link #ports}.
     *
     * @param packages the packages
     * @return the changed copy
     */
    public HexagonalArchitecture inbound(String... packages) {
        return with(Part.INBOUND, "the inbound ports", packages);
    }

    /**
     * Sets the packages of the outbound ports. Default: {@code outbound} below the ports. Call it after {@link #ports}.
     *
     * @param packages the packages
     * @return the changed copy
     */
    public HexagonalArchitecture outbound(String... packages) {
        return with(Part.OUTBOUND, "the outbound ports", packages);
    }

    /**
     * Adds an adapter.
     *
     * @param name its name in rules and reports, such as {@code http}
     * @param inPackage its package
     * @param technologyPackages the packages of the technologies that only it may use
     * @return the changed copy
     * @throws IllegalArgumentException if there is an adapter with that name
     */
    public HexagonalArchitecture adapter(String name, String inPackage, String... technologyPackages) {
        return adapter(Adapter.of(name, inPackage).withTechnologies(technologyPackages));
    }

    /**
     * Adds an adapter. Its package may be below another adapter's; the two are separate, and neither may depend on the
     * other.
     *
     * @param adapter the adapter
     * @return the changed copy
     * @throws IllegalArgumentException if there is an adapter with that name
     */
    public HexagonalArchitecture adapter(Adapter adapter) {
        if (adapters.exists(known -> known.name().equals(adapter.name()))) {
            throw new IllegalArgumentException(
                    "there is an adapter named " + adapter.name() + " already; name each once");
        }
        Seq<Adapter> all = adapters.append(adapter);
        return new HexagonalArchitecture(parts, all.map(each -> each.beside(all.reject(each::equals))));
    }

    /**
     * Sets the packages of the composition root. It may depend on everything, and no other part may depend on it.
     *
     * @param packages the packages
     * @return the changed copy
     */
    public HexagonalArchitecture app(String... packages) {
        return with(Part.APP, "the app", packages);
    }

    /**
     * Sets the packages of tools, such as a test kit. They may use any technology and everything but the composition
     * root, and neither domain nor ports nor adapters may depend on them.
     *
     * @param packages the packages
     * @return the changed copy
     */
    public HexagonalArchitecture tools(String... packages) {
        return with(Part.TOOLS, "the tools", packages);
    }

    /**
     * Sets the libraries that domain and ports may use internally, but not show in their signatures.
     *
     * @param packages the packages of the libraries
     * @return the changed copy
     */
    public HexagonalArchitecture allowing(String... packages) {
        return with(Part.ALLOWED, "what domain and ports may use", packages);
    }

    /**
     * Sets the libraries that domain and ports may use and show in their signatures.
     *
     * @param packages the packages of the libraries
     * @return the changed copy
     */
    public HexagonalArchitecture sharing(String... packages) {
        return with(Part.SHARED, "what domain and ports may show", packages);
    }

    /**
     * Returns all rules of this architecture. Each can be checked alone.
     *
     * @return the rules
     */
    public Seq<ArchitectureRule> rules() {
        return Rules.of(this);
    }

    /**
     * Imports the compiled classes of this architecture from the class path, without its tests.
     *
     * @return the classes
     * @throws IllegalStateException if a package is given as a pattern, from which no location can be derived
     */
    public JavaClasses classes() {
        Seq<String> packages = parts.remove(Part.ALLOWED).remove(Part.SHARED).values()
                .appendAll(adapters.map(Adapter::packageSet))
                .flatMap(PackageSet::packages)
                .map(identifier -> identifier.substring(0, identifier.length() - "..".length()))
                .distinct();
        packages.find(name -> !name.matches("[\\w.]+") || name.contains("..")).forEach(pattern -> {
            throw new IllegalStateException(
                    pattern + " is a pattern; import the classes yourself and pass them to check");
        });
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packages.toJavaList());
    }

    /**
     * Checks the {@linkplain #classes() classes of the class path} against all rules.
     *
     * @throws AssertionError if a rule is broken, with every violation of every rule
     */
    public void check() {
        check(classes());
    }

    /**
     * Checks the given classes against all rules.
     *
     * @param classes the classes
     * @throws AssertionError if a rule is broken, with every violation of every rule
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

    PackageSet packages(Part part) {
        return parts.get(part).get();
    }

    Seq<Adapter> adapters() {
        return adapters;
    }

    /** Returns domain and ports. */
    Seq<PackageSet> core() {
        return List.of(packages(Part.DOMAIN), packages(Part.PORTS));
    }

    /** Returns domain, ports and adapters: the parts that are delivered as a library. */
    Seq<PackageSet> inside() {
        return core().appendAll(adapters.map(Adapter::packageSet));
    }

    /** Returns composition root and tools, as far as they are declared. */
    Seq<PackageSet> beside() {
        return List.of(packages(Part.APP), packages(Part.TOOLS)).filter(PackageSet::isDeclared);
    }

    /** Returns everything below the root, and parts that are declared outside of it. */
    PackageSet whole() {
        return inside().appendAll(beside()).fold(packages(Part.ROOT), PackageSet::and);
    }

    private HexagonalArchitecture with(Part part, String name, String... packages) {
        Objects.requireNonNull(packages, "packages");
        return new HexagonalArchitecture(parts.put(part, PackageSet.of(name, packages)), adapters);
    }
}
