package io.countersign.benchmark.action;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs with one {@link Signature} per thread, by the provider that is the library's default. */
final class BareSignature {

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final byte[] MESSAGE = Messages.CLIENT_DATA.getBytes(StandardCharsets.UTF_8);

    private final ThreadLocal<Signature> signatures;

    BareSignature(String pem) {
        PrivateKey key = keyIn(pem);
        signatures = ThreadLocal.withInitial(() -> {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA", PROVIDER);
                signature.initSign(key);
                return signature;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static PrivateKey keyIn(String pem) {
        try {
            return KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(
                    Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(unusable);
        }
    }

    /** Returns a new key for ES256, as PKCS#8 in PEM. */
    static String newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** A request: the path below the base URL, and the body. */
    record Message(String path, String body) {
    }

    /** Sends a request and reads its answer. */
    @FunctionalInterface
    interface Exchange {

        void make(Message message) throws Exception;
    }

    /** Makes the exchanges of one action, with a signature after the first. */
    void between(Exchange exchange, String body) throws Exception {
        exchange.make(new Message("/auth/action/init", Messages.challengeRequest(body)));
        Signature signature = signatures.get();
        signature.update(MESSAGE);
        signature.sign();
        exchange.make(new Message("/auth/action", Messages.REDEMPTION));
        exchange.make(new Message("/wallets", body));
    }
}
