package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

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
 * ({@code com.acme.*.domain}) may be used too. The packages of a part are named in full; a name without a dot, such as
 * {@code domain}, is refused with an {@link IllegalArgumentException}.
 *
 * <p>Immutable: every method that adds something returns a copy.
 */
public final class HexagonalArchitecture {

    /** The parts of an architecture other than its adapters. */
    enum Part { ROOT, DOMAIN, PORTS, INBOUND, OUTBOUND, APP, TOOLS, ALLOWED, SHARED }

    private final Map<Part, PackageSet> parts;
    private final Seq<Adapter> adapters;
    private final Set<String> beyondPorts;
    private final Map<String, String> leftOut;

    private HexagonalArchitecture(
            Map<Part, PackageSet> parts, Seq<Adapter> adapters, Set<String> beyondPorts, Map<String, String> leftOut) {
        this.parts = parts;
        this.adapters = adapters;
        this.beyondPorts = beyondPorts;
        this.leftOut = leftOut;
    }

    /**
     * Returns an architecture with the default packages, without adapters.
     *
     * @param rootPackage the package that contains the whole code base
     * @return the architecture
     */
    public static HexagonalArchitecture of(String rootPackage) {
        return new HexagonalArchitecture(
                LinkedHashMap.empty(), List.empty(), LinkedHashSet.empty(), LinkedHashMap.empty())
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
        adapter.placesAndHidden().forEach(name -> requireFullName("the " + adapter.name() + " adapter", name));
        if (adapters.exists(known -> known.name().equals(adapter.name()))) {
            throw new IllegalArgumentException(
                    "there is an adapter named " + adapter.name() + " already; name each once");
        }
        Seq<Adapter> all = adapters.append(adapter);
        return new HexagonalArchitecture(
                parts, all.map(each -> each.beside(all.reject(each::equals))), beyondPorts, leftOut);
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
     * Applies rules beyond domain and ports, to which alone they apply by default: {@code nobody-prints-or-logs} to the
     * adapters as well, and {@code packages-are-null-marked} to every package of the code base.
     *
     * @param ruleNames one or both of these names
     * @return the changed copy
     * @throws IllegalArgumentException if a name is another one
     */
    public HexagonalArchitecture applyingBeyondPorts(String... ruleNames) {
        Seq<String> known = List.of(OutputRule.NAME, PackageRules.NULL_MARKED_RULE);
        Seq<String> names = List.of(ruleNames);
        names.forEach(name -> requireKnown(name, known, "rule that can be applied beyond domain and ports"));
        return new HexagonalArchitecture(parts, adapters, beyondPorts.addAll(names), leftOut);
    }

    /**
     * Leaves out a rule. The reason is shown with every failed check, and in {@link #toString()}. Call it after the
     * adapters have been added, since some rules are about one of them.
     *
     * @param ruleName the name of the rule
     * @param reason the reason for which this code base does not keep it
     * @return the changed copy
     * @throws IllegalArgumentException if there is no rule with that name, or the reason is blank
     */
    public HexagonalArchitecture without(String ruleName, String reason) {
        requireKnown(ruleName, Rules.of(this).map(ArchitectureRule::name), "rule");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the reason for leaving out " + ruleName + " is blank; give one");
        }
        return new HexagonalArchitecture(parts, adapters, beyondPorts, leftOut.put(ruleName, reason));
    }

    private static void requireKnown(String name, Seq<String> known, String what) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no " + what + " named " + name + "; there are " + known.mkString(", "));
        }
    }

    /**
     * Returns all rules of this architecture, except those that were {@linkplain #without left out}. Each can be
     * checked alone.
     *
     * @return the rules
     */
    public Seq<ArchitectureRule> rules() {
        return Rules.of(this).reject(rule -> leftOut.containsKey(rule.name()));
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
                .map(HexagonalArchitecture::withoutDots)
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
                    reports.size() + " of " + rules.size() + " rules are broken" + leftOutText() + "\n\n"
                            + reports.mkString("\n\n"));
        }
    }

    private String leftOutText() {
        return leftOut.isEmpty() ? ""
                : leftOut.map(rule -> rule._1 + " (" + rule._2 + ")").mkString("; left out: ", ", ", "");
    }

    boolean appliesBeyondPorts(String ruleName) {
        return beyondPorts.contains(ruleName);
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
        if (part != Part.ROOT && part != Part.ALLOWED && part != Part.SHARED) {
            List.of(packages).forEach(each -> requireFullName(name, each));
        }
        return new HexagonalArchitecture(
                parts.put(part, PackageSet.of(name, packages)), adapters, beyondPorts, leftOut);
    }

    /** Refuses a name that is meant to be completed with the root. A root of one word is a full name itself. */
    private void requireFullName(String part, String packageName) {
        Seq<String> root = packages(Part.ROOT).packages().map(HexagonalArchitecture::withoutDots);
        String name = withoutDots(packageName);
        if (name.matches("\\.?\\w+") && !root.contains(name)) {
            throw new IllegalArgumentException(part + " cannot be in \"" + packageName + "\", which is no full package "
                    + "name; write \"" + root.mkString() + "." + name.replace(".", "") + "\"");
        }
    }

    /** Returns the identifier without the dots at its end that stand for subpackages. */
    private static String withoutDots(String identifier) {
        return identifier.endsWith("..") ? identifier.substring(0, identifier.length() - "..".length()) : identifier;
    }

    @Override
    public String toString() {
        return packages(Part.ROOT) + leftOutText();
    }
}
