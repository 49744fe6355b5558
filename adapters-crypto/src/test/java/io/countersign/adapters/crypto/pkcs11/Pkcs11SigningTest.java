package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Keys in an HSM sign what the API takes. */
@ResourceLock(SoftHsm.LOCK)
@Timeout(120)
class Pkcs11SigningTest {

    private static final Provider[] PROVIDERS = Security.getProviders();
    private static final SoftHsmToken HSM = SoftHsm.token();
    private static final Map<String, PublicKey> KEYS = HashMap.of(
            "p-256", HSM.generate("p-256", "EC secp256r1"),
            "secp256k1", HSM.generate("secp256k1", "EC secp256k1"),
            "rsa-2048", HSM.generate("rsa-2048", "RSA 2048"),
            "rsa-3072", HSM.generate("rsa-3072", "RSA 3072"));

    private static Pkcs11Token token;

    @BeforeAll
    static void open() {
        token = HSM.open();
    }

    @AfterAll
    static void close() {
        token.close();
    }

    @ParameterizedTest
    @CsvSource({"p-256, ES256", "secp256k1, ES256K", "rsa-2048, RS256", "rsa-3072, RS256"})
    void a_key_is_found_by_label_and_by_id_and_signs_what_openssl_verifies(String label, SignatureScheme scheme) {
        String publicKey = Keys.pem("PUBLIC KEY", KEYS.get(label).get().getEncoded());
        for (KeySelector name : List.of(KeySelector.label(label), KeySelector.id(SoftHsmToken.id(label)))) {
            Pkcs11SigningKey key = key(name);

            assertThat(key.scheme()).isEqualTo(scheme);
            assertThat(key.publicKey().getEncoded()).isEqualTo(KEYS.get(label).get().getEncoded());
            for (byte[] message : new byte[][] {{}, {1, 2, 3}, new byte[100_000]}) {
                assertThat(OpenSsl.verifies(scheme, publicKey, message, signature(key, message))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"p-256, ES256", "secp256k1, ES256K"})
    void ecdsa_signatures_are_der_whatever_their_numbers(String label, SignatureScheme scheme) throws Exception {
        Pkcs11SigningKey key = key(KeySelector.label(label));
        Random random = new Random(20261124);
        for (int round = 0; round < 600; round++) { // 1 in 256 numbers is short, 1 in 2 needs a leading zero
            byte[] message = new byte[random.nextInt(64)];
            random.nextBytes(message);
            byte[] signature = signature(key, message);

            assertThat(verifies(scheme, KEYS.get(label).get(), message, signature)).isTrue();
            assertThat(ASN1Primitive.fromByteArray(signature).getEncoded(ASN1Encoding.DER)).isEqualTo(signature);
        }
    }

    @Test
    void rsa_signatures_are_as_long_as_the_modulus() {
        assertThat(signature(key(KeySelector.label("rsa-2048")), new byte[] {1})).hasSize(256);
        assertThat(signature(key(KeySelector.label("rsa-3072")), new byte[] {1})).hasSize(384);
    }

    @Test
    void the_keys_cannot_be_taken_out_of_the_token() {
        for (String label : KEYS.keySet()) {
            byte[] sensitive = new byte[1];
            byte[] extractable = {1};
            assertThat(Pkcs11Actor.attribute(HSM.slot(), SoftHsmToken.id(label), Pkcs11Actor.SENSITIVE, sensitive))
                    .isZero();
            assertThat(Pkcs11Actor.attribute(HSM.slot(), SoftHsmToken.id(label), Pkcs11Actor.EXTRACTABLE, extractable))
                    .isZero();
            assertThat(sensitive).containsExactly(1);
            assertThat(extractable).containsExactly(0);
            long secretPart = label.startsWith("rsa") ? Pkcs11Actor.PRIVATE_EXPONENT : Pkcs11Actor.VALUE;
            assertThat((long) Pkcs11Actor.attribute(HSM.slot(), SoftHsmToken.id(label), secretPart, new byte[512]))
                    .isEqualTo(Pkcs11Actor.ATTRIBUTE_SENSITIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({"p-256, ES256", "rsa-2048, RS256"})
    void many_threads_sign_at_once_with_one_key(String label, SignatureScheme scheme) throws Exception {
        Pkcs11SigningKey key = key(KeySelector.label(label));
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
                    for (byte round = 0; round < 25; round++) {
                        byte[] message = {number, round};
                        verified &= verifies(scheme, KEYS.get(label).get(), message, signature(key, message));
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
    void the_jvm_wide_list_of_providers_stays_as_it_is() {
        signature(key(KeySelector.label("p-256")), new byte[] {1});

        assertThat(Security.getProviders()).containsExactly(PROVIDERS);
    }

    @Test
    void null_is_no_message() {
        assertThatNullPointerException().isThrownBy(() -> key(KeySelector.label("p-256")).sign(null))
                .withMessage("message");
    }

    @Test
    void text_forms_say_which_token_and_key_and_nothing_else() {
        assertThat(token).hasToString("Pkcs11Token[slot " + HSM.slot() + "]");
        assertThat(key(KeySelector.label("p-256"))).hasToString("Pkcs11SigningKey[ES256, label \"p-256\"]");
        assertThat(key(KeySelector.id(SoftHsmToken.id("p-256"))))
                .hasToString("Pkcs11SigningKey[ES256, id 0x702d323536]");
    }

    private static Pkcs11SigningKey key(KeySelector name) {
        return token.key(name).getOrElseThrow(refusal -> new AssertionError(refusal.message()));
    }

    private static byte[] signature(Pkcs11SigningKey key, byte[] message) {
        return key.sign(message).getOrElseThrow(failure -> new AssertionError(failure.message()));
    }

    private static boolean verifies(SignatureScheme scheme, PublicKey publicKey, byte[] message, byte[] signature)
            throws Exception {
        Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), DefaultProvider.instance());
        verification.initVerify(publicKey);
        verification.update(message);
        return verification.verify(signature);
    }
}
