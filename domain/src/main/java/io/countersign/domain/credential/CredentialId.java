package io.countersign.domain.credential;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * The API's id of a credential. Opaque: some are base64url, some padded base64, some look like {@code cr-…}; none is
 * decoded or normalised. Immutable, equal by content.
 */
public final class CredentialId {

    private final String value;

    private CredentialId(String value) {
        this.value = value;
    }

    /** Returns the id with that text, or the violation that it is empty. */
    public static Validation<Seq<Violation>, CredentialId> of(String value) {
        Objects.requireNonNull(value, "value");
        return value.isEmpty()
                ? new Violation("credId", "must not be empty").asInvalid()
                : Validation.valid(new CredentialId(value));
    }

    /**
     * Returns the id with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static CredentialId ofOrThrow(String value) {
        return InvalidValueException.valueOrThrow(of(value));
    }

    /** Returns the id as the API spells it. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CredentialId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the id as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(value);
    }
}
