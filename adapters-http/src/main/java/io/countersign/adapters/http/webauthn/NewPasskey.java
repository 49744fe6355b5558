package io.countersign.adapters.http.webauthn;

import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Octets;

import java.util.Objects;

/**
 * A passkey that a browser made, to be registered with the API ({@code POST /auth/credentials}) or elsewhere.
 *
 * @param id its id
 * @param clientData the client data that the browser collected
 * @param attestationObject the attestation object (WebAuthn Level 2 §6.5.4), exactly as it was given
 * @param publicKey the public key as COSE_Key (RFC 9052 §7), exactly as it was given
 */
public record NewPasskey(Octets id, ClientData clientData, Octets attestationObject, Octets publicKey) {

    /** Creates a value. */
    public NewPasskey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(attestationObject, "attestationObject");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /**
     * Returns the API's {@code credentialInfo} for the credential kind {@code Fido2}:
     * {@code {"credId":…,"clientData":…,"attestationData":…}}, all in base64url without padding.
     */
    public String credentialInfo() {
        return "{\"credId\":\"" + id.base64Url() + "\",\"clientData\":\"" + clientData.json().base64Url()
                + "\",\"attestationData\":\"" + attestationObject.base64Url() + "\"}";
    }
}
