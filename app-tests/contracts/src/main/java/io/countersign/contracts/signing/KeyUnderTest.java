package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.Crowd;
import io.countersign.contracts.support.MessageLimit;
import io.countersign.contracts.support.PublicKeys;
import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.ports.outbound.SigningKey;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Objects;

/**
 * A signing key that is held to its contract, with the public key that its signatures are to verify under. Immutable;
 * shows neither in text form.
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
        this(key, publicKey, Secrets.unsaid(), MessageLimit.NONE, Contention.THREADS);
    }

    /**
     * That key, and its public key as it is registered with the API.
     *
     * @param publicKeyPem as {@code openssl pkey -pubout} writes it ({@code BEGIN PUBLIC KEY}): EC on P-256 or
     *     secp256k1, Ed25519, or RSA
     * @throws IllegalArgumentException if that is no such key
     */
    public static KeyUnderTest of(SigningKey key, String publicKeyPem) {
        return new KeyUnderTest(key, PublicKeys.ofPem(Objects.requireNonNull(publicKeyPem, "publicKeyPem")));
    }

    /**
     * The same with a public key of the JCA, of any provider that shows its X.509 encoding.
     *
     * @throws IllegalArgumentException if that is no key that the API takes
     */
    public static KeyUnderTest of(SigningKey key, PublicKey publicKey) {
        byte[] encoded = Objects.requireNonNull(publicKey, "publicKey").getEncoded();
        return new KeyUnderTest(key, PublicKeys.ofDer(Objects.requireNonNull(encoded, "encoded")));
    }

    /** The same, and what must not show in any text form: the PEM that it was made from, a PIN, an access token. */
    public KeyUnderTest hiding(String... secretTexts) {
        return new KeyUnderTest(key, publicKey, secrets.besides(secretTexts).complete(), limit, mostAtOnce);
    }

    /** The same with the bytes of a secret, such as those that {@link java.security.PrivateKey#getEncoded} gives. */
    public KeyUnderTest hiding(byte[] secretBytes) {
        return new KeyUnderTest(key, publicKey, secrets.besides(secretBytes).complete(), limit, mostAtOnce);
    }

    /** The same where this process holds no secret that could show: the key is elsewhere, and so is what opens it. */
    public KeyUnderTest hidingNothing() {
        return new KeyUnderTest(key, publicKey, secrets.complete(), limit, mostAtOnce);
    }

    /**
     * The same for a key that takes no longer messages: Ed25519 has them sent whole to where the key is, and a KMS
     * takes some thousand bytes only. What is longer it has to refuse, or sign all the same.
     *
     * @param bytes 512 or more
     * @throws IllegalArgumentException if they are fewer, and so too few for a challenge's client data
     */
    public KeyUnderTest upTo(int bytes) {
        return new KeyUnderTest(key, publicKey, secrets, MessageLimit.upTo(bytes), mostAtOnce);
    }

    /**
     * The same for a key whose place takes no more calls at once, such as a token with few sessions, or a service that
     * throttles. More may be refused, but only with a failure after which repeating can help, and never for good.
     *
     * @param threads 1 or more
     * @throws IllegalArgumentException if they are fewer
     */
    public KeyUnderTest atMostAtOnce(int threads) {
        return new KeyUnderTest(key, publicKey, secrets, limit, Crowd.checked(threads));
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

    Crowd crowd(int each, int mostEach, Duration longest) {
        return new Crowd(mostAtOnce, each, mostEach, longest);
    }

    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "KeyUnderTest[" + publicKey.getClass().getSimpleName() + "]";
    }
}
