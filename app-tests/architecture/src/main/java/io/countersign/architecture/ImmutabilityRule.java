package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import io.countersign.architecture.HexagonalArchitecture.Part;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/**
 * Requires immutable values that no mutable subclass can stand in for.
 *
 * <p>Class files do not show whether an array is copied. The rule allows an array only in a private field of a class,
 * and not in a record, whose accessor would return it.
 */
final class ImmutabilityRule {

    private static final Seq<Class<?>> MUTABLE = List.of(
            java.util.Collection.class, java.util.Map.class, java.util.Iterator.class, java.util.Date.class,
            java.util.Calendar.class, java.util.BitSet.class, StringBuilder.class, StringBuffer.class);

    private ImmutabilityRule() {
    }

    static ArchitectureRule domainValuesAreImmutable(HexagonalArchitecture architecture) {
        return ArchitectureRule.of("domain-values-are-immutable", List.of(architecture.packages(Part.DOMAIN)),
                new ClassCondition("be immutable", ImmutabilityRule::violations),
                "a valid value must stay valid, in every thread. Use records, final fields and Vavr's collections, and "
                        + "return a changed copy instead of changing the value");
    }

    private static Seq<String> violations(JavaClass type) {
        if (type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return List.empty();
        }
        return isOpen(type).appendAll(List.ofAll(type.getFields()).flatMap(ImmutabilityRule::violations))
                .appendAll(List.ofAll(type.getMethods()).filter(ImmutabilityRule::isSetter)
                        .map(setter -> setter.getDescription() + " is a setter"))
                .map(violation -> violation + " in " + type.getSourceCodeLocation())
                .sorted();
    }

    private static Seq<String> isOpen(JavaClass type) {
        if (type.isInterface()) {
            return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isSealed() && !type.isAnnotation()
                    && !type.isAnnotatedWith(FunctionalInterface.class)
                    ? List.of(type.getDescription() + " is public and neither sealed nor functional") : List.empty();
        }
        boolean isClosed = type.isRecord() || type.isEnum() || type.isSealed() || type.isAnonymousClass()
                || type.isLocalClass() || type.getModifiers().contains(JavaModifier.FINAL);
        return isClosed ? List.empty()
                : List.of(type.getDescription() + " is neither final nor a record, an enum or sealed");
    }

    private static Seq<String> violations(JavaField field) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return List.empty();
        }
        String name = field.getDescription();
        Seq<String> violations = List.empty();
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            violations = violations.append(name + " is not final");
        }
        if (field.getRawType().isArray() && isHandedOut(field)) {
            violations = violations.append(name + " exposes an array");
        }
        return violations.appendAll(parts(field.getType())
                .filter(part -> isMutable(part) || part.isArray() && !part.equals(field.getRawType()))
                .map(part -> name + " has a mutable type, " + part.getName()));
    }

    /** Returns the type and, recursively, its type arguments. */
    private static Seq<JavaClass> parts(JavaType type) {
        Seq<JavaType> arguments = List.empty();
        if (type instanceof JavaParameterizedType parameterized) {
            arguments = List.ofAll(parameterized.getActualTypeArguments());
        } else if (type instanceof JavaWildcardType wildcard) {
            arguments = List.ofAll(wildcard.getUpperBounds());
        }
        return arguments.flatMap(ImmutabilityRule::parts).prepend(type.toErasure());
    }

    private static boolean isHandedOut(JavaField field) {
        boolean isComponent = field.getOwner().isRecord() && !field.getModifiers().contains(JavaModifier.STATIC);
        return isComponent || !field.getModifiers().contains(JavaModifier.PRIVATE);
    }

    private static boolean isMutable(JavaClass type) {
        return MUTABLE.exists(mutable -> type.isAssignableTo(mutable));
    }

    private static boolean isSetter(JavaMethod method) {
        return method.getName().matches("set\\p{Lu}.*") && !method.getModifiers().contains(JavaModifier.STATIC);
    }
}
