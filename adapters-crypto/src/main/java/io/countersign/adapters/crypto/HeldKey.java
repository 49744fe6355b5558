package io.countersign.adapters.crypto;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A private key as one provider of its token holds it.
 *
 * @param key worth something to that provider alone
 * @param scheme what the key signs
 * @param publicKey from its certificate
 */
record HeldKey(PrivateKey key, SignatureScheme scheme, PublicKey publicKey) {

    @Override
    public String toString() {
        return "HeldKey[" + scheme.joseName() + "]";
    }
}
