package io.countersign.domain.challenge;

import java.util.Objects;

/**
 * A private key under its owner's password ({@code encryptedPrivateKey}), in a form that is the customer's own choice:
 * opaque here, hidden by {@code toString}.
 *
 * @param value the text as the API keeps it
 */
public record EncryptedPrivateKey(String value) {

    public EncryptedPrivateKey {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "EncryptedPrivateKey[hidden]";
    }
}
