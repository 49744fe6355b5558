package io.countersign.contracts.support;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads public keys in the form that is registered with the API: SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
public final class PublicKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");
    // How it begins, up to the key itself; RSA's begins with lengths that differ, so its OID is looked for.
    private static final String P256 = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
    private static final String SECP256K1 = "3056301006072a8648ce3d020106052b8104000a034200";
    private static final String ED25519 = "302a300506032b6570032100";
    private static final String RSA_ENCRYPTION = "06092a864886f70d010101";

    private PublicKeys() {
    }

    /**
     * Reads a key from PEM ({@code PUBLIC KEY}).
     *
     * @throws IllegalArgumentException if the text is not a public key of a scheme that the API supports
     */
    public static VerifyingKey ofPem(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "no PEM of a public key (BEGIN PUBLIC KEY); write one with: openssl pkey -in KEY -pubout");
        }
        return ofDer(Base64.getMimeDecoder().decode(block.group(1)));
    }

    /**
     * Reads a key from a SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if it is not a public key of a scheme that the API supports
     */
    public static VerifyingKey ofDer(byte[] der) {
        String hex = HexFormat.of().formatHex(der);
        try {
            if (hex.startsWith(P256)) {
                return VerifyingKey.Ecdsa.p256((ECPublicKey) key("EC", "SunEC", der));
            } else if (hex.startsWith(SECP256K1)) {
                return VerifyingKey.Ecdsa.secp256k1(der);
            } else if (hex.startsWith(ED25519)) {
                return new VerifyingKey.Ed25519(key("Ed25519", "SunEC", der));
            } else if (hex.indexOf(RSA_ENCRYPTION) > 0 && hex.indexOf(RSA_ENCRYPTION) < 32) {
                return new VerifyingKey.Rsa((RSAPublicKey) key("RSA", "SunRsaSign", der));
            }
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("a public key that is damaged", damaged);
        }
        throw new IllegalArgumentException("a public key that the API does not take; it takes EC on P-256 or secp256k1 "
                + "(uncompressed), Ed25519, and RSA");
    }

    private static PublicKey key(String algorithm, String provider, byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, provider).generatePublic(new X509EncodedKeySpec(der));
    }
}
