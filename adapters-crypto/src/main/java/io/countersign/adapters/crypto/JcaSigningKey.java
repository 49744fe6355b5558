package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.DerivedPublicKey;
import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.PemFile;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.encoding.RevealedSchemes;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.KeyRefusedException;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.function.Function;

/**
 * A signing key that signs through the Java Cryptography Architecture: read from a PEM text, or any {@link PrivateKey}
 * with the provider that signs with it, an HSM's for instance.
 *
 * <pre>{@code
 * Either<KeyRefusal, JcaSigningKey> key = JcaSigningKey.fromPemFile(Path.of("key.pem"));
 * }</pre>
 *
 * <p>{@link ProviderPolicy} names the providers; the JVM-wide list of providers is neither asked nor changed. The key
 * is read and checked once, when it is made; signing only signs.
 *
 * <p>Safe for use by several threads, if the provider is: no two use the same {@link Signature} at once, and no thread
 * waits for the signature of another. {@link #toString} shows the scheme alone.
 *
 * <p><strong>Wiping.</strong> Arrays that are made while a key is read are overwritten. What cannot be overwritten is
 * left to the garbage collector: numbers that the ASN.1 reader makes ({@link java.math.BigInteger}), the copy in a
 * {@link java.security.spec.PKCS8EncodedKeySpec}, and the provider's own key, unless the provider can destroy it. Where
 * that is not enough, keep the key in an HSM.
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

    /**
     * Reads a private key from a PEM file; Bouncy Castle signs. See {@link #fromPem(char[], ProviderPolicy)}.
     *
     * @param file PEM in UTF-8 (or UTF-16 with its byte order mark), or DER; at most 65536 bytes long. What is read
     *     from it is overwritten
     * @return the key, or why it is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> fromPemFile(Path file) {
        return fromPemFile(file, ProviderPolicy.bouncyCastle());
    }

    /**
     * Reads a private key from a PEM file. See {@link #fromPem(char[], ProviderPolicy)}.
     *
     * @param file PEM in UTF-8 (or UTF-16 with its byte order mark), or DER; at most 65536 bytes long. What is read
     *     from it is overwritten
     * @param policy names the provider that signs
     * @return the key, or why it is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> fromPemFile(Path file, ProviderPolicy policy) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(policy, "policy");
        return PemFile.read(file, pem -> fromPem(pem, policy));
    }

    /**
     * Reads a private key from a PEM file; Bouncy Castle signs.
     *
     * @throws KeyRefusedException if {@link #fromPemFile(Path)} refuses it
     */
    public static JcaSigningKey fromPemFileOrThrow(Path file) {
        return KeyRefusedException.valueOrThrow(fromPemFile(file));
    }

    /**
     * Reads a private key from a PEM text; Bouncy Castle signs. See {@link #fromPem(char[], ProviderPolicy)}.
     *
     * @param pem at most 65536 characters long. It is not kept: the caller overwrites it
     * @return the key, or why it is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> fromPem(char[] pem) {
        return fromPem(pem, ProviderPolicy.bouncyCastle());
    }

    /**
     * Reads a private key from a PEM text.
     *
     * <p>Reads PKCS#8 ({@code PRIVATE KEY}, RFC 5958), SEC 1 ({@code EC PRIVATE KEY}, RFC 5915, also after a block of
     * {@code EC PARAMETERS}; a curve that the key names itself takes precedence) and PKCS#1 ({@code RSA PRIVATE KEY},
     * RFC 8017 A.1.2), unencrypted, each under the label of another as well; keys for ECDSA on P-256 and secp256k1,
     * Ed25519, and RSA from 2048 bits. Text around the key is skipped, certificates and public keys included. A public
     * key <em>inside</em> the block of the private key must belong to it.
     *
     * @param pem at most 65536 characters long. It is not kept: the caller overwrites it
     * @param policy names the provider that signs
     * @return the key, or why it is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> fromPem(char[] pem, ProviderPolicy policy) {
        Objects.requireNonNull(pem, "pem");
        Objects.requireNonNull(policy, "policy");
        return PemPrivateKey.read(pem).flatMap(material -> from(material, policy));
    }

    /**
     * Reads a private key from a PEM text; Bouncy Castle signs.
     *
     * @throws KeyRefusedException if {@link #fromPem(char[])} refuses it
     */
    public static JcaSigningKey fromPemOrThrow(char[] pem) {
        return KeyRefusedException.valueOrThrow(fromPem(pem));
    }

    /** Makes a signing key of that material, and wipes it. For this module, which does not export the type. */
    @SuppressWarnings("exports")
    public static Either<KeyRefusal, JcaSigningKey> from(KeyMaterial material, ProviderPolicy policy) {
        SignatureScheme scheme = material.scheme();
        try {
            return policy.importing(scheme).flatMap(provider -> KeyImport.into(provider, material, policy)
                    .map(key -> new HeldKey(key, policy.signatureAlgorithm(scheme), provider)))
                    .map(key -> new JcaSigningKey(scheme, policy, key, material.publicKeys().headOption()));
        } finally {
            material.wipe();
        }
    }

    /**
     * Makes a signing key of a private key that shows its scheme. A key that does not is refused with
     * {@link KeyRefusal.Kind#SCHEME_NOT_RECOGNISABLE}: then name the scheme
     * ({@link #of(PrivateKey, ProviderPolicy, SignatureScheme)}).
     *
     * <p>A key that shows its PKCS#8 encoding makes one signature now, over a fixed text, to prove that the provider
     * signs with it. A key that does not, as in an HSM, is only handed to the provider. A key of another provider is
     * imported, if it shows its encoding.
     *
     * @param key belongs to the signing key from now on: {@link #close} destroys it where the provider can
     * @param policy names the provider that holds the key or signs with it
     * @return the signing key, or why the key is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, ProviderPolicy policy) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(policy, "policy");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.size() == 1
                ? accepted(key, policy, schemes.head(), Option.none())
                : Either.left(KeyRefusal.of(Kind.SCHEME_NOT_RECOGNISABLE)));
    }

    /**
     * Makes a signing key of a private key for that scheme, in the way of {@link #of(PrivateKey, ProviderPolicy)}. What
     * the key shows of itself must not contradict the scheme; if it shows nothing, as in an HSM, the caller and the
     * provider are trusted.
     *
     * @param key belongs to the signing key from now on: {@link #close} destroys it where the provider can
     * @param policy names the provider that holds the key or signs with it
     * @param scheme the scheme that the key is registered for
     * @return the signing key, or why the key is refused
     */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, ProviderPolicy policy, SignatureScheme scheme) {
        return of(key, policy, scheme, Option.none());
    }

    /** Generates a private key with Bouncy Castle. See {@link #generate(SignatureScheme, ProviderPolicy)}. */
    public static Either<KeyRefusal, JcaSigningKey> generate(SignatureScheme scheme) {
        return generate(scheme, ProviderPolicy.bouncyCastle());
    }

    /**
     * Generates a private key with the randomness of its provider. It cannot be exported: to keep a key, use
     * {@link NewKeyPair}.
     *
     * @param scheme the scheme to sign; RSA keys have 3072 bits
     * @param policy names the provider
     * @return the signing key, or why there is none
     */
    public static Either<KeyRefusal, JcaSigningKey> generate(SignatureScheme scheme, ProviderPolicy policy) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(policy, "policy");
        return GeneratedKey.pair(scheme, policy).flatMap(pair ->
                of(pair.getPrivate(), policy, scheme, Option.of(pair.getPublic().getEncoded()))
                        .peekLeft(refused -> HeldKey.destroyed(pair.getPrivate())));
    }

    /** Makes a signing key of a private key whose public key (X.509 SubjectPublicKeyInfo) is known. */
    private static Either<KeyRefusal, JcaSigningKey> of(
            PrivateKey key, ProviderPolicy policy, SignatureScheme scheme, Option<byte[]> publicKey) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(scheme, "scheme");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.contains(scheme)
                ? accepted(key, policy, scheme, publicKey)
                : Either.left(KeyRefusal.of(Kind.SCHEME_DOES_NOT_FIT,
                        scheme.joseName(), schemes.map(SignatureScheme::joseName).mkString(" or "))));
    }

    private static Either<KeyRefusal, JcaSigningKey> accepted(
            PrivateKey key, ProviderPolicy policy, SignatureScheme scheme, Option<byte[]> publicKey) {
        return GivenKey.accepted(key, scheme, policy)
                .map(held -> new JcaSigningKey(scheme, policy, held, publicKey));
    }

    /** Returns the scheme that this key signs. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** Returns the provider that signs with this key. */
    public Provider provider() {
        return DefaultProvider.whole(key.provider());
    }

    /** Returns the policy that this key was made with. */
    public ProviderPolicy policy() {
        return policy;
    }

    /**
     * Returns the public key (X.509 SubjectPublicKeyInfo) that came with this key, or that Bouncy Castle derives where
     * the policy allows it.
     *
     * @return the DER; none if neither is possible, or if this key is closed
     */
    public Option<byte[]> publicKey() {
        return ask(its -> publicKey.orElse(() -> policy.support().derivingPublicKeys()
                ? DerivedPublicKey.of(scheme, its)
                : Option.none()));
    }

    /** Asks the private key, which is not destroyed meanwhile. Returns none if this key is closed. */
    <T> Option<T> ask(Function<PrivateKey, Option<T>> question) {
        return key.ask(question);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A closed key, or one that the provider no longer takes, fails with {@link SigningFailure.Kind#KEY_UNUSABLE}.
     * Since the provider took the key before, every other exception is {@link SigningFailure.Kind#KEY_UNREACHABLE}: a
     * token that was removed, or a session or a service that was lost.
     */
    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        try {
            byte[] signature = key.sign(message);
            return signature == null ? Either.left(closed()) : Either.right(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException refused) {
            return Either.left(SigningFailure.keyUnusable("the provider " + key.provider().getName()
                    + " refused the key (" + Thrown.typeOf(refused)
                    + "). Load the key anew, with the provider that holds it."));
        } catch (Exception | Error failed) {
            return Either.left(SigningFailure.keyUnreachable("the provider " + key.provider().getName()
                    + " made no signature (" + Thrown.typeOf(failed)
                    + "). Check that where it keeps the key can be reached, then try again."));
        }
    }

    private static SigningFailure closed() {
        return SigningFailure.keyUnusable("this signing key was closed. Load the key anew to sign with it.");
    }

    /**
     * Closes this key: waits for signatures that are being made, then destroys the private key where the provider can.
     * Every later {@link #sign} fails with {@link SigningFailure.Kind#KEY_UNUSABLE}. Closing again does nothing.
     */
    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "JcaSigningKey[" + scheme.joseName() + "]";
    }
}
