package io.countersign.ports.outbound;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names the use that a sealed text is made for. A text opens for the purpose that it was sealed for and for no other,
 * so an application can use one {@link Seal}, with one set of keys, for several kinds of text. Immutable, equal by name.
 */
public final class SealPurpose {

    /** The purpose of a sealed pending user action. Applications choose other names for texts of their own. */
    public static final SealPurpose PENDING_USER_ACTION = new SealPurpose("countersign.pending-user-action");

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,64}");

    private final String name;

    private SealPurpose(String name) {
        this.name = name;
    }

    /**
     * Returns the purpose of that name, or the violation that it is not a name.
     *
     * @param name 1 to 64 of a-z, 0-9, dot and hyphen; it is not secret
     */
    public static Validation<Seq<Violation>, SealPurpose> of(String name) {
        Objects.requireNonNull(name, "name");
        return NAME.matcher(name).matches()
                ? Validation.valid(new SealPurpose(name))
                : new Violation("purpose", "must be 1 to 64 of a-z, 0-9, dot and hyphen").asInvalid();
    }

    /** Returns the name of the purpose. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealPurpose that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
