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
 * <p>Called only for challenges that allow its credential. Implementations are safe for use by several threads and
 * throw nothing.
 */
public interface CredentialSigner {

    /**
     * Returns the credential that this signer signs with.
     *
     * @return the credential, the same for the lifetime of the signer
     */
    Credential credential();

    /**
     * Signs a challenge.
     *
     * @param challenge a challenge that allows this credential
     * @return this credential's assertion, or why there is none
     */
    Either<SigningFailure, CredentialAssertion> sign(UserActionChallenge challenge);

    /**
     * Returns a signer for a {@code Key} credential.
     *
     * @param id the id of the credential
     * @param signingKey the private key that was registered for it
     */
    static CredentialSigner key(CredentialId id, SigningKey signingKey) {
        return new KeyCredentialSigner(id, signingKey);
    }

    /**
     * Returns a signer for a {@code PasswordProtectedKey} credential. For each signature it has the encrypted private
     * key of the challenge decrypted, and closes the key afterwards.
     *
     * @param id the id of the credential
     * @param unlocker decrypts the key
     */
    static CredentialSigner passwordProtectedKey(CredentialId id, KeyUnlocker unlocker) {
        return new PasswordProtectedKeyCredentialSigner(id, unlocker);
    }

    /**
     * Returns a signer for any passkey of an authenticator that the challenge allows. If a passkey is the other factor
     * too, name both by {@linkplain #fido2(CredentialId, Authenticator) id}, as an authenticator could choose the same
     * one twice.
     *
     * @param authenticator holds the passkeys
     */
    static CredentialSigner fido2(Authenticator authenticator) {
        return Fido2CredentialSigner.ofAnyPasskey(authenticator);
    }

    /**
     * Returns a signer for one passkey.
     *
     * @param id the id of the passkey
     * @param authenticator holds the passkey
     */
    static CredentialSigner fido2(CredentialId id, Authenticator authenticator) {
        return new Fido2CredentialSigner(Credential.of(CredentialKind.FIDO2, id), authenticator);
    }

    /**
     * Returns a signer for a password.
     *
     * @param password asks for the password at each signature; null or empty ends it as
     *         {@link SigningFailure.Kind#NOT_CONFIRMED}
     * @deprecated the API itself deprecates passwords: they prove neither the call nor a possession; use a passkey or a
     *         key
     */
    @Deprecated(since = "0.1.0")
    static CredentialSigner password(Supplier<String> password) {
        Objects.requireNonNull(password, "password");
        return new PasswordCredentialSigner(CredentialKind.PASSWORD, password, PasswordAssertion::new);
    }

    /**
     * Returns a signer for a time-based one-time password (RFC 6238).
     *
     * @param otpCode asks for the code at each signature; null or empty ends it as
     *         {@link SigningFailure.Kind#NOT_CONFIRMED}
     * @deprecated the API itself deprecates one-time passwords: they do not prove the call; use a passkey or a key
     */
    @Deprecated(since = "0.1.0")
    static CredentialSigner totp(Supplier<String> otpCode) {
        Objects.requireNonNull(otpCode, "otpCode");
        return new PasswordCredentialSigner(CredentialKind.TOTP, otpCode, TotpAssertion::new);
    }
}
