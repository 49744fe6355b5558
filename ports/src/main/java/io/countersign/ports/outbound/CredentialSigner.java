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
 * Signs challenges with one credential.
 *
 * <p>Asked only for challenges that allow its credential. Implementations are safe for use by several threads and throw
 * nothing.
 */
public interface CredentialSigner {

    /** Returns the credential that this signer signs with. Constant for the lifetime of the signer. */
    Credential credential();

    /**
     * Signs a challenge.
     *
     * @param challenge a challenge that allows this credential
     * @return this credential's assertion, or why there is none
     */
    Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge);

    /** Returns a signer for the {@code Key} credential of that id, which signs with that key. */
    static CredentialSigner key(CredentialId id, SigningKey signingKey) {
        return new KeyCredentialSigner(id, signingKey);
    }

    /**
     * Returns a signer for the {@code PasswordProtectedKey} credential of that id. Each time it signs, it has the
     * encrypted private key of the challenge decrypted by that unlocker, and closes the key afterwards.
     */
    static CredentialSigner passwordProtectedKey(CredentialId id, KeyUnlocker unlocker) {
        return new PasswordProtectedKeyCredentialSigner(id, unlocker);
    }

    /**
     * Returns a signer for any passkey of that authenticator which a challenge allows. If there is another signer for
     * the other factor, name the passkey instead, since the authenticator could choose the other signer's.
     */
    static CredentialSigner fido2(Authenticator authenticator) {
        return Fido2CredentialSigner.choosingForItself(authenticator);
    }

    /** Returns a signer for the passkey of that id. Needed where one passkey is the first factor, another the second. */
    static CredentialSigner fido2(CredentialId id, Authenticator authenticator) {
        return new Fido2CredentialSigner(Credential.of(CredentialKind.FIDO2, id), authenticator);
    }

    /**
     * Returns a signer for a password, which is asked for each time. Null or empty is
     * {@link SigningFailure.Kind#NOT_CONFIRMED}.
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
     * Returns a signer for a time-based one-time password (RFC 6238), which is asked for each time. Null or empty is
     * {@link SigningFailure.Kind#NOT_CONFIRMED}.
     *
     * @deprecated the API itself deprecates one-time passwords: they do not prove the call; use a passkey or a key
     */
    @Deprecated(since = "0.1.0")
    static CredentialSigner totp(Supplier<String> otpCode) {
        Objects.requireNonNull(otpCode, "otpCode");
        return new PasswordCredentialSigner(CredentialKind.TOTP, otpCode, TotpAssertion::new);
    }
}
