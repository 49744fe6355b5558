package io.countersign.ports.outbound;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Returns a password or one-time password as the assertion. */
final class PasswordCredentialSigner implements CredentialSigner {

    private final CredentialKind kind;
    private final Supplier<String> secret;
    private final Function<String, CredentialAssertion> toAssertion;

    PasswordCredentialSigner(
            CredentialKind kind, Supplier<String> secret, Function<String, CredentialAssertion> toAssertion) {
        this.kind = kind;
        this.secret = secret;
        this.toAssertion = toAssertion;
    }

    @Override
    public Credential credential() {
        return Credential.unnamed(kind);
    }

    @Override
    public Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge) {
        Objects.requireNonNull(challenge, "challenge");
        @Nullable String given = secret.get();
        return given == null || given.isEmpty()
                ? Either.left(SigningFailure.notConfirmed("no " + kind + " was given; ask for it again"))
                : Either.right(toAssertion.apply(given));
    }

    @Override
    public String toString() {
        return "CredentialSigner[" + credential() + "]";
    }
}
