package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Rules about the shape of ports and how they report failures. */
final class PortRules {

    private PortRules() {
    }

    static ArchitectureRule outboundPortsAreInterfaces(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("outbound-ports-are-interfaces", List.of(architecture.packages(Part.OUTBOUND)),
                new ClassCondition("be interfaces, or records and enums inside of one", type -> when(
                        Signatures.isExposed(type) && !mayBeOutbound(type),
                        type.getDescription() + " is public and not an interface in " + type.getSourceCodeLocation())),
                "an outbound port is there to be implemented by others, without inherited behaviour. Make the type an "
                        + "interface, or package-private");
    }

    private static boolean mayBeOutbound(JavaClass type) {
        return type.isInterface() && !type.isAnnotation() || type.isNestedClass() && (type.isRecord() || type.isEnum());
    }

    static ArchitectureRule inboundImplementationsAreHidden(HexagonalArchitecture architecture) {
        PackageSet inbound = architecture.packages(Part.INBOUND);
        return ArchitectureRule.of("inbound-implementations-are-hidden", List.of(inbound),
                new ClassCondition("be package-private where they implement a port", type -> when(
                        type.isTopLevelClass() && !type.isInterface() && Signatures.isExposed(type)
                                && List.ofAll(type.getAllRawInterfaces()).exists(inbound::contains),
                        type.getDescription() + " is public in " + type.getSourceCodeLocation())),
                "callers depend on the port, so that its implementation can change. Make the class package-private "
                        + "and give the interface a factory method");
    }

    static ArchitectureRule failuresAreValues(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("failures-are-values", architecture.core(),
                new ClassCondition("declare no exceptions", type -> Signatures.isExposed(type)
                        ? Signatures.exposedCodeUnits(type).appendAll(inherited(type, architecture))
                                .filter(codeUnit -> !codeUnit.getExceptionTypes().isEmpty())
                                .map(codeUnit -> violation(codeUnit, type))
                        : List.empty()),
                "a caller must see every failure in the signature and be able to handle each. Return an Either or a "
                        + "Validation; redeclare an inherited method without its exceptions");
    }

    /**
     * Returns methods that an interface inherits from Java unchanged, such as {@code AutoCloseable.close() throws
     * Exception}.
     */
    private static Seq<JavaCodeUnit> inherited(JavaClass type, HexagonalArchitecture architecture) {
        Seq<JavaMethod> all = type.isInterface() ? List.ofAll(type.getAllMethods()) : List.empty();
        Seq<JavaMethod> own = all.filter(method -> architecture.whole().contains(method.getOwner()));
        return all.removeAll(own)
                .filter(method -> method.getOwner().isInterface())
                .reject(method -> own.exists(redeclared -> overrides(redeclared, method)))
                .map(method -> method);
    }

    private static boolean overrides(JavaMethod method, JavaMethod inherited) {
        return method.getName().equals(inherited.getName())
                && method.getRawParameterTypes().equals(inherited.getRawParameterTypes());
    }

    private static String violation(JavaCodeUnit codeUnit, JavaClass type) {
        return codeUnit.getDescription() + " declares "
                + List.ofAll(codeUnit.getExceptionTypes()).map(thrown -> thrown.toErasure().getName()).mkString(", ")
                + (codeUnit.getOwner().equals(type) ? "" : ", and " + type.getName() + " inherits it")
                + " in " + type.getSourceCodeLocation();
    }

    private static Seq<String> when(boolean isBroken, String violation) {
        return isBroken ? List.of(violation) : List.empty();
    }
}
