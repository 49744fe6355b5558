package io.countersign.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.countersign.architecture.Signatures.Shown;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** What may show in a signature that others read. */
final class SignatureRules {

    private static final Place FOR_EVERYONE = Place.of("Java and Vavr", "java", "io.vavr");

    private SignatureRules() {
    }

    static ArchitectureRule signaturesShowOnlyKnownTypes(HexagonalArchitecture house) {
        Place known = FOR_EVERYONE.and(house.place(Part.SHARED));
        Place own = house.whole();
        return ArchitectureRule.of("signatures-show-only-known-types", house.core(),
                new Clause("show only Java, Vavr and public types of the house", type -> {
                    Seq<Shown> inMembers = Signatures.ofMembers(type);
                    Seq<Shown> foreign = inMembers.appendAll(Signatures.ofHeader(type))
                            .reject(shown -> shown.type().isPrimitive()
                                    || known.contains(shown.type()) || own.contains(shown.type()));
                    Seq<Shown> hidden = inMembers.filter(shown -> own.contains(shown.type())
                            && !Signatures.isExposed(shown.type()));
                    return foreign.appendAll(hidden).map(shown -> objectionTo(shown, type)).sorted();
                }),
                "whoever calls a port has to have every type it shows: another library there is one more that all "
                        + "callers must take, and a hidden type is one that none can name. Translate it into the "
                        + "domain's words");
    }

    static ArchitectureRule wireTypesDoNotLeak(HexagonalArchitecture house) {
        return ArchitectureRule.of("wire-types-do-not-leak", house.inside(), house.beside(),
                new Clause("not show wire types", type -> house.adapters().flatMap(adapter -> leaks(adapter, type))),
                "the wire's format is the other side's to change, and then only one adapter may have to follow. "
                        + "Translate into the domain's words within the adapter");
    }

    private static Seq<String> leaks(Adapter adapter, JavaClass type) {
        Place hidden = adapter.hidden();
        if (hidden.contains(type)) {
            return List.empty();
        }
        return adapter.place().contains(type)
                ? Signatures.ofMembers(type).appendAll(Signatures.ofHeader(type))
                        .filter(shown -> hidden.contains(shown.type()))
                        .map(shown -> objectionTo(shown, type))
                        .sorted()
                : List.ofAll(type.getDirectDependenciesFromSelf())
                        .filter(dependency -> hidden.contains(dependency.getTargetClass().getBaseComponentType()))
                        .sorted()
                        .map(Dependency::getDescription);
    }

    private static String objectionTo(Shown shown, JavaClass type) {
        return shown.where() + " shows " + shown.type().getName()
                + (Signatures.isExposed(shown.type()) ? "" : ", which is hidden,")
                + " in " + type.getSourceCodeLocation();
    }
}
