package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.SignatureScheme;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * A key that consists of its encoding, for providers that take such keys and have no key factory: Amazon Corretto
 * Crypto Provider signs with Ed25519 and has none for it.
 */
public abstract class EncodedKey implements Key {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final String format;
    private final transient byte[] encoded;

    private EncodedKey(String algorithm, String format, byte[] encoded) {
        this.algorithm = algorithm;
        this.format = format;
        this.encoded = encoded.clone();
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return format;
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    /** Imports a public key (X.509 SubjectPublicKeyInfo) into a provider, if it has a key factory for the scheme. */
    public static PublicKey publicKey(SignatureScheme scheme, byte[] subjectPublicKeyInfo, Provider provider)
            throws InvalidKeySpecException {
        try {
            return KeyFactory.getInstance(scheme.keyAlgorithm(), provider)
                    .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
        } catch (NoSuchAlgorithmException noFactory) {
            return new Public(scheme.keyFamily(), subjectPublicKeyInfo);
        }
    }

    final void wipe() {
        Arrays.fill(encoded, (byte) 0);
    }

    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException(EncodedKey.class.getName());
    }

    /** Shows nothing of the key. */
    @Override
    public final String toString() {
        return "EncodedKey[" + algorithm + "]";
    }

    /** A private key (PKCS#8), of which this holds a copy until it is destroyed. */
    public static final class Private extends EncodedKey implements PrivateKey {

        private static final long serialVersionUID = 1L;

        private volatile boolean destroyed;

        public Private(String algorithm, byte[] pkcs8) {
            super(algorithm, "PKCS#8", pkcs8);
        }

        @Override
        public void destroy() {
            destroyed = true;
            wipe();
        }

        @Override
        public boolean isDestroyed() {
            return destroyed;
        }
    }

    /** A public key (X.509 SubjectPublicKeyInfo). */
    static final class Public extends EncodedKey implements PublicKey {

        private static final long serialVersionUID = 1L;

        Public(String algorithm, byte[] subjectPublicKeyInfo) {
            super(algorithm, "X.509", subjectPublicKeyInfo);
        }
    }
}
