package io.countersign.conformance;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.remote.RemoteSigner;
import io.countersign.adapters.crypto.remote.RemoteSigningKey;
import io.countersign.adapters.crypto.remote.SignatureEncoding;
import io.countersign.adapters.crypto.remote.SigningInput;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.CredentialSignerContract;
import io.countersign.contracts.signing.KeyUnderTest;
import io.countersign.contracts.signing.SignerUnderTest;
import io.countersign.contracts.signing.SigningKeyContract;
import io.countersign.contracts.signing.StalledKeyContract;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Base64;
import org.junit.jupiter.api.Nested;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@link RemoteSigningKey} passes its contract for every kind of remote service. */
class OurRemoteKeysTest {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final NewKeyPair P256 = NewKeyPair.generate(SignatureScheme.ES256).get();
    private static final NewKeyPair SECP256K1 = NewKeyPair.generate(SignatureScheme.ES256K).get();
    private static final NewKeyPair ED25519 = NewKeyPair.generate(SignatureScheme.EDDSA).get();

    /** Returns a service that signs with that algorithm. */
    private static RemoteSigner service(NewKeyPair pair, String algorithm, Provider provider) {
        PrivateKey key = privateKey(pair);
        return input -> {
            try {
                Signature signature = Signature.getInstance(algorithm, provider);
                signature.initSign(key);
                signature.update(input);
                return Either.right(signature.sign());
            } catch (GeneralSecurityException refused) {
                return Either.left(SigningFailure.keyUnusable("the service refused the key; check its policy"));
            }
        };
    }

    private static PrivateKey privateKey(NewKeyPair pair) {
        try {
            return KeyFactory.getInstance("EC", BOUNCY_CASTLE).generatePrivate(new PKCS8EncodedKeySpec(
                    Base64.decode(new String(pair.privateKeyPem()).replaceAll("-----.*-----|\\s", ""))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyUnderTest key(
            NewKeyPair pair, SigningInput input, SignatureEncoding encoding, RemoteSigner service) {
        return KeyUnderTest.of(RemoteSigningKey.builder(pair.scheme(), service).input(input).encoding(encoding)
                        .publicKey(pair.publicKeyPem()).buildOrThrow(), pair.publicKeyPem())
                .hiding(new String(pair.privateKeyPem()));
    }

    @Nested
    class OnP256AsJoseHasIt implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return OurRemoteKeysTest.key(P256, SigningInput.SHA256_DIGEST, SignatureEncoding.RAW,
                    service(P256, "NONEwithECDSAinP1363Format", Security.getProvider("SunEC")));
        }
    }

    @Nested
    class OnSecp256k1AsJoseHasIt implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return OurRemoteKeysTest.key(SECP256K1, SigningInput.MESSAGE, SignatureEncoding.RAW,
                    service(SECP256K1, "SHA256withPLAIN-ECDSA", BOUNCY_CASTLE));
        }
    }

    @Nested
    class OnSecp256k1 implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return OurRemoteKeysTest.key(SECP256K1, SigningInput.SHA256_DIGEST, SignatureEncoding.DER,
                    service(SECP256K1, "NONEwithECDSA", BOUNCY_CASTLE));
        }
    }

    /** Returns a service with the limits of a KMS: on the length of messages and on concurrent calls. */
    private static RemoteSigner limited(NewKeyPair pair) {
        SigningKey key = JcaSigningKey.fromPem(pair.privateKeyPem()).get();
        Semaphore places = new Semaphore(2);
        return message -> {
            if (message.length == 0 || message.length > 4096) {
                return Either.left(SigningFailure.keyUnusable("the service signs 1 to 4096 bytes; send such"));
            }
            if (!places.tryAcquire()) {
                return Either.left(SigningFailure.keyUnreachable("the service is busy; try again"));
            }
            try {
                return key.sign(message);
            } finally {
                places.release();
            }
        };
    }

    @Nested
    class Ed25519InAServiceWithLimits implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            return OurRemoteKeysTest.key(ED25519, SigningInput.MESSAGE, SignatureEncoding.RAW, limited(ED25519))
                    .maxMessageBytes(4096).maxConcurrentCalls(2);
        }
    }

    @Nested
    class InAServiceThatNeverAnswers implements StalledKeyContract {

        @Override
        public KeyUnderTest keyThatNeverAnswers(CountDownLatch asked, Duration timeout) {
            return OurRemoteKeysTest.key(P256, SigningInput.SHA256_DIGEST, SignatureEncoding.DER, digest -> {
                asked.countDown();
                try {
                    new CompletableFuture<byte[]>().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
                    throw new IllegalStateException("nobody answers");
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(stopped);
                } catch (TimeoutException | ExecutionException tooLate) {
                    throw new IllegalStateException(tooLate);
                }
            });
        }
    }

    @Nested
    class ACredentialInAServiceWithLimits implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            SigningKey key = RemoteSigningKey.builder(SignatureScheme.EDDSA, limited(ED25519)).buildOrThrow();
            return SignerUnderTest.key(
                            CredentialSigner.key(CredentialId.of("cr-remote").get(), key), ED25519.publicKeyPem())
                    .hiding(new String(ED25519.privateKeyPem())).maxMessageBytes(4096).maxConcurrentCalls(2);
        }
    }
}
