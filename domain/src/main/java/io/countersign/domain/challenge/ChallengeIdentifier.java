package io.countersign.domain.challenge;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.TextValue;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * The identifier of a signing session ({@code challengeIdentifier}), redeemed for a token together with the assertions.
 * The API makes it a JWT, which is opaque here and hidden by {@code toString}.
 */
public final class ChallengeIdentifier extends TextValue {

    private ChallengeIdentifier(String value) {
        super(value);
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

    @Override
    public String toString() {
        return "ChallengeIdentifier[hidden]";
    }
}
