package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * A user action token: the API's proof that a user meant one call, good for one use. A secret, hidden by
 * {@code toString}.
 *
 * <p>Sent in a header, so it consists of visible ASCII characters (RFC 9110 §5.5). Immutable, equal by content.
 */
public final class UserActionToken {

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient String value;

    private UserActionToken(String value) {
        this.value = value;
    }

    /** Returns the API's token ({@code userAction}), or the violation that no header can carry it. */
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

    /** Returns the secret itself, for the header {@code X-DFNS-USERACTION} alone. */
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
