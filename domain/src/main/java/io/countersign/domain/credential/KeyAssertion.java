package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The assertion of a private key that its user holds.
 *
 * @param credId the key's id
 * @param clientData the client data that it signed
 * @param signature the signature over {@link ClientData#json()}: ASN.1 DER for ECDSA, raw for Ed25519 and RSA
 * @param algorithm the signature's algorithm, if it is to be sent
 */
public record KeyAssertion(
        CredentialId credId, ClientData clientData, Octets signature, Option<String> algorithm)
        implements CredentialAssertion {

    public KeyAssertion {
        Objects.requireNonNull(credId, "credId");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(algorithm, "algorithm");
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.KEY, credId);
    }

    @Override
    public boolean answers(String challenge) {
        return clientData.isKeyGetFor(challenge);
    }

    @Override
    public Option<String> objectionToOrigin(Set<String> origins) {
        return clientData.objectionToOriginOfKey(Objects.requireNonNull(origins, "origins"));
    }

    @Override
    public String toString() {
        return "KeyAssertion[credId=" + credId + ", clientData=" + clientData + ", signature=" + signature
                + ", algorithm=" + algorithm.map(OneLine::of) + "]";
    }
}
