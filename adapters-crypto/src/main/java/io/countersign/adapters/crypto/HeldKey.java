package io.countersign.adapters.crypto;

import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A private key in its provider's hands, until it is let go of. Threads that sign do not wait for each other; letting go
 * waits for them, so that no signature is made from a key that is half destroyed.
 */
final class HeldKey {

    private static final int ALL = Integer.MAX_VALUE;

    private final Provider provider;
    private final String algorithm;
    /** A device may keep a session open for each signature that was begun; its keys are handed over every time. */
    private final boolean reusing;
    private final SignaturePool pool = new SignaturePool();
    private final Semaphore uses = new Semaphore(ALL);
    private final transient AtomicReference<@Nullable PrivateKey> key;
    private final transient Option<PrivateKey> original;

    /** What that provider's signature algorithm signs with that key. */
    HeldKey(PrivateKey key, String algorithm, Provider provider) {
        this(key, Option.none(), algorithm, provider);
    }

    /** The same where the key was imported from another, which ends with it. */
    HeldKey(PrivateKey key, Option<PrivateKey> original, String algorithm, Provider provider) {
        this.original = original;
        this.provider = provider;
        this.algorithm = algorithm;
        this.reusing = KeyProbe.isInSoftware(key);
        this.key = new AtomicReference<>(key);
    }

    Provider provider() {
        return provider;
    }

    /** The signature over that message; null if the key was let go of. */
    byte @Nullable [] sign(byte[] message) throws GeneralSecurityException {
        if (!begun()) {
            return null;
        }
        try {
            PrivateKey signer = key.get();
            return signer == null ? null : signature(signer, message);
        } finally {
            uses.release();
        }
    }

    /** Who comes after the key was let go of must not keep whoever lets go waiting. */
    private boolean begun() {
        return key.get() != null && uses.tryAcquire();
    }

    private byte[] signature(PrivateKey signer, byte[] message) throws GeneralSecurityException {
        Signature pooled = reusing ? pool.take() : null;
        Signature signature = pooled == null ? KeyProbe.initialised(signer, algorithm, provider) : pooled;
        signature.update(message);
        byte[] signed = Objects.requireNonNull(signature.sign(), "signature");
        if (reusing) {
            pool.giveBack(signature);
        }
        return signed;
    }

    /** What that question finds out about the private key, which is not destroyed meanwhile; none if it is gone. */
    <T> Option<T> ask(Function<PrivateKey, Option<T>> question) {
        if (!begun()) {
            return Option.none();
        }
        try {
            return Option.of(key.get()).flatMap(question);
        } finally {
            uses.release();
        }
    }

    /** Lets go of the key, once those who sign are done, and destroys it where the provider can. */
    void letGo() {
        PrivateKey closing = key.getAndSet(null);
        if (closing == null) {
            return;
        }
        uses.acquireUninterruptibly(ALL);
        pool.clear();
        destroyed(closing);
        original.forEach(HeldKey::destroyed);
    }

    /** Destroys that key where its provider can. Most software keys cannot be; dropping them is all that is left. */
    static void destroyed(PrivateKey key) {
        try {
            key.destroy();
        } catch (Exception | Error cannotBeDestroyed) {
            // Nothing else can be done about it.
        }
    }
}
