package io.countersign.testkit.contract;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.SignatureScheme;
import io.countersign.ports.outbound.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.DSAKCalculator;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A key pair on P-256, and the mistakes that can be made with it. */
final class TestKey {

    static final String PRIVATE_KEY_PEM;
    static final String PUBLIC_KEY_PEM;

    static {
        try (var pair = NewKeyPair.generate(SignatureScheme.ES256).get()) {
            PRIVATE_KEY_PEM = new String(pair.privateKeyPem());
            PUBLIC_KEY_PEM = pair.publicKeyPem();
        }
    }

    private TestKey() {
    }

    static JcaSigningKey sound() {
        return JcaSigningKey.fromPem(PRIVATE_KEY_PEM.toCharArray()).get();
    }

    static JcaSigningKey another() {
        try (var pair = NewKeyPair.generate(SignatureScheme.ES256).get()) {
            return JcaSigningKey.fromPem(pair.privateKeyPem()).get();
        }
    }

    private static ECPrivateKeyParameters parameters() {
        try {
            return (ECPrivateKeyParameters) PrivateKeyFactory.createKey(der());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] der() {
        return Base64.getMimeDecoder().decode(PRIVATE_KEY_PEM.replaceAll("-----.*-----", ""));
    }

    /** The private key as a number. */
    static BigInteger number() {
        return parameters().getD();
    }

    static Either<SigningFailure, byte[]> signatureOverDigest(byte[] digest) {
        var signer = new ECDSASigner();
        signer.init(true, parameters());
        BigInteger[] numbers = signer.generateSignature(digest);
        return Either.right(new EcdsaNumbers(numbers[0], numbers[1]).der());
    }

    static Either<SigningFailure, byte[]> signatureWithNonce(BigInteger nonce, byte[] message) {
        var signer = new DSADigestSigner(new ECDSASigner(new ThatNonce(nonce)), new SHA256Digest());
        signer.init(true, parameters());
        signer.update(message, 0, message.length);
        return Either.right(signer.generateSignature());
    }

    /** As many write it who do not know that a {@link Signature} is for one thread. */
    static SigningKey sharingOneSignature() {
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der()));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            Meeting meeting = new Meeting();
            return message -> {
                try {
                    signature.initSign(key);
                    signature.update(message);
                    // A thread seldom loses its processor right here; those that sign long messages come in crowds.
                    if (message.length > 10_000) {
                        meeting.waitForAnother();
                    }
                    return Either.right(signature.sign());
                } catch (GeneralSecurityException refused) {
                    return Either.left(new SigningFailure.KeyUnusable("the provider refused the key; load it anew"));
                }
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record ThatNonce(BigInteger nextK) implements DSAKCalculator {

        @Override
        public boolean isDeterministic() {
            return true;
        }

        @Override
        public void init(BigInteger n, SecureRandom random) {
            // It draws nothing.
        }

        @Override
        public void init(BigInteger n, BigInteger d, byte[] message) {
            // It does not look at the message.
        }    }
}
