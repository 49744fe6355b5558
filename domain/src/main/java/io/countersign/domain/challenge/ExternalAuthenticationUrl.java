package io.countersign.domain.challenge;

import java.util.Objects;

/**
 * The URL of a page of the API on which a user could sign ({@code externalAuthenticationUrl}). Holds a secret, so
 * {@code toString} hides it.
 *
 * <p>Immutable, equal by content. No record, and its field is transient, so that serialisers that read components,
 * getters or fields leave the secret out.
 */
public final class ExternalAuthenticationUrl {

    private final transient String value;

    /**
     * Creates the value.
     *
     * @param value the URL as the API sent it; may be empty
     */
    public ExternalAuthenticationUrl(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the URL as the API sent it; may be empty. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExternalAuthenticationUrl that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ExternalAuthenticationUrl[hidden]";
    }
}
