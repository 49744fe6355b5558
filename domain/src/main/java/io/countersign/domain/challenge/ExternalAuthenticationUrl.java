package io.countersign.domain.challenge;

import java.util.Objects;

/**
 * Where a user could sign in a browser of the API's own ({@code externalAuthenticationUrl}). Carries a secret, so
 * {@code toString} hides it.
 *
 * @param value the URL as the API sent it; may be empty
 */
public record ExternalAuthenticationUrl(String value) {

    public ExternalAuthenticationUrl {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "ExternalAuthenticationUrl[hidden]";
    }
}
