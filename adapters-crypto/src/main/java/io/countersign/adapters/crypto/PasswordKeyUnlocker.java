package io.countersign.adapters.crypto;

import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.BadPaddingException;

/**
 * Opens private keys that are encrypted with a password. {@link KeyEncryption} makes them; so do the {@code openssl}
 * command line and a browser. Which of these forms a text has is recognised:
 *
 * <ul>
 * <li><strong>Encrypted PKCS#8</strong> (RFC 5958 §3) with PBES2 (RFC 8018 §6.2): PBKDF2 with HMAC-SHA256 or scrypt
 *     (RFC 7914 §7), and AES-256 in CBC mode. As PEM ({@code ENCRYPTED PRIVATE KEY}), or its DER in base64 (RFC 4648
 *     §4, spaces and line breaks not counted). What {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} and {@code -scrypt}
 *     write.
 * <li><strong>The WebCrypto form</strong>: PBKDF2 with HMAC-SHA256 and AES-256-GCM, as a browser can do both. The six
 *     characters {@code cskey.}, and then in base64url without padding (RFC 4648 §5) the following bytes, <var>s</var>
 *     being the length of the salt and <var>k</var> that of the key.
 * </ul>
 * <table>
 * <caption>The WebCrypto form, version 1</caption>
 * <tr><th>offset</th><th>bytes</th><th>content</th></tr>
 * <tr><td>0</td><td>1</td><td>version: 1</td></tr>
 * <tr><td>1</td><td>4</td><td>iterations of PBKDF2, unsigned, big-endian</td></tr>
 * <tr><td>5</td><td>1</td><td><var>s</var>: 16 to 64, {@link KeyEncryption} writes 16</td></tr>
 * <tr><td>6</td><td><var>s</var></td><td>salt of PBKDF2, random</td></tr>
 * <tr><td>6 + <var>s</var></td><td>12</td><td>initialisation vector (nonce) of AES-GCM, random</td></tr>
 * <tr><td>18 + <var>s</var></td><td><var>k</var></td><td>the key, PKCS#8 in DER, encrypted with AES-256-GCM; bytes 0 to
 *     17 + <var>s</var> are the additional authenticated data</td></tr>
 * <tr><td>18 + <var>s</var> + <var>k</var></td><td>16</td><td>tag of AES-GCM</td></tr>
 * <tr><td>34 + <var>s</var> + <var>k</var></td><td>4</td><td>checksum: the first 4 bytes of the SHA-256 of all bytes
 *     before it</td></tr>
 * </table>
 *
 * <p>The AES key is the 32 bytes that PBKDF2 makes of the password in UTF-8. The password is taken as it is given, not
 * normalised.
 *
 * <p><strong>Failures.</strong> The text is read, and its demands are checked against {@link KeyDerivationLimits},
 * before the password is asked for; what is wrong up to there is {@link SigningFailure.KeyUnreadable}, whatever the
 * password. After that:
 * <ul>
 * <li>No password, or an empty one, or a supplier that throws: {@link SigningFailure.NotConfirmed}.
 * <li>A password that does not open the key: {@link SigningFailure.WrongPassword}. The WebCrypto form has a checksum,
 *     so accidental damage is told apart, and is {@link SigningFailure.KeyUnreadable}; who alters the text on purpose
 *     can still make it look like a wrong password. Encrypted PKCS#8 has none: damage to what is encrypted looks like a
 *     wrong password, unless it leaves a PKCS#8 structure, whose numbers are then wrong.
 * <li>A key that was opened and is refused as {@link JcaSigningKey} refuses keys: {@link SigningFailure.KeyUnusable},
 *     with the message of the {@link KeyRefusal}. So is a provider that does not know the algorithms.
 * </ul>
 *
 * <p><strong>What can be wiped.</strong> The array that the supplier gives is overwritten after use, as are the derived
 * key and the key in the clear. The copies that providers make for themselves, of password and keys, are left to them
 * and to the garbage collector, as is the key's own, until {@link UnlockedKey#close}: see {@link JcaSigningKey}.
 *
 * <p>Safe for use by several threads, if the supplier is; it is asked once by every {@link #unlock}.
 */
public final class PasswordKeyUnlocker implements KeyUnlocker {

    /** The longest text that is read, in characters. */
    public static final int MAXIMUM_TEXT_LENGTH = LockedKeyText.LIMIT;

    private final transient Supplier<char @Nullable []> password;
    private final ProviderPolicy policy;

