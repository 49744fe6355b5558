package io.countersign.app;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Arrays;

/**
 * The options of one factor: a Key with its file, or a PasswordProtectedKey, whose key comes with the challenge, with
 * the file that holds its password.
 *
 * @param prefix the start of this factor's options: {@code --} or {@code --second-}
 * @param credentialId the credential
 * @param keyFile its private key
 * @param passwordFile the password of its private key
 * @param publicKeyFile its registered public key, which the private key in the challenge must belong to
 */
record FactorOptions(String prefix, Option<String> credentialId, Option<String> keyFile, Option<String> passwordFile,
        Option<String> publicKeyFile) {

    boolean areAbsent() {
        return credentialId.isEmpty() && keyFile.isEmpty() && passwordFile.isEmpty()
                && publicKeyFile.isEmpty();
    }

    /** Returns the signer, to be closed after use, or what is missing or wrong. */
    Either<Problem, OpenSigner> open() {
        if (credentialId.isEmpty() || keyFile.isEmpty() == passwordFile.isEmpty()) {
            return Either.left(Problem.wrongInput("give " + prefix + "credential-id, and either " + prefix
                    + "key-file for a Key or " + prefix + "password-file for a PasswordProtectedKey"));
        }
        if (passwordFile.isEmpty() && publicKeyFile.isDefined()) {
            return Either.left(Problem.wrongInput(prefix + "public-key-file goes with " + prefix
                    + "password-file; give both, or leave it out"));
        }
        return CredentialId.of(credentialId.get()).toEither()
                .mapLeft(violations -> Problem.wrongInput(
                        prefix + "credential-id " + violations.map(Violation::message).mkString("; ")))
                .flatMap(id -> keyFile.map(file -> withKey(id, file))
                        .getOrElse(() -> withPassword(id, passwordFile.get())));
    }

    private Either<Problem, OpenSigner> withKey(CredentialId id, String file) {
        GivenFile given = new GivenFile(prefix + "key-file", file);
        return given.pem("PRIVATE KEY").flatMap(pem -> {
            try {
                return JcaSigningKey.fromPem(pem).mapLeft(refusal -> given.unusable(refusal.message()))
                        .map(key -> new OpenSigner(CredentialSigner.key(id, key), key::close));
            } finally {
                Arrays.fill(pem, '\0');
            }
        });
    }

    private Either<Problem, OpenSigner> withPassword(CredentialId id, String file) {
        return new GivenFile(prefix + "password-file", file).password().flatMap(password ->
                unlocker(PasswordKeyUnlocker.askingFor(password::clone))
                        .peekLeft(problem -> Arrays.fill(password, '\0'))
                        .map(unlocker -> new OpenSigner(CredentialSigner.passwordProtectedKey(id, unlocker),
                                () -> Arrays.fill(password, '\0'))));
    }

    /**
     * Accepts every form of encrypted key if the registered public key is given, otherwise only authenticated forms.
     */
    private Either<Problem, PasswordKeyUnlocker> unlocker(PasswordKeyUnlocker unlocker) {
        return publicKeyFile.<Either<Problem, PasswordKeyUnlocker>>map(file ->
                publicKey(new GivenFile(prefix + "public-key-file", file), unlocker))
                .getOrElse(() -> Either.right(unlocker));
    }

    private static Either<Problem, PasswordKeyUnlocker> publicKey(GivenFile file, PasswordKeyUnlocker unlocker) {
        return file.pem("PUBLIC KEY").flatMap(pem -> unlocker
                .withForms(EncryptedKeyForm.WEB_CRYPTO, EncryptedKeyForm.WEB_CRYPTO_1, EncryptedKeyForm.PKCS8)
                .forPublicKey(new String(pem)).toEither()
                .mapLeft(violations -> file.unusable(violations.map(Violation::message).mkString("; "))));
    }
}
