package io.countersign.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.countersign.architecture.Signatures.Shown;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Rules about the types in public signatures. */
final class SignatureRules {

    private static final PackageSet FOR_EVERYONE = PackageSet.of("Java and Vavr", "java", "io.vavr");

    private SignatureRules() {
    }

    static ArchitectureRule signaturesShowOnlyKnownTypes(HexagonalArchitecture architecture) {
        PackageSet known = FOR_EVERYONE.and(architecture.packages(Part.SHARED));
        PackageSet own = architecture.whole();
        return ArchitectureRule.of("signatures-show-only-known-types", architecture.core(),
                new ClassCondition("show only Java, Vavr and public types of the architecture", type -> {
                    Seq<Shown> inMembers = Signatures.ofMembers(type);
                    Seq<Shown> foreign = inMembers.appendAll(Signatures.ofHeader(type))
                            .reject(shown -> shown.type().isPrimitive()
                                    || known.contains(shown.type()) || own.contains(shown.type()));
                    Seq<Shown> hidden = inMembers.filter(shown -> own.contains(shown.type())
                            && !Signatures.isExposed(shown.type()));
                    return foreign.appendAll(hidden).map(shown -> violation(shown, type)).sorted();
                }),
                "callers of a port need every type in its signatures: a library type forces the library on all of "
                        + "them, and a hidden type cannot be named. Translate it into a type of the domain");
    }

    static ArchitectureRule wireTypesDoNotLeak(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("wire-types-do-not-leak", architecture.inside(), architecture.beside(),
                new ClassCondition("not show wire types", type ->
                        architecture.adapters().flatMap(adapter -> leaks(adapter, type))),
                "when the API changes its wire format, only one adapter should have to change. Translate wire types "
                        + "into types of the domain within the adapter");
    }

    private static Seq<String> leaks(Adapter adapter, JavaClass type) {
        PackageSet hidden = adapter.hidden();
        if (hidden.contains(type)) {
            return List.empty();
        }
        return adapter.packageSet().contains(type)
                ? Signatures.ofMembers(type).appendAll(Signatures.ofHeader(type))
                        .filter(shown -> hidden.contains(shown.type()))
                        .map(shown -> violation(shown, type))
                        .sorted()
                : List.ofAll(type.getDirectDependenciesFromSelf())
                        .filter(dependency -> hidden.contains(dependency.getTargetClass().getBaseComponentType()))
                        .sorted()
                        .map(Dependency::getDescription);
    }

    private static String violation(Shown shown, JavaClass type) {
        return shown.where() + " shows " + shown.type().getName()
                + (Signatures.isExposed(shown.type()) ? "" : ", which is hidden,")
                + " in " + type.getSourceCodeLocation();
    }
}
