package io.countersign.testkit.contract;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.SignatureScheme;
import io.countersign.ports.outbound.SigningFailure;
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
import java.security.SecureRandom;
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
            return (ECPrivateKeyParameters) PrivateKeyFactory.createKey(
                    Base64.getMimeDecoder().decode(PRIVATE_KEY_PEM.replaceAll("-----.*-----", "")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Either<SigningFailure, byte[]> signatureOverDigest(byte[] digest) {
        var signer = new ECDSASigner();
        signer.init(true, parameters());
        BigInteger[] numbers = signer.generateSignature(digest);
        return Either.right(new EcdsaNumbers(numbers[0], numbers[1]).der());
    }

    static Either<SigningFailure, byte[]> signatureWithTheSameNonce(byte[] message) {
        var signer = new DSADigestSigner(new ECDSASigner(new TheSameNonce()), new SHA256Digest());
        signer.init(true, parameters());
        signer.update(message, 0, message.length);
        return Either.right(signer.generateSignature());
    }

    private static final class TheSameNonce implements DSAKCalculator {

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
        }

        @Override
        public BigInteger nextK() {
            return BigInteger.valueOf(0x5DEECE66DL);
        }
    }
}
