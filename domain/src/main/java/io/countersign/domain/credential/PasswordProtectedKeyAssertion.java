package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The answer of a private key that the API keeps encrypted and the user unlocked.
 *
 * @param credId which key signed
 * @param clientData what it signed
 * @param signature over {@link ClientData#utf8()}: ASN.1 DER for ECDSA, raw for Ed25519 and RSA
 * @param algorithm the signature's algorithm, if that is to be said
 */
public record PasswordProtectedKeyAssertion(
        CredentialId credId, ClientData clientData, Octets signature, Option<String> algorithm)
        implements CredentialAssertion {

    public PasswordProtectedKeyAssertion {
        Objects.requireNonNull(credId, "credId");
        Objects.requireNonNull(clientData, "clientData");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(algorithm, "algorithm");
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.PASSWORD_PROTECTED_KEY, credId);
    }

    @Override
    public boolean answers(String challenge) {
        return clientData.type().equals(ClientData.KEY_GET) && clientData.challenge().equals(challenge);
    }

    @Override
    public boolean isFromOneOf(Set<String> origins) {
        Objects.requireNonNull(origins, "origins");
        return origins.isEmpty() || clientData.origin().forAll(origins::contains);
    }

    @Override
    public String toString() {
        return "PasswordProtectedKeyAssertion[credId=" + credId + ", clientData=" + clientData
                + ", signature=" + signature + ", algorithm=" + algorithm.map(OneLine::of) + "]";
    }
}
