package io.countersign.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.function.Function;
import java.util.function.Predicate;

/** Who may know whom, and who may know what. */
final class DependencyRules {

    private static final Place EVERYWHERE = Place.of("vocabulary", "io.vavr", "org.jspecify.annotations");

    /** Not all of {@code java.util}: its subpackages hold loggers, threads, archives and preferences. */
    private static final Place PURE_JAVA = Place.exactly("pure Java",
            "java.lang", "java.lang.annotation", "java.util", "java.util.function", "java.util.stream",
            "java.util.regex", "java.time..", "java.nio.charset");

    /** Nobody writes it: a lambda for a serialisable interface, as Vavr's functions are, brings it along. */
    private static final String MADE_BY_THE_COMPILER = "java.lang.invoke.SerializedLambda";

    private static final Place ALL_JAVA = Place.of("Java", "java");

    private DependencyRules() {
    }

    static ArchitectureRule domainKnowsOnlyItself(HexagonalArchitecture house) {
        Place domain = house.place(Part.DOMAIN);
        Place known = List.of(PURE_JAVA, EVERYWHERE, house.place(Part.ALLOWED), house.place(Part.SHARED))
                .fold(domain, Place::and);
        return ArchitectureRule.of("domain-knows-only-itself", List.of(domain),
                new Clause("know only the domain, pure Java and Vavr", dependencies(target -> !known.contains(target))),
                "what is true without any computer must not change with a framework, a format or a device. Let an "
                        + "adapter do it, behind an outbound port");
    }

    static ArchitectureRule portsKnowOnlyTheDomain(HexagonalArchitecture house) {
        Place ports = house.place(Part.PORTS);
        Place known = List.of(house.place(Part.DOMAIN), ALL_JAVA, EVERYWHERE,
                house.place(Part.ALLOWED), house.place(Part.SHARED)).fold(ports, Place::and);
        return ArchitectureRule.of("ports-know-only-the-domain", List.of(ports),
                new Clause("know only domain, Java and Vavr", dependencies(target -> !known.contains(target))),
                "a port that knows a technology can be implemented with that technology alone. Say what is needed in "
                        + "the domain's words");
    }

    static ArchitectureRule dependenciesPointInward(HexagonalArchitecture house) {
        Place app = house.place(Part.APP);
        Place tools = house.place(Part.TOOLS);
        Seq<Place> adapters = house.adapters().map(Adapter::place);
        Seq<Place> fromDomain = adapters.append(house.place(Part.PORTS)).append(app).append(tools);
        Seq<Place> fromPorts = adapters.append(app).append(tools);
        return ArchitectureRule.of("dependencies-point-inward", house.inside(), house.beside(),
                new Clause("know only what lies further in", type -> List.<Seq<String>>empty()
                        .append(knowing(house.place(Part.DOMAIN), type, fromDomain))
                        .append(knowing(house.place(Part.PORTS), type, fromPorts))
                        .appendAll(adapters.map(adapter -> knowing(adapter, type, List.of(app, tools))))
                        .append(knowing(tools, type, List.of(app)))
                        .flatMap(lines -> lines)),
                "dependencies go from adapters to ports to domain, and nobody depends on the app that puts them "
                        + "together: only so can each be used, tested and replaced without what lies further out");
    }

    static ArchitectureRule adaptersDoNotKnowEachOther(HexagonalArchitecture house) {
        Seq<Place> adapters = house.adapters().map(Adapter::place);
        return ArchitectureRule.of("adapters-do-not-know-each-other", adapters,
                new Clause("know no other adapter", type -> adapters
                        .flatMap(adapter -> knowing(adapter, type, adapters.reject(adapter::equals)))),
                "an adapter that needs another cannot be replaced alone. What they share belongs to the ports");
    }

    static ArchitectureRule technologyStaysInItsAdapter(HexagonalArchitecture house, Adapter adapter) {
        Place technology = adapter.technologies();
        Seq<Adapter> others = house.adapters().reject(adapter::equals);
        Seq<Place> outsiders = house.core().appendAll(others.map(Adapter::place));
        Predicate<JavaClass> isForeign = technology::contains;
        return ArchitectureRule.of(adapter.name() + "-technology-stays-in-its-adapter", outsiders,
                new Clause("not know " + technology, type -> dependencies(isForeign.and(target -> others
                        .filter(other -> other.place().contains(type))
                        .forAll(other -> !other.technologies().contains(target) && !other.borrows(target, type))))
                        .apply(type)),
                technology + " is to be exchanged by exchanging one adapter. Ask for the result through a port");
    }

    /** What a class of that place knows of those others. */
    private static Seq<String> knowing(Place place, JavaClass type, Seq<Place> others) {
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
