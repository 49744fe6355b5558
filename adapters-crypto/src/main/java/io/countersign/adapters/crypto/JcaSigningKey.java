package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.DerivedPublicKey;
import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.encoding.RevealedSchemes;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.function.Function;

/**
 * A signing key behind the Java Cryptography Architecture: from a PEM text, or any {@link PrivateKey} with the provider
 * that signs with it, an HSM's for instance.
 *
 * <pre>{@code
 * char[] pem = …;
 * Either<KeyRefusal, JcaSigningKey> key = JcaSigningKey.fromPem(pem);
 * Arrays.fill(pem, '\0');
 * }</pre>
 *
 * <p>The provider is an instance that the caller chooses, or {@linkplain ProviderPolicy a policy} does; the JVM-wide
 * list of providers is neither asked nor changed. The key is read and checked once, here; signing only signs.
 *
 * <p>Safe for use by several threads, if the provider is: no two use the same {@link Signature} at once, and threads do
 * not wait for each other. A key in software is handed over to a few of these, which are used again; one that stays in a
 * device is handed over for each signature. Text forms show the scheme alone.
 *
 * <p><strong>What can be wiped.</strong> The caller's array stays the caller's, to be wiped at once. What is decoded
 * from it into arrays here is overwritten. What cannot be: the lines and numbers that the PEM and ASN.1 reader makes on
 * the way (strings, {@link java.math.BigInteger}), the copy in a {@link java.security.spec.PKCS8EncodedKeySpec}, and
 * the provider's own key, unless the provider can destroy it; they are left to the garbage collector. Where that is not
 * enough, keep the key in an HSM.
 */
public final class JcaSigningKey implements UnlockedKey {

    private final SignatureScheme scheme;
    private final ProviderPolicy policy;
    private final HeldKey key;
    private final Option<byte[]> publicKey;

    private JcaSigningKey(SignatureScheme scheme, ProviderPolicy policy, HeldKey key, Option<byte[]> publicKey) {
        this.scheme = scheme;
        this.policy = policy;
        this.key = key;
        this.publicKey = publicKey;
    }

    /** The private key in that PEM text, signing with Bouncy Castle. See {@link #fromPem(char[], Provider)}. */
    public static Either<KeyRefusal, JcaSigningKey> fromPem(char[] pem) {
        return fromPem(pem, DefaultProvider.instance());
    }

    /**
     * The private key in that PEM text, signing with that provider.
     *
     * <p>Reads PKCS#8 ({@code PRIVATE KEY}, RFC 5958), SEC 1 ({@code EC PRIVATE KEY}, RFC 5915, also after a block of
     * {@code EC PARAMETERS}; a curve that the key names itself counts more) and PKCS#1 ({@code RSA PRIVATE KEY}, RFC
     * 8017 A.1.2), unencrypted; keys for ECDSA on P-256 and secp256k1, Ed25519, and RSA from 2048 bits. Other text
     * around the key is skipped, certificates and public keys included. A public key <em>inside</em> the private key's
     * block must be its own.
     *
     * @param pem the text, read before this returns and kept nowhere; 65536 characters at most
     * @param provider imports the key and signs with it
     */
    public static Either<KeyRefusal, JcaSigningKey> fromPem(char[] pem, Provider provider) {
        return fromPem(pem, ProviderPolicy.helping(provider));
    }

    /** The same with the provider that the policy has for the key's scheme. */
    public static Either<KeyRefusal, JcaSigningKey> fromPem(char[] pem, ProviderPolicy policy) {
        Objects.requireNonNull(pem, "pem");
        Objects.requireNonNull(policy, "policy");
        return PemPrivateKey.read(pem).flatMap(material -> from(material, policy));
    }

    /** That key, which is wiped here. */
    static Either<KeyRefusal, JcaSigningKey> from(KeyMaterial material, ProviderPolicy policy) {
        SignatureScheme scheme = material.scheme();
        try {
            return policy.signing(scheme).flatMap(provider -> KeyImport.into(provider, material, policy)
                    .map(key -> new HeldKey(key, policy.signatureAlgorithm(scheme), provider)))
                    .map(key -> new JcaSigningKey(scheme, policy, key, material.publicKeys().headOption()));
        } finally {
            material.wipe();
        }
    }

