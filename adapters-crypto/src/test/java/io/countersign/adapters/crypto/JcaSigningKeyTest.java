package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.PemBlocks;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

@Tag("fips")
@Timeout(120)
class JcaSigningKeyTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @ParameterizedTest
    @CsvSource({"P256, EC, SunEC, SHA256withECDSA", "ED25519, Ed25519, SunEC, Ed25519",
        "RSA, RSA, SunRsaSign, SHA256withRSA"})
    void many_threads_sign_at_once_with_one_key(String name, String algorithm, String provider, String verification)
            throws Exception {
        String pem = (String) Keys.class.getDeclaredField(name).get(null);
        PublicKey publicKey = KeyFactory.getInstance(algorithm, provider).generatePublic(
                new X509EncodedKeySpec(OpenSsl.bytes(pem, "pkey -pubout -outform DER")));
        JcaSigningKey key = signingKey(pem);
        int threads = 16;
        CountDownLatch start = new CountDownLatch(threads);
        var executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> allVerified = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                byte number = (byte) thread;
                allVerified.add(executor.submit((Callable<Boolean>) () -> {
                    start.countDown();
                    start.await();
                    boolean verified = true;
                    for (byte round = 0; round < 20; round++) {
                        byte[] message = {number, round};
                        Signature signature = Signature.getInstance(verification, provider);
                        signature.initVerify(publicKey);
                        signature.update(message);
                        verified &= signature.verify(signature(key, message));
                    }
                    return verified;
                }));
            }
            for (Future<Boolean> verified : allVerified) {
                assertThat(verified.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void a_closed_key_signs_no_more_and_says_so() {
        JcaSigningKey key = signingKey(Keys.P256);
        key.close();
        key.close();

        SigningFailure failure = key.sign(MESSAGE).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.message()).contains("was closed", "Load the key anew");
    }

    @Test
    void closing_destroys_the_key_once_where_the_provider_can() {
        List<String> events = new ArrayList<>();
        JcaSigningKey key = opaque(() -> MESSAGE, () -> events.add("destroyed"));

        key.close();
        key.close();

        assertThat(events).containsExactly("destroyed");
    }

    @Test
    void a_key_that_cannot_be_destroyed_is_closed_too() {
        JcaSigningKey key = opaque(() -> MESSAGE, () -> {
            throw new IllegalStateException("not now");
        });

        key.close();

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
    }

    @Test
    void closing_waits_for_a_signature_in_the_making() throws Exception {
        ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
        CountDownLatch signing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        JcaSigningKey key = opaque(() -> {
            if (first.getAndSet(false)) {
                signing.countDown();
                awaited(goOn);
            }
            events.add("signed");
            return MESSAGE;
        }, () -> events.add("destroyed"));
        var executor = Executors.newSingleThreadExecutor();
        try {
            Future<Either<SigningFailure, byte[]>> signature = executor.submit(() -> key.sign(MESSAGE));
            signing.await();
            Thread closing = new Thread(key::close);
            closing.start();
            while (closing.getState() != Thread.State.WAITING && closing.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            closing.join();

            assertThat(signature.get().isRight()).isTrue();
            assertThat(events).containsExactly("signed", "destroyed");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void what_a_provider_throws_while_signing_becomes_a_failure_that_a_repetition_may_cure() {
        for (ScriptedProvider.OnSign fault : List.<ScriptedProvider.OnSign>of(
                () -> {
                    throw new SignatureException("a secret");
                },
                () -> {
                    throw new ProviderException("a secret");
                },
                () -> {
                    throw new IllegalStateException("a secret");
                },
                () -> null)) {
            SigningFailure failure = opaque(fault, () -> {}).sign(MESSAGE).getLeft();

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.message()).contains("Scripted", "Exception", "try again").doesNotContain("a secret");
        }
    }

    @Test
    void a_provider_that_takes_the_key_no_longer_makes_it_unusable() {
        AtomicBoolean gone = new AtomicBoolean();
        var provider = new ScriptedProvider(key -> {
            if (gone.get()) {
                throw new InvalidKeyException("a secret");
            }
        }, () -> MESSAGE);
        JcaSigningKey key = JcaSigningKey.of(new OpaqueKey("RSA"), signingWith(provider)).get();
        gone.set(true);

        SigningFailure failure = key.sign(MESSAGE).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("Scripted", "InvalidKeyException", "Load the key anew")
                .doesNotContain("a secret");
    }

    @Test
    void a_key_shows_its_scheme_and_nothing_else() {
        assertThat(signingKey(Keys.P256)).hasToString("JcaSigningKey[ES256]");
        assertThat(signingKey(Keys.SECP256K1)).hasToString("JcaSigningKey[ES256K]");
        assertThat(signingKey(Keys.ED25519)).hasToString("JcaSigningKey[EdDSA]");
        assertThat(signingKey(Keys.RSA)).hasToString("JcaSigningKey[RS256]");
    }

    @Test
    void the_arrays_made_on_the_way_are_overwritten() {
        PemBlocks blocks = PemBlocks.in(Keys.ED25519.toCharArray());
        KeyMaterial material = PemPrivateKey.read(Keys.ED25519.toCharArray()).get();

        blocks.wipe();
        material.wipe();

        assertThat(blocks.all().head().content()).containsOnly(0);
        assertThat(material.pkcs8()).containsOnly(0);
    }

    private static JcaSigningKey opaque(ScriptedProvider.OnSign onSign, Runnable whenDestroyed) {
        return JcaSigningKey.of(new OpaqueKey("RSA", whenDestroyed), signingWith(ScriptedProvider.signing(onSign)))
                .get();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
