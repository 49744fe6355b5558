package io.countersign.adapters.crypto;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Keys that openssl made, once each; and what tests do with PEM texts. */
final class Keys {

    static final String P256 = OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    static final String P256_SEC1 = OpenSsl.run("ecparam -name prime256v1 -genkey -noout");
    static final String SECP256K1 = OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1");
    static final String ED25519 = OpenSsl.run("genpkey -algorithm ed25519");
    static final String RSA = OpenSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    static final String RSA_PKCS1 = OpenSsl.run(RSA, "rsa -traditional");

    private Keys() {}

    /** PKCS#8. */
    static String pemFor(SignatureScheme scheme) {
        return switch (scheme) {
            case ES256 -> P256;
            case ES256K -> SECP256K1;
            case EDDSA -> ED25519;
            case RS256 -> RSA;
        };
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    }

    static JcaSigningKey signingKey(String pem) {
        return JcaSigningKey.fromPem(pem.toCharArray()).getOrElseThrow(refusal ->
                new AssertionError(refusal.message()));
    }

    static KeyRefusal refusalOf(String pem) {
        return JcaSigningKey.fromPem(pem.toCharArray()).swap().getOrElseThrow(key ->
                new AssertionError("accepted as " + key));
    }

    static byte[] signature(JcaSigningKey key, byte[] message) {
        return key.sign(message).getOrElseThrow(failure -> new AssertionError(failure.message()));
    }

    static Provider jdk(String provider) {
        return Security.getProvider(provider);
    }

    /** The key of a PKCS#8 PEM as the JDK's own provider reads it. */
    static PrivateKey jdkKey(String pkcs8Pem, String algorithm, String provider) throws Exception {
        return KeyFactory.getInstance(algorithm, jdk(provider)).generatePrivate(new PKCS8EncodedKeySpec(der(pkcs8Pem)));
    }

    /** An EC private key that shows its numbers, whatever they are; the JDK's own would not take every scalar. */
    static class OpenEcKey implements ECPrivateKey {

        private static final long serialVersionUID = 1L;

        private final transient BigInteger scalar;
        private final transient ECParameterSpec parameters;

        OpenEcKey(BigInteger scalar, ECParameterSpec parameters) {
            this.scalar = scalar;
            this.parameters = parameters;
        }

        @Override
        public BigInteger getS() {
            return scalar;
        }

        @Override
        public ECParameterSpec getParams() {
            return parameters;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
