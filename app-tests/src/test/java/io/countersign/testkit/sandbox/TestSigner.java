package io.countersign.testkit.sandbox;

import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs with the private key of a sandbox credential as any other program would: from its PEM. */
final class TestSigner {

    private TestSigner() {
    }

    static byte[] sign(SandboxCredential credential, byte[] message) {
        return sign(credential.algorithm(), pkcs8(credential), message);
    }

    static byte[] sign(KeyAlgorithm algorithm, byte[] pkcs8, byte[] message) {
        try {
            return switch (algorithm) {
                case ES256 -> jdk("EC", "SHA256withECDSA", pkcs8, message);
                case EDDSA -> jdk("Ed25519", "Ed25519", pkcs8, message);
                case RS256 -> jdk("RSA", "SHA256withRSA", pkcs8, message);
                case ES256K -> secp256k1(pkcs8, message);
            };
        } catch (Exception unexpected) {
            throw new AssertionError("cannot sign with " + algorithm, unexpected);
        }
    }

    static byte[] pkcs8(SandboxCredential credential) {
        String body = credential.privateKeyPem()
                .replaceFirst("^-----BEGIN PRIVATE KEY-----\n", "")
                .replaceFirst("\n-----END PRIVATE KEY-----\n$", "");
        return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] jdk(String keys, String signatures, byte[] pkcs8, byte[] message) throws Exception {
        Signature signature = Signature.getInstance(signatures);
        signature.initSign(KeyFactory.getInstance(keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        signature.update(message);
        return signature.sign();
    }

    private static byte[] secp256k1(byte[] pkcs8, byte[] message) throws Exception {
        ECPrivateKeyParameters key = (ECPrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8);
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, key);
        BigInteger[] numbers = signer.generateSignature(MessageDigest.getInstance("SHA-256").digest(message));
        return StandardDSAEncoding.INSTANCE.encode(key.getParameters().getN(), numbers[0], numbers[1]);
    }
}
