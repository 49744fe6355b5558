package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The modes of AES-256 for encrypted keys. */
enum AesMode {
    /** Not authenticated, with the padding of RFC 8018 §6.1.1. */
    CBC("AES/CBC/PKCS5Padding", 16) {
        @Override
        AlgorithmParameterSpec parameters(byte[] iv) {
            return new IvParameterSpec(iv);
        }
    },
    /** Authenticated (NIST SP 800-38D), with a tag of 128 bits after the ciphertext. */
    GCM("AES/GCM/NoPadding", 12) {
        @Override
        AlgorithmParameterSpec parameters(byte[] iv) {
            return new GCMParameterSpec(128, iv);
        }
    };

    static final int KEY_BYTES = 32;

    private final String transformation;
    private final int ivBytes;

    AesMode(String transformation, int ivBytes) {
        this.transformation = transformation;
        this.ivBytes = ivBytes;
    }

    abstract AlgorithmParameterSpec parameters(byte[] iv);

    int ivBytes() {
        return ivBytes;
    }

    /**
     * Returns a cipher for encrypting or decrypting, as {@link Cipher} has these modes; GCM authenticates the header.
     */
    Cipher cipher(int purpose, byte[] key, byte[] iv, byte[] header, Provider provider)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation, provider);
        cipher.init(purpose, new SecretKeySpec(key, "AES"), parameters(iv));
        if (this == GCM) {
            cipher.updateAAD(header);
        }
        return cipher;
    }
}
