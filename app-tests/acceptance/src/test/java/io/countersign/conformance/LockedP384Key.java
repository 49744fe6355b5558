package io.countersign.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** An encrypted private key on P-384, which the API does not support. */
public final class LockedP384Key {

    private static final int ITERATIONS = 10_000;
    private static final byte[] SALT = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IV = "twelve bytes".getBytes(StandardCharsets.US_ASCII);

    private LockedP384Key() {
    }

    /**
     * Returns the key in the WebCrypto form, version 1. That form is authenticated; with encrypted PKCS#8, an
     * unsupported key cannot be told from a wrong password.
     */
    public static String under(String password) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp384r1"));
            byte[] header = ByteBuffer.allocate(6 + SALT.length + IV.length)
                    .put((byte) 1).putInt(ITERATIONS).put((byte) SALT.length).put(SALT).put(IV).array();
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(
                    new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256)).getEncoded();
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, IV));
            cipher.updateAAD(header);
            byte[] ciphertext = cipher.doFinal(generator.generateKeyPair().getPrivate().getEncoded());
            byte[] bytes = ByteBuffer.allocate(header.length + ciphertext.length).put(header).put(ciphertext).array();
            byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "cskey." + Base64.getUrlEncoder().withoutPadding().encodeToString(
                    ByteBuffer.allocate(bytes.length + 4).put(bytes).put(checksum, 0, 4).array());
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
