package io.countersign.domain.credential;

import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The assertion of a passkey or security key (WebAuthn Level 2 §5.2.2, {@code AuthenticatorAssertionResponse}).
 *
 * @param credId the passkey's id
 * @param clientData the client data that the browser collected
 * @param authenticatorData the data that the authenticator added (§6.1)
 * @param signature the signature over {@code authenticatorData || SHA-256(clientData)}
 * @param userHandle the user that the passkey belongs to, if the authenticator names it
 */
public record Fido2Assertion(
        CredentialId credId, ClientData clientData, Octets authenticatorData, Octets signature,
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
        return clientData.isWebAuthnGetFor(challenge);
    }

    @Override
    public boolean isFromOneOf(Set<String> origins) {
        return clientData.namesOneOf(Objects.requireNonNull(origins, "origins"));
    }
}
