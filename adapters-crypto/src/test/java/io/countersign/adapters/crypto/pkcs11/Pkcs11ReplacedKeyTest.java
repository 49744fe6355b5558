package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.SoftHsmToken.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.PublicKey;
import java.util.Arrays;

/**
 * A token finds a private key by the id of its certificate, whichever key has that id. No signature of another key than
 * the certificate's is handed out.
 */
@ResourceLock(SoftHsm.LOCK)
@Timeout(120)
class Pkcs11ReplacedKeyTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final SoftHsmToken hsm = SoftHsm.token();
    private Pkcs11Token token;

    @BeforeEach
    void open() {
        token = hsm.open();
    }

    @AfterEach
    void close() {
        token.close();
    }

    private Pkcs11SigningKey key() {
        return token.key(KeySelector.label("key")).get();
    }

    private void replacePrivateKey(String algorithm) {
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id("key"));
        hsm.generateBare(id("key"), algorithm, "");
    }

    private static void assertRefused(Either<SigningFailure, byte[]> answer) {
        assertThat(answer.getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(answer.getLeft().isRetryable()).isFalse();
        assertThat(answer.getLeft().message()).contains("not the one in its certificate");
    }

    @ParameterizedTest
    @CsvSource({"EC secp256r1", "EC secp256k1", "RSA 2048"})
    void a_private_key_that_was_replaced_while_its_key_is_in_use_signs_nothing(String algorithm) {
        hsm.generate("key", algorithm);
        Pkcs11SigningKey inUse = key();
        assertThat(inUse.sign(MESSAGE).isRight()).isTrue();

        replacePrivateKey(algorithm);

        for (int times = 0; times < 3; times++) {
            assertRefused(inUse.sign(MESSAGE));
        }
    }

    @Test
    void a_private_key_that_was_replaced_before_it_is_found_signs_nothing() {
        hsm.generate("key", "EC secp256r1");
        replacePrivateKey("EC secp256r1");

        Pkcs11SigningKey found = key();

        for (int times = 0; times < 3; times++) {
            assertRefused(found.sign(MESSAGE));
        }
        assertRefused(token.key(KeySelector.id(id("key"))).get().sign(MESSAGE));
    }

    @Test
    void a_certificate_that_was_moved_to_another_key_makes_that_sign_nothing() {
        var publicKey = hsm.generate("key", "EC secp256r1");
        hsm.generateBare(id("other"), "EC secp256r1", "");
        Pkcs11SigningKey inUse = key();
        assertThat(inUse.sign(MESSAGE).isRight()).isTrue();

        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.CERTIFICATE, id("key"));
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id("key"));
        hsm.certify(id("other"), "key", publicKey);

        assertRefused(inUse.sign(MESSAGE));
        assertRefused(key().sign(MESSAGE));
    }

    @Test
    void it_signs_again_once_the_certificate_is_its_own() {
        hsm.generate("key", "EC secp256r1");
        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.PRIVATE_KEY, id("key"));
        var replaced = hsm.generateBare(id("key"), "EC secp256r1", "");
        assertRefused(key().sign(MESSAGE));

        Pkcs11Actor.destroy(hsm.slot(), Pkcs11Actor.CERTIFICATE, id("key"));
        hsm.certify(id("key"), "key", replaced);

        assertThat(key().sign(MESSAGE).isRight()).isTrue();
    }

    /** The public point is not on its curve, so that nothing could be verified with it. */
    @Test
    void a_key_whose_certificate_verifies_nothing_signs_nothing() {
        hsm.generateBare(id("key"), "EC secp256r1", "");
        hsm.certify(id("key"), "key", new PublicKeyOffTheCurve());

        assertThat(token.key(KeySelector.label("key")).toOption().flatMap(key -> key.sign(MESSAGE).toOption()))
                .isEmpty();
    }

    /** P-256 with the point (1, 1). */
    private static final class PublicKeyOffTheCurve implements PublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            byte[] encoded = Keys.der(OpenSsl.run(Keys.P256, "pkey -pubout")).clone();
            Arrays.fill(encoded, encoded.length - 64, encoded.length, (byte) 0);
            encoded[encoded.length - 33] = 1;
            encoded[encoded.length - 1] = 1;
            return encoded;
        }
    }
}
