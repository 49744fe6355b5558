package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
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
    private final VerificationKey verification;
    private final AtomicReference<@Nullable Signature> begun;

    /**
     * Holds a key if the token lets it begin a signature. The signature is not ended: a device may count signatures, or
     * ask for each. It is used for the first message, since a dropped one keeps its session until the next garbage
     * collection.
     *
     * @param publicKey from its certificate
     * @param verification verifies each signature with that public key
     * @throws GeneralSecurityException if the token does not let it
     */
    TokenHeldKey(PrivateKey key, SignatureScheme scheme, PublicKey publicKey, VerificationKey verification,
            Provider provider) throws GeneralSecurityException {
        this.key = key;
        this.scheme = scheme;
        this.publicKey = publicKey;
        this.verification = verification;
        this.begun = new AtomicReference<>(begun(provider));
    }

    SignatureScheme scheme() {
        return scheme;
    }

    /** Returns the public key of its certificate. */
    PublicKey publicKey() {
        return publicKey;
    }

    /** Returns true if a begun signature, which holds a session, waits for its message. */
    boolean hasBegun() {
        return begun.get() != null;
    }

    /** Begins a signature, or takes the one that was begun; for one thread. */
    Signature begin(Provider provider) throws GeneralSecurityException {
        Signature first = begun.getAndSet(null);
        return first == null ? begun(provider) : first;
    }

    /**
     * Returns true if that is a signature by the key of the certificate. The token looks for the private key by the id
     * that the two share, so the certificate does not show that somebody put another key in its place.
     */
    Either<SigningFailure, Boolean> verifies(byte[] message, byte[] signature) {
        return verification.verifies(message, signature);
    }

    private Signature begun(Provider provider) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        signature.initSign(key);
        return signature;
    }

    @Override
    public String toString() {
        return "TokenHeldKey[" + scheme.joseName() + "]";
    }
}
