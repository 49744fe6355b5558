package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** What a port is made of, and how it tells of failure. */
final class PortRules {

    private PortRules() {
    }

    static ArchitectureRule outboundPortsAreInterfaces(HexagonalArchitecture house) {
        return ArchitectureRule.of("outbound-ports-are-interfaces", List.of(house.place(Part.OUTBOUND)),
                new Clause("be interfaces, or records and enums inside of one", type -> when(
                        Signatures.isExposed(type) && !mayBeOutbound(type),
                        type.getDescription() + " is public and no interface in " + type.getSourceCodeLocation())),
                "what others are to replace must come without a body to inherit or to work around. Make it an "
                        + "interface, or package-private");
    }

    private static boolean mayBeOutbound(JavaClass type) {
        return type.isInterface() && !type.isAnnotation() || type.isNestedClass() && (type.isRecord() || type.isEnum());
    }

    static ArchitectureRule inboundImplementationsAreHidden(HexagonalArchitecture house) {
        Place inbound = house.place(Part.INBOUND);
        return ArchitectureRule.of("inbound-implementations-are-hidden", List.of(inbound),
                new Clause("be package-private where they implement a port", type -> when(
                        type.isTopLevelClass() && !type.isInterface() && Signatures.isExposed(type)
                                && List.ofAll(type.getAllRawInterfaces()).exists(inbound::contains),
                        type.getDescription() + " is public in " + type.getSourceCodeLocation())),
                "callers hold on to the port, so that what is behind it can change. Make the class package-private "
                        + "and give the interface a factory method");
    }

    static ArchitectureRule failuresAreValues(HexagonalArchitecture house) {
        return ArchitectureRule.of("failures-are-values", house.core(),
                new Clause("declare no exceptions", type -> Signatures.isExposed(type)
                        ? Signatures.exposedCodeUnits(type).appendAll(inherited(type, house))
                                .filter(codeUnit -> !codeUnit.getExceptionTypes().isEmpty())
                                .map(codeUnit -> objectionTo(codeUnit, type))
                        : List.empty()),
                "a caller is to see every failure in the signature and to be able to go through them all. Return an "
                        + "Either or a Validation; redeclare an inherited method without its exceptions");
    }

    /** Methods that an interface takes over from Java as they are: {@code AutoCloseable.close() throws Exception}. */
    private static Seq<JavaCodeUnit> inherited(JavaClass type, HexagonalArchitecture house) {
        Seq<JavaMethod> all = type.isInterface() ? List.ofAll(type.getAllMethods()) : List.empty();
        Seq<JavaMethod> own = all.filter(method -> house.whole().contains(method.getOwner()));
        return all.removeAll(own)
                .filter(method -> method.getOwner().isInterface())
                .reject(method -> own.exists(redeclared -> overrides(redeclared, method)))
                .map(method -> method);
    }

    private static boolean overrides(JavaMethod method, JavaMethod inherited) {
        return method.getName().equals(inherited.getName())
                && method.getRawParameterTypes().equals(inherited.getRawParameterTypes());
    }

    private static String objectionTo(JavaCodeUnit codeUnit, JavaClass type) {
        return codeUnit.getDescription() + " declares "
                + List.ofAll(codeUnit.getExceptionTypes()).map(thrown -> thrown.toErasure().getName()).mkString(", ")
                + (codeUnit.getOwner().equals(type) ? "" : ", and " + type.getName() + " inherits it")
                + " in " + type.getSourceCodeLocation();
    }

    private static Seq<String> when(boolean isBroken, String objection) {
        return isBroken ? List.of(objection) : List.empty();
    }
}
