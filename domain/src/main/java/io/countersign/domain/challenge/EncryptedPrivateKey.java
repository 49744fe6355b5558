package io.countersign.domain.challenge;

import io.countersign.domain.TextValue;

/**
 * A private key, encrypted with its owner's password ({@code encryptedPrivateKey}) in a form that the customer chooses.
 * Opaque here, and hidden by {@code toString}.
 */
public final class EncryptedPrivateKey extends TextValue {

    /**
     * Creates the value.
     *
     * @param value the text as the API keeps it
     */
    public EncryptedPrivateKey(String value) {
        super(value);
    }

    @Override
    public String toString() {
        return "EncryptedPrivateKey[hidden]";
    }
}
