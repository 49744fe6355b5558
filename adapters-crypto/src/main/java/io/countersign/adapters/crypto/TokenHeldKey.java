package io.countersign.adapters.crypto;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.atomic.AtomicReference;

/** A private key as one provider of its token holds it. */
final class TokenHeldKey {

    private final PrivateKey key;
    private final SignatureScheme scheme;
    private final PublicKey publicKey;
    private final AtomicReference<@Nullable Signature> begun;

    private TokenHeldKey(PrivateKey key, SignatureScheme scheme, PublicKey publicKey, Signature begun) {
        this.key = key;
        this.scheme = scheme;
        this.publicKey = publicKey;
        this.begun = new AtomicReference<>(begun);
    }

    /**
     * That key, if the token lets it begin a signature. It is not made to end one: a device may count signatures, or ask
     * for each. The one that was begun will be the first: dropping it would keep its session until the next garbage
     * collection.
     */
    static TokenHeldKey tried(PrivateKey key, SignatureScheme scheme, PublicKey publicKey, Provider provider)
            throws GeneralSecurityException {
        return new TokenHeldKey(key, scheme, publicKey, begun(key, scheme, provider));
    }

    SignatureScheme scheme() {
        return scheme;
    }

    /** From its certificate. */
    PublicKey publicKey() {
        return publicKey;
    }

    /** Whether a signature waits for its message, with a session of its own. */
    boolean hasBegun() {
        return begun.get() != null;
    }

    /** A signature for the message to be put into; for one thread. */
    Signature begin(Provider provider) throws GeneralSecurityException {
        Signature first = begun.getAndSet(null);
        return first == null ? begun(key, scheme, provider) : first;
    }

    private static Signature begun(PrivateKey key, SignatureScheme scheme, Provider provider)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        signature.initSign(key);
        return signature;
    }

    @Override
    public String toString() {
        return "TokenHeldKey[" + scheme.joseName() + "]";
    }
}
