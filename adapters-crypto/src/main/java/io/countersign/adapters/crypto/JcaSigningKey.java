package io.countersign.adapters.crypto;

import io.countersign.ports.outbound.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import javax.security.auth.DestroyFailedException;

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
 * <p>The provider is an instance that the caller chooses; the JVM-wide list of providers is neither asked nor changed.
 * The key is read and checked once, here; signing only signs.
 *
 * <p>Safe for use by several threads, if the provider is: each signature is made by a {@link Signature} of its own,
 * which costs little beside the signature, and threads do not wait for each other. Text forms show the scheme alone.
 *
 * <p><strong>What can be wiped.</strong> The caller's array stays the caller's, to be wiped at once. What is decoded
 * from it into arrays here is overwritten. What cannot be: the lines and numbers that the PEM and ASN.1 reader makes on
 * the way (strings, {@link java.math.BigInteger}), the copy in a {@link java.security.spec.PKCS8EncodedKeySpec}, and
 * the provider's own key, unless the provider can destroy it; they are left to the garbage collector. Where that is not
 * enough, keep the key in an HSM.
 */
public final class JcaSigningKey implements UnlockedKey {

    private final SignatureScheme scheme;
    private final Provider provider;
    /** Reading: signing. Writing: closing, so that no signature is made from a key that is half destroyed. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicReference<@Nullable PrivateKey> key;

    private JcaSigningKey(SignatureScheme scheme, Provider provider, PrivateKey key) {
        this.scheme = scheme;
        this.provider = provider;
        this.key = new AtomicReference<>(key);
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
        Objects.requireNonNull(pem, "pem");
        Objects.requireNonNull(provider, "provider");
        return PemPrivateKey.read(pem).flatMap(material -> from(material, provider));
    }

    /** That key, which is wiped here. */
    static Either<KeyRefusal, JcaSigningKey> from(KeyMaterial material, Provider provider) {
        try {
            return KeyImport.into(provider, material)
                    .map(key -> new JcaSigningKey(material.scheme(), provider, key));
        } finally {
            material.wipe();
        }
    }

    /**
     * That key, signing with that provider the scheme that the key is for. A key that does not reveal it is refused
     * with {@link KeyRefusal.SchemeNotRecognisable}; then name it: {@link #of(PrivateKey, Provider, SignatureScheme)}.
     *
     * <p>A key that can show its PKCS#8 encoding makes one signature here, over a fixed text, to prove that the
     * provider can; one that does not, as in an HSM, is only handed to the provider.
     *
     * @param key this signing key's own from now on: {@link #close} destroys it where the provider can
     * @param provider the one that holds the key, or can use it
     */
    public static Either<KeyRefusal, JcaSigningKey> of(PrivateKey key, Provider provider) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(provider, "provider");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.size() == 1
                ? accepted(key, provider, schemes.head())
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
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(scheme, "scheme");
        return RevealedSchemes.of(key).flatMap(schemes -> schemes.contains(scheme)
                ? accepted(key, provider, scheme)
                : Either.left(new KeyRefusal.SchemeDoesNotFit(scheme, schemes)));
    }

    private static Either<KeyRefusal, JcaSigningKey> accepted(
            PrivateKey key, Provider provider, SignatureScheme scheme) {
        return KeyProbe.accepted(key, scheme, provider)
                .map(signing -> new JcaSigningKey(scheme, provider, signing));
    }

    /** What this key signs. */
    public SignatureScheme scheme() {
        return scheme;
    }

    Provider provider() {
        return provider;
    }

    /** What that question finds out about the private key, which is not destroyed meanwhile; none if it was closed. */
    <T> Option<T> ask(Function<PrivateKey, Option<T>> question) {
        lock.readLock().lock();
        try {
            return Option.of(key.get()).flatMap(question);
        } finally {
            lock.readLock().unlock();
        }
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
        lock.readLock().lock();
        try {
            PrivateKey signer = key.get();
            return signer == null ? Either.left(closed()) : Either.right(signature(signer, message));
        } catch (NoSuchAlgorithmException | InvalidKeyException refused) {
            return Either.left(new SigningFailure.KeyUnusable("the provider " + provider.getName()
                    + " refused the key (" + refused.getClass().getName()
                    + "). Load the key anew, with the provider that holds it."));
        } catch (SignatureException | RuntimeException failed) {
            return Either.left(new SigningFailure.KeyUnreachable("the provider " + provider.getName()
                    + " made no signature (" + failed.getClass().getName()
                    + "). Check that where it keeps the key can be reached, then try again."));
        } finally {
            lock.readLock().unlock();
        }
    }

    private byte[] signature(PrivateKey signer, byte[] message)
            throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        Signature signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        signature.initSign(signer);
        signature.update(message);
        return Objects.requireNonNull(signature.sign(), "signature");
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
        lock.writeLock().lock();
        try {
            PrivateKey closing = key.getAndSet(null);
            if (closing != null) {
                closing.destroy();
            }
        } catch (DestroyFailedException | RuntimeException cannotBeDestroyed) {
            // Most software keys cannot; letting go of it is all that is left.
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "JcaSigningKey[" + scheme.joseName() + "]";
    }
}
