package io.countersign.contracts.signing;

import io.countersign.contracts.support.PublicKeys;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The registration data of a passkey, to verify its assertions with. Immutable; holds no secret.
 *
 * @param credentialId the API's id for it
 * @param publicKeyPem its public key ({@code BEGIN PUBLIC KEY}): EC on P-256, Ed25519, or RSA
 * @param rpId the id of its relying party, such as {@code example.com}
 * @param origin the origin that its user signs at, such as {@code https://app.example.com}
 */
public record PasskeyUnderTest(String credentialId, String publicKeyPem, String rpId, String origin) {

    public PasskeyUnderTest {
        Objects.requireNonNull(credentialId, "credentialId");
        Objects.requireNonNull(publicKeyPem, "publicKeyPem");
        Objects.requireNonNull(rpId, "rpId");
        Objects.requireNonNull(origin, "origin");
    }

    CredentialId id() {
        return WireSamples.id(credentialId);
    }

    /** Returns a request by its relying party that those passkeys may answer. */
    AssertionRequest request(String challenge, Seq<Passkey> allowed) {
        return new AssertionRequest(Challenge.ofOrThrow(challenge),
                Option.some(new RelyingParty(rpId, "The relying party")), allowed, UserVerification.PREFERRED);
    }

    /** Returns a request by its relying party that it may answer. */
    AssertionRequest request(String challenge) {
        return request(challenge, List.of(new Passkey(id(), List.empty())));
    }

    VerifyingKey publicKey() {
        return PublicKeys.ofPem(publicKeyPem);
    }
}
