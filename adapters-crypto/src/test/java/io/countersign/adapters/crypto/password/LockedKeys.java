package io.countersign.adapters.crypto.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;

import java.util.Random;
import java.util.function.Supplier;

/** What tests do with keys under a password, through the port. */
public final class LockedKeys {

    public static final byte[] MESSAGE = {1, 2, 3};

    /** Quick to open; what the default costs is for a few tests only. */
    public static final int FEW_ITERATIONS = KeyEncryption.MINIMUM_PBKDF2_ITERATIONS;

    private LockedKeys() {}

    /** Opens every form and every key, as these tests of what is read and refused need it. */
    public static PasswordKeyUnlocker unlocker(Supplier<char[]> password) {
        return everyForm(PasswordKeyUnlocker.askingFor(password)).dangerouslyWithoutPublicKey();
    }

    public static PasswordKeyUnlocker unlocker(String password) {
        return unlocker(password::toCharArray);
    }

    public static PasswordKeyUnlocker everyForm(PasswordKeyUnlocker unlocker) {
        return unlocker.withForms(EncryptedKeyForm.PKCS8, EncryptedKeyForm.WEB_CRYPTO, EncryptedKeyForm.WEB_CRYPTO_1);
    }

    /** Opens the key of that public key in every form. */
    public static PasswordKeyUnlocker unlocker(String password, String publicKeyPem) {
        return everyForm(PasswordKeyUnlocker.askingFor(password::toCharArray)).forPublicKey(publicKeyPem).get();
    }

    static Either<SigningFailure, LockedKey> read(String text) {
        return LockedKeyText.read(text, new Sha256(DefaultProvider.instance()));
    }

    static UnlockedKey unlocked(String text, String password) {
        return unlocker(password).unlock(new EncryptedPrivateKey(text)).getOrElseThrow(failure ->
                new AssertionError(failure.toString()));
    }

    public static SigningFailure failureOf(String text, String password) {
        return failureOf(text, password::toCharArray);
    }

    public static SigningFailure failureOf(String text, Supplier<char[]> password) {
        return unlocker(password).unlock(new EncryptedPrivateKey(text)).swap()
                .getOrElseThrow(key -> new AssertionError("opened as " + key));
    }

    public static String encrypted(KeyEncryption encryption, String pem, String password) {
        return encryption.encrypt(pem.toCharArray(), password.toCharArray()).getOrElseThrow(refusal ->
                new AssertionError(refusal.message())).value();
    }

    /** That the text opens with that password as the key of that PEM, and of its public key: openssl verifies. */
    public static void assertOpens(String text, String password, String pem) {
        String publicKey = OpenSsl.publicKeyOf(pem);
        try (UnlockedKey key = unlocker(password, publicKey).unlock(new EncryptedPrivateKey(text)).getOrElseThrow(
                failure -> new AssertionError(failure.toString()))) {
            byte[] signature = key.sign(MESSAGE).getOrElseThrow(failure -> new AssertionError(failure.message()));
            assertThat(OpenSsl.verifies(((JcaSigningKey) key).scheme(), publicKey, MESSAGE, signature))
                    .isTrue();
        }
    }

    /** Of all Unicode, but for what a line of text cannot hold. */
    static String password(Random random) {
        StringBuilder password = new StringBuilder();
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
            int character = random.nextInt(switch (random.nextInt(4)) {
                case 0 -> 0x80;
                case 1 -> 0x800;
                case 2 -> 0x10000;
                default -> Character.MAX_CODE_POINT + 1;
            });
            boolean fits = character != 0 && character != '\n' && character != '\r'
                    && Character.getType(character) != Character.SURROGATE;
            password.appendCodePoint(fits ? character : 'x');
        }
        return password.toString();
    }
}
