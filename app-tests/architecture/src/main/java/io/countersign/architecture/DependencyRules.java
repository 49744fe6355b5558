package io.countersign.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.function.Function;
import java.util.function.Predicate;

/** Rules about dependencies between parts, and on libraries. */
final class DependencyRules {

    private static final PackageSet VOCABULARY = PackageSet.of("vocabulary", "io.vavr", "org.jspecify.annotations");

    /** Not all of {@code java.util}: its subpackages contain loggers, threads, archives and preferences. */
    private static final PackageSet PURE_JAVA = PackageSet.exactly("pure Java",
            "java.lang", "java.lang.annotation", "java.util", "java.util.function", "java.util.stream",
            "java.util.regex", "java.time..", "java.nio.charset");

    /** The compiler generates it for lambdas of serialisable interfaces, such as Vavr's functions. */
    private static final String MADE_BY_THE_COMPILER = "java.lang.invoke.SerializedLambda";

    private static final PackageSet ALL_JAVA = PackageSet.of("Java", "java");

    private DependencyRules() {
    }

    static ArchitectureRule domainKnowsOnlyItself(HexagonalArchitecture architecture) {
        PackageSet domain = architecture.packages(Part.DOMAIN);
        PackageSet known = List.of(PURE_JAVA, VOCABULARY,
                        architecture.packages(Part.ALLOWED), architecture.packages(Part.SHARED))
                .fold(domain, PackageSet::and);
        return ArchitectureRule.of("domain-knows-only-itself", List.of(domain),
                new ClassCondition("depend only on the domain, pure Java and Vavr",
                        dependencies(target -> !known.contains(target))),
                "business rules must not change with a framework, a format or a device. Move the code to an adapter, "
                        + "behind an outbound port");
    }

    static ArchitectureRule portsKnowOnlyTheDomain(HexagonalArchitecture architecture) {
        PackageSet ports = architecture.packages(Part.PORTS);
        PackageSet known = List.of(architecture.packages(Part.DOMAIN), ALL_JAVA, VOCABULARY,
                architecture.packages(Part.ALLOWED), architecture.packages(Part.SHARED)).fold(ports, PackageSet::and);
        return ArchitectureRule.of("ports-know-only-the-domain", List.of(ports),
                new ClassCondition("depend only on domain, Java and Vavr",
                        dependencies(target -> !known.contains(target))),
                "a port that depends on a technology can be implemented with that technology only. Use types of the "
                        + "domain");
    }

    static ArchitectureRule dependenciesPointInward(HexagonalArchitecture architecture) {
        PackageSet app = architecture.packages(Part.APP);
        PackageSet tools = architecture.packages(Part.TOOLS);
        Seq<PackageSet> adapters = architecture.adapters().map(Adapter::packageSet);
        Seq<PackageSet> fromDomain = adapters.append(architecture.packages(Part.PORTS)).append(app).append(tools);
        Seq<PackageSet> fromPorts = adapters.append(app).append(tools);
        return ArchitectureRule.of("dependencies-point-inward", architecture.inside(), architecture.beside(),
                new ClassCondition("depend only on inner parts", type -> List.<Seq<String>>empty()
                        .append(knowing(architecture.packages(Part.DOMAIN), type, fromDomain))
                        .append(knowing(architecture.packages(Part.PORTS), type, fromPorts))
                        .appendAll(adapters.map(adapter -> knowing(adapter, type, List.of(app, tools))))
                        .append(knowing(tools, type, List.of(app)))
                        .flatMap(lines -> lines)),
                "adapters depend on ports, ports on the domain, and no part on the composition root. Otherwise a part "
                        + "cannot be used, tested or replaced without the outer ones");
    }

    static ArchitectureRule adaptersDoNotKnowEachOther(HexagonalArchitecture architecture) {
        Seq<PackageSet> adapters = architecture.adapters().map(Adapter::packageSet);
        return ArchitectureRule.of("adapters-do-not-know-each-other", adapters,
                new ClassCondition("depend on no other adapter", type -> adapters
                        .flatMap(adapter -> knowing(adapter, type, adapters.reject(adapter::equals)))),
                "an adapter that needs another cannot be replaced alone. Move shared code to the ports");
    }

    static ArchitectureRule technologyStaysInItsAdapter(HexagonalArchitecture architecture, Adapter adapter) {
        PackageSet technology = adapter.technologies();
        Seq<Adapter> others = architecture.adapters().reject(adapter::equals);
        Seq<PackageSet> outsiders = architecture.core().appendAll(others.map(Adapter::packageSet));
        Predicate<JavaClass> isForeign = technology::contains;
        return ArchitectureRule.of(adapter.name() + "-technology-stays-in-its-adapter", outsiders,
                new ClassCondition("not depend on " + technology, type -> dependencies(isForeign.and(target -> others
                        .filter(other -> other.packageSet().contains(type))
                        .forAll(other -> !other.technologies().contains(target) && !other.hasAccessTo(target, type))))
                        .apply(type)),
                technology + " must be replaceable with one adapter. Use it through a port");
    }

    /** Returns the dependencies of a class of one part on the other parts. */
    private static Seq<String> knowing(PackageSet place, JavaClass type, Seq<PackageSet> others) {
        return place.contains(type)
                ? dependencies(target -> others.exists(other -> other.contains(target))).apply(type)
                : List.empty();
    }

    private static Function<JavaClass, Seq<String>> dependencies(Predicate<JavaClass> unwanted) {
        return type -> List.ofAll(type.getDirectDependenciesFromSelf())
                .filter(dependency -> isUnwanted(dependency.getTargetClass().getBaseComponentType(), unwanted))
                .sorted()
                .map(Dependency::getDescription)
                .distinct();
    }

    private static boolean isUnwanted(JavaClass target, Predicate<JavaClass> unwanted) {
        return !target.isPrimitive() && !target.getName().equals(MADE_BY_THE_COMPILER) && unwanted.test(target);
    }
}
