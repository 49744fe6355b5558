package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;

import java.util.Objects;

/**
 * Whom a passkey signs for (WebAuthn Level 2 §5.4.1, {@code rp}).
 *
 * @param id the domain that the user's passkeys belong to
 * @param name what a person knows it as
 */
public record RelyingParty(String id, String name) {

    public RelyingParty {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return "RelyingParty[id=" + OneLine.of(id) + ", name=" + OneLine.of(name) + "]";
    }
}
