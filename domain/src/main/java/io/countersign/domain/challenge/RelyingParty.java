package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;

import java.util.Objects;

/**
 * The relying party: the organisation that a passkey was registered with, known by its domain (WebAuthn Level 2 §5.4.1,
 * {@code rp}).
 *
 * @param id the domain that the user's passkeys belong to
 * @param name the name for people to read
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
