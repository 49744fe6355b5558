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

    /** The place of the flags, behind the hash of the relying party's id (§6.1). */
    private static final int FLAGS = 32;
    private static final int USER_VERIFIED = 0x04;

    public Fido2Assertion {
        Objects.requireNonNull(credId, "credId");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(authenticatorData, "authenticatorData");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(userHandle, "userHandle");
    }

    /**
     * Returns true if the authenticator says that it did not verify its user: the flag UV (§6.1) is clear.
     * Authenticator data without flags says nothing.
     */
    public boolean deniesUserVerification() {
        return authenticatorData.length() > FLAGS && (authenticatorData.toByteArray()[FLAGS] & USER_VERIFIED) == 0;
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.FIDO2, credId);
    }

    @Override
    public boolean answers(String challenge) {
        return clientData.isOfPasskey(ClientData.WEBAUTHN_GET, challenge);
    }

    @Override
    public Option<String> objectionToOrigin(Set<String> origins) {
        return clientData.objectionToOriginOfPasskey(Objects.requireNonNull(origins, "origins"));
    }
}
