package io.countersign.domain.challenge;

import java.util.Objects;

/**
 * A private key, encrypted with its owner's password ({@code encryptedPrivateKey}) in a form that the customer chooses.
 * Opaque here, and hidden by {@code toString}.
 *
 * <p>Immutable, equal by content. No record, and its field is transient, so that serialisers that read components,
 * getters or fields leave the secret out.
 */
public final class EncryptedPrivateKey {

    private final transient String value;

    /**
     * Creates the value.
     *
     * @param value the text as the API keeps it
     */
    public EncryptedPrivateKey(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the text as the API keeps it. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedPrivateKey that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "EncryptedPrivateKey[hidden]";
    }
}
