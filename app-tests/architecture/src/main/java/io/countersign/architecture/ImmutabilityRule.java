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
 * Values cannot change, and nobody can slip in a subclass that can.
 *
 * <p>Whether a class that keeps an array copies it on the way in and out cannot be seen from here; that it can at all
 * is seen: the field is private and the class no record, whose accessor would hand it out.
 */
final class ImmutabilityRule {

    private static final Seq<Class<?>> MUTABLE = List.of(
            java.util.Collection.class, java.util.Map.class, java.util.Iterator.class, java.util.Date.class,
            java.util.Calendar.class, java.util.BitSet.class, StringBuilder.class, StringBuffer.class);

    private ImmutabilityRule() {
    }

    static ArchitectureRule domainValuesAreImmutable(HexagonalArchitecture house) {
        return ArchitectureRule.of("domain-values-are-immutable", List.of(house.place(Part.DOMAIN)),
                new Clause("be immutable", ImmutabilityRule::objectionsTo),
                "a value that was valid once must stay so, in every thread. Use records, final fields and Vavr's "
                        + "collections, and answer a changed copy instead of changing");
    }

    private static Seq<String> objectionsTo(JavaClass type) {
        if (type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return List.empty();
        }
        return isOpen(type).appendAll(List.ofAll(type.getFields()).flatMap(ImmutabilityRule::objectionsTo))
                .appendAll(List.ofAll(type.getMethods()).filter(ImmutabilityRule::isSetter)
                        .map(setter -> setter.getDescription() + " is a setter"))
                .map(objection -> objection + " in " + type.getSourceCodeLocation())
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

    private static Seq<String> objectionsTo(JavaField field) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return List.empty();
        }
        String name = field.getDescription();
        Seq<String> objections = List.empty();
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            objections = objections.append(name + " is not final");
        }
        if (field.getRawType().isArray() && isHandedOut(field)) {
            objections = objections.append(name + " exposes an array");
        }
        return objections.appendAll(parts(field.getType())
                .filter(part -> isMutable(part) || part.isArray() && !part.equals(field.getRawType()))
                .map(part -> name + " holds something mutable, " + part.getName()));
    }

    /** The type and its arguments, and theirs. */
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
