package io.countersign.vault;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Cipher;

/** A key of the stand-in with all its versions. Immutable. Signs with the JDK's own providers. */
record TransitKey(Type type, List<KeyPair> versions, int minEncryptionVersion, boolean derived) {

    /** The types of Vault's keys that sign for the API, and similar ones. */
    enum Type {
        ECDSA_P256("ecdsa-p256"), ECDSA_P384("ecdsa-p384"), ED25519("ed25519"), RSA_2048("rsa-2048"),
        AES256_GCM96("aes256-gcm96");

        final String vaultName;

        Type(String vaultName) {
            this.vaultName = vaultName;
        }

        boolean hashesInput() {
            return this != ED25519;
        }

        private KeyPair generate() {
            try {
                return switch (this) {
                    case ECDSA_P256 -> ec("secp256r1");
                    case ECDSA_P384 -> ec("secp384r1");
                    case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                    case RSA_2048 -> KeyPairGenerator.getInstance("RSA").generateKeyPair();
                    case AES256_GCM96 -> new KeyPair(null, null);
                };
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        }

        private static KeyPair ec(String curve) throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        }
    }

    /** {@code DigestInfo} of SHA-256 up to the digest (RFC 8017 §9.2, note 1). */
    private static final byte[] SHA256_INFO =
            new BigInteger("3031300d060960864801650304020105000420", 16).toByteArray();

    static TransitKey create(Type type) {
        return new TransitKey(type, List.of(type.generate()), 0, false);
    }

    TransitKey rotated() {
        return new TransitKey(type, Stream.concat(versions.stream(), Stream.of(type.generate())).toList(),
                minEncryptionVersion, derived);
    }

    TransitKey signingFrom(int version) {
        return new TransitKey(type, versions, version, derived);
    }

    TransitKey derivedOnes() {
        return new TransitKey(type, versions, minEncryptionVersion, true);
    }

    /** Returns the public key as {@code GET /transit/keys/:name} does: PEM, but for Ed25519 the 32 bytes alone. */
    String publicKey(int version) {
        byte[] encoded = versions.get(version - 1).getPublic().getEncoded();
        return type == Type.ED25519
                ? Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                : "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                        + "\n-----END PUBLIC KEY-----\n";
    }

    /** Signs the digest, or for Ed25519 the message. */
    byte[] signature(int version, byte[] input, boolean pss, boolean jws) throws GeneralSecurityException {
        KeyPair pair = versions.get(version - 1);
        return switch (type) {
            case ECDSA_P256, ECDSA_P384 -> jca(pair, jws ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA", input);
            case ED25519 -> jca(pair, "Ed25519", input);
            case RSA_2048 -> pss ? pss(pair, input) : pkcs1v15(pair, input);
            case AES256_GCM96 -> throw new IllegalStateException("asked before");
        };
    }

    private static byte[] jca(KeyPair pair, String algorithm, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(input);
        return signature.sign();
    }

    private static byte[] pkcs1v15(KeyPair pair, byte[] digest) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, pair.getPrivate());
        rsa.update(SHA256_INFO);
        return rsa.doFinal(digest);
    }

    /** Signs as Vault does without {@code signature_algorithm}. The JDK has PSS for messages only, not for digests. */
    private static byte[] pss(KeyPair pair, byte[] digest) throws GeneralSecurityException {
        try {
            PSSSigner signer = PSSSigner.createRawSigner(new RSABlindedEngine(), new SHA256Digest());
            signer.init(true, PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()));
            signer.update(digest, 0, digest.length);
            return signer.generateSignature();
        } catch (IOException | CryptoException broken) {
            throw new GeneralSecurityException(broken);
        }
    }
}
