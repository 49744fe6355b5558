package io.countersign.ports.outbound;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** Has the encrypted key of the challenge decrypted, signs {@code key.get} client data with it, and closes it. */
final class PasswordProtectedKeyCredentialSigner implements CredentialSigner {

    private final CredentialId id;
    private final KeyUnlocker unlocker;

    PasswordProtectedKeyCredentialSigner(CredentialId id, KeyUnlocker unlocker) {
        this.id = Objects.requireNonNull(id, "id");
        this.unlocker = Objects.requireNonNull(unlocker, "unlocker");
    }

    @Override
    public Credential credential() {
        return Credential.of(CredentialKind.PASSWORD_PROTECTED_KEY, id);
    }

    @Override
    public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
        Objects.requireNonNull(challenge, "challenge");
        ClientData clientData = ClientData.keyGet(challenge.challenge().value());
        return challenge.allowCredentials().encryptedPrivateKeyOf(id)
                .<SigningFailure>toEither(() -> SigningFailure.keyUnusable(
                        "the challenge carries no encrypted private key for " + credential()
                                + "; check that the credential belongs to this user"))
                .flatMap(unlocker::unlock)
                .flatMap(key -> signedAndClosed(key, clientData))
                .map(signature -> new PasswordProtectedKeyAssertion(
                        id, clientData, signature, Option.none()));
    }

    /** Copies the signature before it closes the key, which may wipe all that the key has made. */
    private static Either<SigningFailure, Octets> signedAndClosed(UnlockedKey key, ClientData clientData) {
        try (key) {
            return key.sign(clientData.json().toByteArray()).map(Octets::of);
        }
    }

    @Override
    public String toString() {
        return "CredentialSigner[" + credential() + "]";
    }
}
