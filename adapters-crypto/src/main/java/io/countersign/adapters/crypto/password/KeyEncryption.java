package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.encoding.Password;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.encoding.PortablePkcs8;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.KeyRefusedException;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.vavr.control.Either;

import java.math.BigInteger;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * Encrypts a private key with a password, to be registered as the {@code encryptedPrivateKey} of a
 * {@code PasswordProtectedKey} and opened by a {@link PasswordKeyUnlocker}, which describes the forms.
 *
 * <pre>{@code
 * Either<KeyRefusal, EncryptedPrivateKey> registered = KeyEncryption.authenticated().encrypt(pem, password);
 * }</pre>
 *
 * <p>The defaults are those of OWASP's Password Storage Cheat Sheet: 600,000 iterations of PBKDF2 with HMAC-SHA256; for
 * scrypt N = 2^14, r = 8, p = 5, which {@code openssl} opens too, with its limit of 32 MiB. Salt and initialisation
 * vector are new each time, from the platform's {@link java.security.SecureRandom}.
 *
 * <p>Only an empty password is refused. Whoever has the text can try any number of passwords, so the application should
 * demand a good one.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class KeyEncryption {

    /** The default number of iterations of PBKDF2. */
    public static final int DEFAULT_PBKDF2_ITERATIONS = 600_000;

    /** The lowest number of iterations of PBKDF2 (RFC 8018 §4.2). Keys with fewer are opened. */
    public static final int MINIMUM_PBKDF2_ITERATIONS = 1_000;

    /** The lowest cost N of scrypt. Keys with a lower one are opened. */
    public static final int MINIMUM_SCRYPT_COST = 1_024;

    private static final int SALT_BYTES = 16;

    private final EncryptedKeyForm form;
    private final Function<byte[], Either<String, KeyDerivation>> derivation;
    private final ProviderPolicy policy;

    private KeyEncryption(EncryptedKeyForm form, Function<byte[], Either<String, KeyDerivation>> derivation,
            ProviderPolicy policy) {
        this.form = form;
        this.derivation = derivation;
        this.policy = policy;
    }

    /**
     * Returns the encryption to use unless another program has to open the key: the WebCrypto form, which is
     * authenticated, with {@value #DEFAULT_PBKDF2_ITERATIONS} iterations of PBKDF2.
     */
    public static KeyEncryption authenticated() {
        return authenticated(DEFAULT_PBKDF2_ITERATIONS);
    }

    /**
     * Returns the encryption in the WebCrypto form.
     *
     * @param iterations of PBKDF2; {@link #encrypt} refuses a number that is not allowed
     */
    public static KeyEncryption authenticated(int iterations) {
        return new KeyEncryption(EncryptedKeyForm.WEB_CRYPTO, pbkdf2(iterations), ProviderPolicy.bouncyCastle());
    }

    /**
     * Returns the encryption as PKCS#8 in PEM, with {@value #DEFAULT_PBKDF2_ITERATIONS} iterations of PBKDF2. Not
     * authenticated: a {@link PasswordKeyUnlocker} opens it for its registered public key only.
     */
    public static KeyEncryption pkcs8() {
        return pkcs8(DEFAULT_PBKDF2_ITERATIONS);
    }

    /**
     * Returns the encryption as PKCS#8 in PEM.
     *
     * @param iterations of PBKDF2; {@link #encrypt} refuses a number that is not allowed
     */
    public static KeyEncryption pkcs8(int iterations) {
        return new KeyEncryption(EncryptedKeyForm.PKCS8, pbkdf2(iterations), ProviderPolicy.bouncyCastle());
    }

    /** Returns the encryption as PKCS#8 in PEM, with scrypt: N = 2<sup>14</sup>, r = 8, p = 5. */
    public static KeyEncryption pkcs8Scrypt() {
        return pkcs8Scrypt(1 << 14, 8, 5);
    }

    /**
     * Returns the encryption as PKCS#8 in PEM, with scrypt. {@link #encrypt} refuses a cost that is not allowed.
     *
     * @param n the cost, a power of two; it needs 128 · n · r bytes of memory, and openssl opens up to 32 MiB
     * @param r the block size
     * @param p the parallelization
     */
    public static KeyEncryption pkcs8Scrypt(int n, int r, int p) {
        return new KeyEncryption(EncryptedKeyForm.PKCS8, salt -> n < MINIMUM_SCRYPT_COST
                ? Either.left("it asks scrypt for the cost (N) " + n + ", where " + MINIMUM_SCRYPT_COST
                        + " is the lowest")
                : KeyDerivationLimits.scrypt(
                        BigInteger.valueOf(n), BigInteger.valueOf(r), BigInteger.valueOf(p), salt),
                ProviderPolicy.bouncyCastle());
    }

    private static Function<byte[], Either<String, KeyDerivation>> pbkdf2(int iterations) {
        return salt -> iterations < MINIMUM_PBKDF2_ITERATIONS
                ? Either.left("it asks for " + iterations + " iterations of PBKDF2, where " + MINIMUM_PBKDF2_ITERATIONS
                        + " are the fewest")
                : KeyDerivationLimits.pbkdf2(BigInteger.valueOf(iterations), salt);
    }

    /**
     * Returns this encryption with other providers. Default: {@link ProviderPolicy#bouncyCastle()}.
     *
     * @param policy names the provider that encrypts and the one that signs, to prove that the key does. Salt and
     *     initialisation vector come from its randomness, if it has a source of its own
     */
    public KeyEncryption withProviders(ProviderPolicy policy) {
        return new KeyEncryption(form, derivation, Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Encrypts the private key in a PEM text with a password. The key is read and checked as
     * {@link JcaSigningKey#fromPem(char[])} does.
     *
     * @param pem the unencrypted key. It is not kept: the caller overwrites it
     * @param password not empty, taken in UTF-8 as it is, not normalised. It is not kept: the caller overwrites it
     * @return the encrypted key, or why there is none
     */
    public Either<KeyRefusal, EncryptedPrivateKey> encrypt(char[] pem, char[] password) {
        Objects.requireNonNull(pem, "pem");
        Objects.requireNonNull(password, "password");
        if (password.length == 0) {
            return Either.left(KeyRefusal.of(Kind.EMPTY_PASSWORD));
        }
        if (!Password.isText(password)) {
            return Either.left(KeyRefusal.of(Kind.PASSWORD_NOT_TEXT));
        }
        return random(SALT_BYTES)
                .flatMap(salt -> derivation.apply(salt).mapLeft(reason -> KeyRefusal.of(Kind.COST_NOT_ALLOWED, reason)))
                .flatMap(derived -> random(form.ivBytes())
                        .flatMap(iv -> signingKey(pem).flatMap(pkcs8 -> locked(pkcs8, derived, iv, password))))
                .flatMap(this::text);
    }

    /**
     * Encrypts the private key in a PEM text with a password.
     *
     * @throws KeyRefusedException if {@link #encrypt} refuses
     */
    public EncryptedPrivateKey encryptOrThrow(char[] pem, char[] password) {
        return KeyRefusedException.valueOrThrow(encrypt(pem, password));
    }

    /** Returns the key in the encoding to encrypt, after it has signed. */
    private Either<KeyRefusal, byte[]> signingKey(char[] pem) {
        return PemPrivateKey.read(pem).flatMap(material -> {
            byte[] pkcs8 = PortablePkcs8.of(material, policy.support().derivingPublicKeys());
            return JcaSigningKey.from(material, policy)
                    .peek(JcaSigningKey::close)
                    .peekLeft(refused -> Arrays.fill(pkcs8, (byte) 0))
                    .map(accepted -> pkcs8);
        });
    }

    private Either<KeyRefusal, LockedKey> locked(
            byte[] pkcs8, KeyDerivation derived, byte[] iv, char[] password) {
        Provider provider = policy.support().secrets();
        try {
            byte[] header = derived instanceof KeyDerivation.Pbkdf2 pbkdf2 && form == EncryptedKeyForm.WEB_CRYPTO
                    ? WebCryptoForm.header(pbkdf2, iv)
                    : Pbes2.NO_HEADER;
            return Either.right(LockedKey.locking(pkcs8, form, derived, iv, header, password, provider));
        } catch (InterruptibleDerivation.Interrupted cancelled) {
            return Either.left(KeyRefusal.of(Kind.CANCELLED));
        } catch (Exception | Error refused) {
            return Either.left(refusal(provider.getName(), refused));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private Either<KeyRefusal, EncryptedPrivateKey> text(LockedKey key) {
        Sha256 sha256 = policy.support().sha256();
        Either<KeyRefusal, String> text = form == EncryptedKeyForm.WEB_CRYPTO
                ? WebCryptoForm.text(key, sha256).mapLeft(fault -> refusal(sha256.provider().getName(), fault))
                : Either.right(Pbes2.pem(key));
        return text.map(EncryptedPrivateKey::new);
    }

    private Either<KeyRefusal, byte[]> random(int bytes) {
        try {
            byte[] random = new byte[bytes];
            policy.support().random().nextBytes(random);
            return Either.right(random);
        } catch (Exception | Error refused) {
            return Either.left(refusal(
                    policy.support().randomness().map(Provider::getName).getOrElse("of the platform"), refused));
        }
    }

    private static KeyRefusal refusal(String provider, Throwable refused) {
        return KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, provider, Thrown.typeOf(refused));
    }
}
