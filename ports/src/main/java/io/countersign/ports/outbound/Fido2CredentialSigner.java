package io.countersign.ports.outbound;

import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.Objects;

/** Signs with an authenticator: with any passkey that the challenge allows, or with a given one. */
final class Fido2CredentialSigner implements CredentialSigner {

    private final Credential credential;
    private final Authenticator authenticator;

    Fido2CredentialSigner(Credential credential, Authenticator authenticator) {
        this.credential = credential;
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
    }

    static Fido2CredentialSigner ofAnyPasskey(Authenticator authenticator) {
        return new Fido2CredentialSigner(Credential.unnamed(CredentialKind.FIDO2), authenticator);
    }

    @Override
    public Credential credential() {
        return credential;
    }

    @Override
    public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
        Objects.requireNonNull(challenge, "challenge");
        AssertionRequest anyPasskey = challenge.assertionRequest();
        AssertionRequest request = credential.id().map(anyPasskey::only).getOrElse(anyPasskey);
        // An authenticator could take an empty list, as WebAuthn does, to allow any passkey.
        return request.allowed().isEmpty()
                ? Either.left(SigningFailure.keyUnusable("the challenge does not allow " + credential
                        + "; check that the credential belongs to this user"))
                : authenticator.sign(request).map(assertion -> assertion);
    }

    @Override
    public String toString() {
        return "CredentialSigner[" + credential + "]";
    }
}
