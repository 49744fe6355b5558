package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * Proof, good for one use, that a user meant one call. A secret: {@code toString} hides it.
 *
 * <p>Goes out in a header, so it consists of visible ASCII characters (RFC 9110 §5.5). Immutable, equal by content.
 */
public final class UserActionToken {

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient String value;

    private UserActionToken(String value) {
        this.value = value;
    }

    /** The token that the API answered with ({@code userAction}), or why it cannot be one. */
    public static Validation<Seq<Violation>, UserActionToken> of(String value) {
        Objects.requireNonNull(value, "value");
        return !value.isEmpty() && value.chars().allMatch(character -> character > ' ' && character < 0x7F)
                ? Validation.valid(new UserActionToken(value))
                : new Violation("userAction", "must be one or more visible ASCII characters").asInvalid();
    }

    /**
     * Returns the token with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static UserActionToken ofOrThrow(String value) {
        return InvalidValueException.valueOrThrow(of(value));
    }

    /** The secret itself, for the header {@code X-DFNS-USERACTION} and nothing else. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserActionToken that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "UserActionToken[hidden]";
    }
}
