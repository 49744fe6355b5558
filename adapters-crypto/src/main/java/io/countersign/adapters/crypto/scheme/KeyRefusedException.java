package io.countersign.adapters.crypto.scheme;

import io.vavr.control.Either;

import java.util.Objects;

/** Thrown where a key was demanded and refused. Its message is that of the {@link KeyRefusal}. */
public final class KeyRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Refusals are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final KeyRefusal refusal;

    /**
     * Creates an exception.
     *
     * @param refusal the reason
     */
    public KeyRefusedException(KeyRefusal refusal) {
        super(Objects.requireNonNull(refusal, "refusal").message());
        this.refusal = refusal;
    }

    /**
     * Returns the value of an outcome.
     *
     * @param <T> the type of the value
     * @param outcome the value, or why the key was refused
     * @return the value, if there is one
     * @throws KeyRefusedException if there is none
     */
    public static <T> T valueOrThrow(Either<KeyRefusal, T> outcome) {
        return outcome.getOrElseThrow(KeyRefusedException::new);
    }

    /** Returns why the key was refused. */
    public KeyRefusal refusal() {
        return refusal;
    }
}