    /**
     * That key, signing with that provider the scheme that the key is for. A key that does not reveal it is refused
     * with {@link KeyRefusal.SchemeNotRecognisable}; then name it: {@link #of(PrivateKey, Provider, SignatureScheme)}.
     *
     * <p>A key that can show its PKCS#8 encoding makes one signature here, over a fixed text, to prove that the
     * provider can; one that does not, as in an HSM, is only handed to the provider. A key that the provider does not
     * take as it is, being another provider's, is imported into it, if it shows its encoding.
     *
     * @param key this signing key's own from now on: {@link #close} destroys it where the provider can
     * @param provider the one that holds the key, or can use it
     */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, Provider provider) {
        return of(key, ProviderPolicy.helping(provider));
    }

    /** The same with the provider that the policy has for the key's scheme. */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, ProviderPolicy policy) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(policy, "policy");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.size() == 1
                ? accepted(key, policy, schemes.head(), Option.none())
                : Either.left(new KeyRefusal.SchemeNotRecognisable()));
    }

    /**
     * That key, signing that scheme with that provider. What the key reveals must not contradict the scheme; if it
     * reveals nothing, as in an HSM, the scheme is taken at the caller's word, and the provider's. Otherwise as
     * {@link #of(PrivateKey, Provider)}.
     *
     * @param key this signing key's own from now on: {@link #close} destroys it where the provider can
     * @param provider the one that holds the key, or can use it
     * @param scheme what the key is registered for
     */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, Provider provider, SignatureScheme scheme) {
        return of(key, ProviderPolicy.helping(provider), scheme);
    }

    /** The same with the provider that the policy has for that scheme. */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, ProviderPolicy policy, SignatureScheme scheme) {
        return of(key, policy, scheme, Option.none());
    }

    /** The same with the public key (X.509 SubjectPublicKeyInfo) that was made together with it. */
    static Either<KeyRefusal, JcaSigningKey> of(
            PrivateKey key, ProviderPolicy policy, SignatureScheme scheme, Option<byte[]> publicKey) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(scheme, "scheme");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.contains(scheme)
                ? accepted(key, policy, scheme, publicKey)
                : Either.left(new KeyRefusal.SchemeDoesNotFit(scheme, schemes)));
    }

    private static Either<KeyRefusal, JcaSigningKey> accepted(
            PrivateKey key, ProviderPolicy policy, SignatureScheme scheme, Option<byte[]> publicKey) {
        return GivenKey.accepted(key, scheme, policy)
                .map(held -> new JcaSigningKey(scheme, policy, held, publicKey));
    }

    /** What this key signs. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** The provider that signs with it. */
    public Provider provider() {
        return key.provider();
    }

    /** Returns the policy that its providers are from. */
    public ProviderPolicy policy() {
        return policy;
    }

    /**
     * Its public key (X.509 SubjectPublicKeyInfo): the one that came with it, or that Bouncy Castle works out where the
     * policy lets it. None if there is no such, or if this was closed.
     */
    public Option<byte[]> publicKey() {
        return ask(its -> publicKey.orElse(() -> policy.support().derivingPublicKeys()
                ? DerivedPublicKey.of(scheme, its)
                : Option.none()));
    }

    /** What that question finds out about the private key, which is not destroyed meanwhile; none if it was closed. */
    <T> Option<T> ask(Function<PrivateKey, Option<T>> question) {
        return key.ask(question);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A closed key, or one that the provider no longer takes, is {@link SigningFailure.KeyUnusable}. Since the
     * provider took the key before, whatever else goes wrong there is told as {@link SigningFailure.KeyUnreachable}: a
     * token that was removed, a session or a service lost.
     */
    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        try {
            byte[] signature = key.sign(message);
            return signature == null ? Either.left(closed()) : Either.right(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException refused) {
            return Either.left(new SigningFailure.KeyUnusable("the provider " + key.provider().getName()
                    + " refused the key (" + Thrown.typeOf(refused)
                    + "). Load the key anew, with the provider that holds it."));
        } catch (Exception | Error failed) {
            return Either.left(new SigningFailure.KeyUnreachable("the provider " + key.provider().getName()
                    + " made no signature (" + Thrown.typeOf(failed)
                    + "). Check that where it keeps the key can be reached, then try again."));
        }
    }

    private static SigningFailure closed() {
        return new SigningFailure.KeyUnusable("this signing key was closed. Load the key anew to sign with it.");
    }

    /**
     * Ends the use of this key: waits for signatures in the making, destroys the key where the provider can, and lets
     * go of it. Every later {@link #sign} is {@link SigningFailure.KeyUnusable}. Closing again does nothing.
     */
    @Override
    public void close() {
        key.letGo();
    }

    @Override
    public String toString() {
        return "JcaSigningKey[" + scheme.joseName() + "]";
    }
}
