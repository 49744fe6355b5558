package io.countersign.ports.outbound;

import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential with the means to sign for it: turns a challenge into that credential's assertion.
 *
 * <p>It is asked only for challenges that allow its credential. Implementations are safe for use by several threads and
 * throw nothing.
 */
public interface CredentialSigner {

    /** Whose assertions this makes. Always the same. */
    Credential credential();

    /** This credential's assertion over that challenge, or why there is none. */
    Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge);

    /** Signs as the {@code Key} credential of that id, with that key. */
    static CredentialSigner key(CredentialId id, SigningKey signingKey) {
        return new KeyCredentialSigner(id, signingKey);
    }

    /**
     * Signs as the {@code PasswordProtectedKey} credential of that id: with the encrypted private key that the challenge
     * carries, opened by that unlocker, and forgotten again after each signature.
     */
    static CredentialSigner passwordProtectedKey(CredentialId id, KeyUnlocker unlocker) {
        return new PasswordProtectedKeyCredentialSigner(id, unlocker);
    }

    /**
     * Signs with whichever of the passkeys that a challenge allows the authenticator has. Where another signer is to be
     * the second factor beside it, or the first, name the passkey instead: one that chooses may choose the other's.
     */
    static CredentialSigner fido2(Authenticator authenticator) {
        return Fido2CredentialSigner.choosingForItself(authenticator);
    }

    /**
     * Signs with the passkey of that id. Naming them is needed where one passkey is the first factor and another the
     * second.
     */
    static CredentialSigner fido2(CredentialId id, Authenticator authenticator) {
        return new Fido2CredentialSigner(Credential.of(CredentialKind.FIDO2, id), authenticator);
    }

    /**
     * Hands in a password, asked for when it is needed; that none is given, null or empty, is
     * {@link SigningFailure.NotConfirmed}.
     *
     * @deprecated the API itself deprecates passwords: they prove neither the call nor a possession; use a passkey or a
     *         key
     */
    @Deprecated(since = "0.1.0")
    static CredentialSigner password(Supplier<String> password) {
        Objects.requireNonNull(password, "password");
        return new PasswordCredentialSigner(CredentialKind.PASSWORD, password, PasswordAssertion::new);
    }

    /**
     * Hands in a time-based one-time password (RFC 6238), asked for when it is needed; that none is given, null or
     * empty, is {@link SigningFailure.NotConfirmed}.
     *
     * @deprecated the API itself deprecates one-time passwords: they do not prove the call; use a passkey or a key
     */
    @Deprecated(since = "0.1.0")
    static CredentialSigner totp(Supplier<String> otpCode) {
        Objects.requireNonNull(otpCode, "otpCode");
        return new PasswordCredentialSigner(CredentialKind.TOTP, otpCode, TotpAssertion::new);
    }
}
