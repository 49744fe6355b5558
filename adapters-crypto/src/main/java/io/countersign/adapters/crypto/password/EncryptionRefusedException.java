package io.countersign.adapters.crypto.password;

import java.util.Objects;

/** Thrown where an encrypted key was demanded and refused. Its message is that of the {@link EncryptionRefusal}. */
public final class EncryptionRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Refusals are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final EncryptionRefusal refusal;

    /**
     * Creates an exception.
     *
     * @param refusal why the key was not encrypted
     */
    public EncryptionRefusedException(EncryptionRefusal refusal) {
        super(Objects.requireNonNull(refusal, "refusal").message());
        this.refusal = refusal;
    }

    /** Returns why the key was not encrypted. */
    public EncryptionRefusal refusal() {
        return refusal;
    }
}
