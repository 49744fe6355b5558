package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedConcurrency;
import io.countersign.contracts.support.MessageLimit;
import io.countersign.contracts.support.PublicKeys;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.ports.outbound.SigningKey;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;

/**
 * A signing key under test, with the public key that its signatures are verified with. Immutable; {@code toString}
 * shows neither.
 */
public final class KeyUnderTest {

    private final SigningKey key;
    private final VerifyingKey publicKey;
    private final Secrets secrets;
    private final MessageLimit limit;
    private final int mostAtOnce;

    private KeyUnderTest(
            SigningKey key, VerifyingKey publicKey, Secrets secrets, MessageLimit limit, int mostAtOnce) {
        this.key = Objects.requireNonNull(key, "key");
        this.publicKey = publicKey;
        this.secrets = secrets;
        this.limit = limit;
        this.mostAtOnce = mostAtOnce;
    }

    private KeyUnderTest(SigningKey key, VerifyingKey publicKey) {
        this(key, publicKey, Secrets.undeclared(), MessageLimit.NONE, Contention.THREADS);
    }

    /**
     * Returns a key under test.
     *
     * @param key the key
     * @param publicKeyPem its public key as registered with the API, as {@code openssl pkey -pubout} writes it ({@code
     *     BEGIN PUBLIC KEY}): EC on P-256 or secp256k1, Ed25519, or RSA
     * @return the key under test
     * @throws IllegalArgumentException if the text is not such a public key
     */
    public static KeyUnderTest of(SigningKey key, String publicKeyPem) {
        return new KeyUnderTest(key, PublicKeys.ofPem(Objects.requireNonNull(publicKeyPem, "publicKeyPem")));
    }

    /**
     * Returns a key under test.
     *
     * @param key the key
     * @param publicKey its public key, of any provider that returns its X.509 encoding
     * @return the key under test
     * @throws IllegalArgumentException if the API does not support such a public key
     */
    public static KeyUnderTest of(SigningKey key, PublicKey publicKey) {
        byte[] encoded = Objects.requireNonNull(publicKey, "publicKey").getEncoded();
        return new KeyUnderTest(key, PublicKeys.ofDer(Objects.requireNonNull(encoded, "encoded")));
    }

    /**
     * Returns a copy with more secrets that must not appear in any text form, such as the private key's PEM, a PIN or
     * an access token.
     *
     * @param secretTexts the secrets
     * @return the changed copy
     */
    public KeyUnderTest hiding(String... secretTexts) {
        return new KeyUnderTest(key, publicKey, secrets.besides(secretTexts).complete(), limit, mostAtOnce);
    }

    /**
     * Returns a copy with one more secret, given as bytes, such as {@link java.security.PrivateKey#getEncoded} returns.
     *
     * @param secretBytes the secret
     * @return the changed copy
     */
    public KeyUnderTest hiding(byte[] secretBytes) {
        return new KeyUnderTest(key, publicKey, secrets.besides(secretBytes).complete(), limit, mostAtOnce);
    }

    /**
     * Returns a copy that declares that this process holds no secret: neither the private key nor credentials for it.
     *
     * @return the changed copy
     */
    public KeyUnderTest hidingNothing() {
        return new KeyUnderTest(key, publicKey, secrets.complete(), limit, mostAtOnce);
    }

    /**
     * Returns a copy with a limit on the length of messages. Some remote keys have one: Ed25519 needs the whole
     * message, and a KMS accepts a few thousand bytes. The key must refuse longer messages or sign them correctly.
     *
     * @param bytes 512 or more
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is too low for a challenge's client data
     */
    public KeyUnderTest maxMessageBytes(int bytes) {
        return new KeyUnderTest(key, publicKey, secrets, MessageLimit.upTo(bytes), mostAtOnce);
    }

    /**
     * Returns a copy with a limit on concurrent calls, for a token with few sessions or a service that throttles. Calls
     * beyond it may fail, but only with a retryable failure, and not permanently.
     *
     * @param threads 1 or more
     * @return the changed copy
     * @throws IllegalArgumentException if the limit is not positive
     */
    public KeyUnderTest maxConcurrentCalls(int threads) {
        return new KeyUnderTest(key, publicKey, secrets, limit, LimitedConcurrency.checked(threads));
    }

    SigningKey key() {
        return key;
    }

    VerifyingKey publicKey() {
        return publicKey;
    }

    MessageLimit limit() {
        return limit;
    }

    LimitedConcurrency concurrency(int each, int mostEach, Duration longest) {
        return new LimitedConcurrency(mostAtOnce, each, mostEach, longest);
    }

    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "KeyUnderTest[" + publicKey.getClass().getSimpleName() + "]";
    }
}
