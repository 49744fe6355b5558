package io.countersign.domain.challenge;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * The identifier of a signing session ({@code challengeIdentifier}), redeemed for a token together with the assertions.
 * The API makes it a JWT, which is opaque here and hidden by {@code toString}. Immutable, equal by content.
 */
public final class ChallengeIdentifier {

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient String value;

    private ChallengeIdentifier(String value) {
        this.value = value;
    }

    /** Returns the identifier with that text, or the violation that it is empty. */
    public static Validation<Seq<Violation>, ChallengeIdentifier> of(String value) {
        Objects.requireNonNull(value, "value");
        return value.isEmpty()
                ? new Violation("challengeIdentifier", "must not be empty").asInvalid()
                : Validation.valid(new ChallengeIdentifier(value));
    }

    /**
     * Returns the identifier with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static ChallengeIdentifier ofOrThrow(String value) {
        return InvalidValueException.valueOrThrow(of(value));
    }

    /** Returns the identifier as the API sent it. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChallengeIdentifier that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ChallengeIdentifier[hidden]";
    }
}
