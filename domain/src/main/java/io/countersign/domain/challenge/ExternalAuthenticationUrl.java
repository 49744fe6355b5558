package io.countersign.domain.challenge;

import io.countersign.domain.TextValue;

/**
 * The URL of a page of the API on which a user could sign ({@code externalAuthenticationUrl}). Holds a secret, so
 * {@code toString} hides it.
 */
public final class ExternalAuthenticationUrl extends TextValue {

    /**
     * Creates the value.
     *
     * @param value the URL as the API sent it; may be empty
     */
    public ExternalAuthenticationUrl(String value) {
        super(value);
    }

    @Override
    public String toString() {
        return "ExternalAuthenticationUrl[hidden]";
    }
}
