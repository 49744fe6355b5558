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
 * A private key together with its provider, until it is closed. Threads that sign do not wait for each other; closing
 * waits for them, so that no signature is made with a key that is half destroyed.
 */
final class HeldKey {

    private static final int ALL = Integer.MAX_VALUE;

    private final Provider provider;
    private final String algorithm;
    /** False for keys in a device, which may keep a session open for each initialised signature. */
    private final boolean reusing;
    private final SignaturePool pool = new SignaturePool();
    private final Semaphore uses = new Semaphore(ALL);
    private final transient AtomicReference<@Nullable PrivateKey> key;
    private final transient Option<PrivateKey> original;

    HeldKey(PrivateKey key, String algorithm, Provider provider) {
        this(key, Option.none(), algorithm, provider);
    }

    /** Holds a key that was imported from another provider's; closing destroys both. */
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

    /** Signs a message; returns null if the key is closed. */
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

    /** Does not take a permit once the key is closed, so that closing does not wait for later callers. */
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

    /** Asks the private key, which is not destroyed meanwhile; returns none if it is closed. */
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

    /** Waits for signatures that are being made, then destroys the key where the provider can. */
    void close() {
        PrivateKey closing = key.getAndSet(null);
        if (closing == null) {
            return;
        }
        uses.acquireUninterruptibly(ALL);
        pool.clear();
        destroyed(closing);
        original.forEach(HeldKey::destroyed);
    }

    /** Destroys a key where its provider can. Most software keys can only be left to the garbage collector. */
    static void destroyed(PrivateKey key) {
        try {
            key.destroy();
        } catch (Exception | Error cannotBeDestroyed) {
            // Nothing else can be done about it.
        }
    }
}
