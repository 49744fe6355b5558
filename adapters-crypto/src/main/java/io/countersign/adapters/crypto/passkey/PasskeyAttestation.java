package io.countersign.adapters.crypto.passkey;

import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;

import java.util.Objects;

/**
 * The answer that registers a passkey with a relying party (WebAuthn Level 2 §5.2.1, {@code
 * AuthenticatorAttestationResponse}). Holds no secret. The API takes its binary parts as {@linkplain Octets#base64Url
 * base64url}.
 *
 * @param id the API's name for the passkey
 * @param webAuthnId the passkey's WebAuthn credential id ({@code rawId})
 * @param clientData the client data ({@code clientDataJSON}) of type {@code webauthn.create}
 * @param attestationObject the attestation object (§6.5.4) of format {@code none}, in CBOR: the public key is in it
 */
public record PasskeyAttestation(CredentialId id, Octets webAuthnId, Octets clientData, Octets attestationObject) {

    public PasskeyAttestation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(webAuthnId, "webAuthnId");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(attestationObject, "attestationObject");
    }
}
