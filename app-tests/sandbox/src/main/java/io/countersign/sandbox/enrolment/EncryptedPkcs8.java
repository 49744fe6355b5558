package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.http.RandomText;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts private keys as {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} does: PBES2 (RFC 8018 §6.2) with
 * PBKDF2-HMAC-SHA256 and AES-256-CBC, by the JDK's cryptography.
 */
final class EncryptedPkcs8 {

    /** Low, so that tests are fast (openssl takes 2048). The keys protect nothing of value. */
    static final int ITERATIONS = 10_000;

    private EncryptedPkcs8() {
    }

    /** Returns the encrypted key as PEM, {@code ENCRYPTED PRIVATE KEY} (RFC 7468 §11). */
    static String pem(byte[] pkcs8, String password) {
        byte[] salt = RandomText.bytes(16);
        byte[] iv = RandomText.bytes(16);
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, ITERATIONS,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try {
            return Pem.of("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
                    encrypted(pkcs8, keyFrom(password, salt), iv)).getEncoded());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a key in memory cannot be encoded", impossible);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks AES-256 or PBKDF2; use one that has them", missing);
        }
    }

    private static SecretKey keyFrom(String password, byte[] salt) throws GeneralSecurityException {
        SecretKeyFactory derivation = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256", "SunJCE");
        return new SecretKeySpec(derivation.generateSecret(
                new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256)).getEncoded(), "AES");
    }

    private static byte[] encrypted(byte[] pkcs8, SecretKey key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", "SunJCE");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher.doFinal(pkcs8);
    }
}
