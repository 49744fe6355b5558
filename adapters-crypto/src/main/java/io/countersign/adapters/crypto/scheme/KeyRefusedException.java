package io.countersign.adapters.crypto.scheme;

import java.util.Objects;

/** Thrown where a signing key was demanded and refused. Its message is that of the {@link KeyRefusal}. */
public final class KeyRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Refusals are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final KeyRefusal refusal;

    /**
     * Creates an exception.
     *
     * @param refusal why the key was refused
     */
    public KeyRefusedException(KeyRefusal refusal) {
        super(Objects.requireNonNull(refusal, "refusal").message());
        this.refusal = refusal;
    }

    /** Returns why the key was refused. */
    public KeyRefusal refusal() {
        return refusal;
    }
}
