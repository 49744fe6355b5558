package io.countersign.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Finds the types in the public and protected signatures of a class. */
final class Signatures {

    private Signatures() {
    }

    /**
     * A type in a signature.
     *
     * @param where the class, method, constructor or field with the signature
     * @param type the type; of an array its component type
     */
    record Shown(String where, JavaClass type) {
    }

    /** Returns whether a type, and every type that it is nested in, is visible to other packages. */
    static boolean isExposed(JavaClass type) {
        return isPublicOrProtected(type) && type.getEnclosingClass().map(Signatures::isExposed).orElse(true);
    }

    static Seq<JavaCodeUnit> exposedCodeUnits(JavaClass type) {
        return List.ofAll(type.getCodeUnits()).filter(Signatures::isPublicOrProtected).filter(Signatures::isWritten);
    }

    /** Returns the types in the members of an exposed class; none for a class that is not exposed. */
    static Seq<Shown> ofMembers(JavaClass type) {
        if (!isExposed(type)) {
            return List.empty();
        }
        Seq<Shown> inFields = List.ofAll(type.getFields())
                .filter(Signatures::isPublicOrProtected).filter(Signatures::isWritten)
                .flatMap(Signatures::of);
        return inFields.appendAll(exposedCodeUnits(type).flatMap(Signatures::of));
    }

    /** Returns the types that an exposed class extends, implements or is generic over. */
    static Seq<Shown> ofHeader(JavaClass type) {
        return isExposed(type)
                ? shown(type.getDescription(), List.<JavaType>ofAll(type.getInterfaces())
                        .appendAll(List.ofAll(type.getSuperclass().stream()))
                        .appendAll(type.getTypeParameters()))
                : List.empty();
    }

    private static Seq<Shown> of(JavaField field) {
        return shown(field.getDescription(), List.of(field.getType()));
    }

    private static Seq<Shown> of(JavaCodeUnit codeUnit) {
        return shown(codeUnit.getDescription(), List.<JavaType>of(codeUnit.getReturnType())
                .appendAll(codeUnit.getParameterTypes())
                .appendAll(codeUnit.getExceptionTypes())
                .appendAll(codeUnit.getTypeParameters()));
    }

    private static Seq<Shown> shown(String where, Seq<JavaType> types) {
        return types.flatMap(JavaType::getAllInvolvedRawTypes)
                .map(JavaClass::getBaseComponentType)
                .distinct()
                .map(type -> new Shown(where, type));
    }

    private static boolean isPublicOrProtected(HasModifiers thing) {
        return thing.getModifiers().contains(JavaModifier.PUBLIC)
                || thing.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isWritten(HasModifiers thing) {
        return !thing.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !thing.getModifiers().contains(JavaModifier.BRIDGE);
    }
}
