package io.countersign.ports.outbound;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** Signs {@code key.get} client data with a key that the user holds. */
final class KeyCredentialSigner implements CredentialSigner {

    private final CredentialId id;
    private final SigningKey signingKey;

    KeyCredentialSigner(CredentialId id, SigningKey signingKey) {
        this.id = Objects.requireNonNull(id, "id");
        this.signingKey = Objects.requireNonNull(signingKey, "signingKey");
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.KEY, id);
    }

    @Override
    public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
        Objects.requireNonNull(challenge, "challenge");
        ClientData clientData = ClientData.keyGet(challenge.challenge().value());
        return signingKey.sign(clientData.json().toByteArray())
                .map(signature -> new KeyAssertion(id, clientData, Octets.of(signature), Option.none()));
    }

    @Override
    public String toString() {
        return "CredentialSigner[" + credential() + "]";
    }
}