    private PasswordKeyUnlocker(Supplier<char @Nullable []> password, ProviderPolicy policy) {
        this.password = Objects.requireNonNull(password, "password");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * Opens keys with the password that the supplier gives; Bouncy Castle decrypts them and signs.
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     */
    public static PasswordKeyUnlocker askingFor(Supplier<char @Nullable []> password) {
        return askingFor(password, ProviderPolicy.bouncyCastle());
    }

    /**
     * Opens keys with the password that the supplier gives; that provider decrypts them and signs.
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     */
    public static PasswordKeyUnlocker askingFor(Supplier<char @Nullable []> password, Provider provider) {
        return askingFor(password, provider, provider);
    }

    /**
     * Opens keys with the password that the supplier gives, for providers that do not have everything: the JDK's own
     * are apart for decrypting (SunJCE, which lacks scrypt) and for signing (SunEC, SunRsaSign).
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     * @param decryption derives the key ({@code PBKDF2WithHmacSHA256}; {@code SCRYPT} as Bouncy Castle has it) and
     *     decrypts ({@code AES/CBC/PKCS5Padding}, {@code AES/GCM/NoPadding})
     * @param signing signs with the opened key
     */
    public static PasswordKeyUnlocker askingFor(
            Supplier<char @Nullable []> password, Provider decryption, Provider signing) {
        Objects.requireNonNull(decryption, "decryption");
        return askingFor(password, ProviderPolicy.helping(signing, decryption));
    }

    /**
     * Opens keys with the password that the supplier gives, with the providers of that policy.
     *
     * @param password gives a new array each time, which is overwritten after use; null or empty if there is none
     */
    public static PasswordKeyUnlocker askingFor(Supplier<char @Nullable []> password, ProviderPolicy policy) {
        return new PasswordKeyUnlocker(password, policy);
    }

    @Override
    public Either<SigningFailure, UnlockedKey> unlock(EncryptedPrivateKey encryptedPrivateKey) {
        Objects.requireNonNull(encryptedPrivateKey, "encryptedPrivateKey");
        return LockedKeyText.read(encryptedPrivateKey.value(), policy.support().sha256())
                .flatMap(locked -> Password.from(password)
                        .flatMap(given -> decrypted(locked, given))
                        .flatMap(pkcs8 -> signingKey(pkcs8, locked.mode())));
    }

    private Either<SigningFailure, byte[]> decrypted(LockedKey locked, Password given) {
        Provider decryption = policy.support().secrets();
        try (given) {
            return Password.isText(given.characters())
                    ? Either.right(locked.opened(given.characters(), decryption))
                    : Either.left(new SigningFailure.WrongPassword());
        } catch (BadPaddingException doesNotOpen) {
            return Either.left(new SigningFailure.WrongPassword());
        } catch (ScryptMemory.Exhausted notNow) {
            return Either.left(new SigningFailure.KeyUnreachable(
                    "this JVM has not enough memory now to open the private key (scrypt). Try again, or give it more."));
        } catch (GeneralSecurityException | RuntimeException | AssertionError | LinkageError refused) {
            return Either.left(new SigningFailure.KeyUnusable("the provider " + decryption.getName()
                    + " cannot decrypt the private key (" + refused.getClass().getName()
                    + "). Give one that knows PBKDF2 or scrypt, as the key has it, and AES-256. One in FIPS-approved "
                    + "mode opens no key with a password under 14 bytes or a salt under 16."));
        }
    }

    private Either<SigningFailure, UnlockedKey> signingKey(byte[] pkcs8, AesMode mode) {
        try {
            PrivateKeyInfo key = Objects.requireNonNull(
                    PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(pkcs8)), "PKCS#8");
            return read(key).flatMap(material -> JcaSigningKey.from(material, policy))
                    .bimap(PasswordKeyUnlocker::failure, UnlockedKey.class::cast);
        } catch (IOException | RuntimeException | StackOverflowError noPkcs8) {
            return Either.left(mode == AesMode.CBC
                    ? new SigningFailure.WrongPassword()
                    : failure(new KeyRefusal.Damaged()));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static Either<KeyRefusal, KeyMaterial> read(PrivateKeyInfo key) {
        try {
            return KeyReading.of(key, Option.none());
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            return Either.left(new KeyRefusal.Damaged());
        }
    }

    private static SigningFailure failure(KeyRefusal refusal) {
        return refusal instanceof KeyRefusal.Damaged
                ? new SigningFailure.KeyUnreadable("the password opens the encrypted private key, but what is inside "
                        + "is no private key in PKCS#8. Encrypt and register the key anew.")
                : new SigningFailure.KeyUnusable(refusal.message());
    }

    @Override
    public String toString() {
        return "PasswordKeyUnlocker[" + policy.support().secrets().getName() + "]";
    }
}
