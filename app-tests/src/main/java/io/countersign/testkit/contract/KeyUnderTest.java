package io.countersign.testkit.contract;

import io.countersign.ports.outbound.SigningKey;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.security.PublicKey;
import java.util.Objects;

/**
 * A signing key that is held to its contract, with the public key that its signatures are to verify under. Immutable;
 * shows neither in text form.
 */
public final class KeyUnderTest {

    private final SigningKey key;
    private final VerifyingKey publicKey;
    private final Seq<String> secrets;

    private KeyUnderTest(SigningKey key, VerifyingKey publicKey, Seq<String> secrets) {
        this.key = Objects.requireNonNull(key, "key");
        this.publicKey = publicKey;
        this.secrets = secrets;
    }

    /**
     * That key, and its public key as it is registered with the API.
     *
     * @param publicKeyPem as {@code openssl pkey -pubout} writes it ({@code BEGIN PUBLIC KEY}): EC on P-256 or
     *     secp256k1, Ed25519, or RSA
     * @throws IllegalArgumentException if that is no such key
     */
    public static KeyUnderTest of(SigningKey key, String publicKeyPem) {
        return new KeyUnderTest(
                key, PublicKeys.ofPem(Objects.requireNonNull(publicKeyPem, "publicKeyPem")), List.empty());
    }

    /**
     * The same with a public key of the JCA, of any provider that shows its X.509 encoding.
     *
     * @throws IllegalArgumentException if that is no key that the API takes
     */
    public static KeyUnderTest of(SigningKey key, PublicKey publicKey) {
        byte[] encoded = Objects.requireNonNull(publicKey, "publicKey").getEncoded();
        return new KeyUnderTest(key, PublicKeys.ofDer(Objects.requireNonNull(encoded, "encoded")), List.empty());
    }

    /** The same, and what must not show in any text form: the PEM that it was made from, a PIN, an access token. */
    public KeyUnderTest hiding(String... secretTexts) {
        return new KeyUnderTest(key, publicKey, secrets.appendAll(List.of(secretTexts)));
    }

    SigningKey key() {
        return key;
    }

    VerifyingKey publicKey() {
        return publicKey;
    }

    Secrets secrets() {
        return Secrets.of(secrets);
    }

    @Override
    public String toString() {
        return "KeyUnderTest[" + publicKey.getClass().getSimpleName() + "]";
    }
}
