package io.countersign.domain.credential;

import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The answer of a passkey or security key (WebAuthn Level 2 §5.2.2, {@code AuthenticatorAssertionResponse}).
 *
 * @param credId which credential signed
 * @param clientData what the browser collected
 * @param authenticatorData what the authenticator says of itself (§6.1)
 * @param signature over {@code authenticatorData || SHA-256(clientData)}
 * @param userHandle whose credential it is, if the authenticator says so
 */
public record Fido2Assertion(
        CredentialId credId, CollectedClientData clientData, Octets authenticatorData, Octets signature,
        Option<Octets> userHandle)
        implements CredentialAssertion {

    public Fido2Assertion {
        Objects.requireNonNull(credId, "credId");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(authenticatorData, "authenticatorData");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(userHandle, "userHandle");
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.FIDO2, credId);
    }

    @Override
    public boolean answers(String challenge) {
        return clientData.type().equals(CollectedClientData.WEBAUTHN_GET) && clientData.repeats(challenge);
    }

    /** {@inheritDoc} A page of an allowed origin inside a frame of another is not that origin alone, and does not count. */
    @Override
    public boolean isFromOneOf(Set<String> origins) {
        Objects.requireNonNull(origins, "origins");
        return origins.isEmpty()
                || clientData.origin().exists(origins::contains) && !clientData.crossOrigin().getOrElse(false);
    }
}
