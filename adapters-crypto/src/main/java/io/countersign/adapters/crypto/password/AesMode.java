package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The modes of AES-256 for encrypted keys. */
enum AesMode {
    /** Not authenticated, with the padding of RFC 8018 §6.1.1. */
    CBC("AES/CBC/PKCS5Padding", 16, IvParameterSpec::new),
    /** Authenticated (NIST SP 800-38D), with a tag of 128 bits after the ciphertext. */
    GCM("AES/GCM/NoPadding", 12, iv -> new GCMParameterSpec(128, iv));

    static final int KEY_BYTES = 32;

    private final String transformation;
    private final int ivBytes;
    private final Function<byte[], AlgorithmParameterSpec> parameters;

    AesMode(String transformation, int ivBytes, Function<byte[], AlgorithmParameterSpec> parameters) {
        this.transformation = transformation;
        this.ivBytes = ivBytes;
        this.parameters = parameters;
    }

    int ivBytes() {
        return ivBytes;
    }

    /** Returns a cipher that encrypts or decrypts, by the modes of {@link Cipher}; GCM authenticates the header. */
    Cipher cipher(int purpose, byte[] key, byte[] iv, byte[] header, Provider provider)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation, provider);
        cipher.init(purpose, new SecretKeySpec(key, "AES"), parameters.apply(iv));
        if (this == GCM) {
            cipher.updateAAD(header);
        }
        return cipher;
    }
}
