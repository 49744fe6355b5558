package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.MESSAGE;
import static io.countersign.adapters.crypto.password.LockedKeys.assertOpens;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.failureOf;
import static io.countersign.adapters.crypto.password.LockedKeys.unlocked;
import static io.countersign.adapters.crypto.password.Node.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.EcdsaSignature;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** What a browser's WebCrypto encrypts opens here, and what is encrypted here opens there. */
@Timeout(300)
class WebCryptoLockedKeysTest {

    private static final String PASSWORD = "correct horse";
    private static final List<String> KEYS = List.of(Keys.P256, Keys.SECP256K1, Keys.ED25519, Keys.RSA);

    @Test
    void a_key_that_webcrypto_encrypts_opens_here_and_signs() {
        List<String> texts = Node.answers(KEYS.stream()
                .map(pem -> task("encrypt", Keys.der(pem), PASSWORD, FEW_ITERATIONS)).toList());

        for (int at = 0; at < texts.size(); at++) {
            assertOpens(texts.get(at), PASSWORD, KEYS.get(at));
        }
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "RSA, RS256", "Ed25519, EDDSA"})
    void a_key_that_webcrypto_generates_and_encrypts_opens_here(String algorithm, SignatureScheme scheme) {
        String[] made = Node.answer("generate", algorithm, PASSWORD, FEW_ITERATIONS).split(" ");

        try (UnlockedKey key = unlocked(made[0], PASSWORD)) {
            String publicKey = Keys.pem("PUBLIC KEY", Base64.getDecoder().decode(made[1]));
            assertThat(OpenSsl.verifies(scheme, publicKey, MESSAGE, key.sign(MESSAGE).get())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"P-256, P256", "RSA, RSA", "Ed25519, ED25519"})
    void webcrypto_signs_with_a_key_encrypted_here(String algorithm, String name) throws Exception {
        String pem = (String) Keys.class.getDeclaredField(name).get(null);
        String text = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), pem, PASSWORD);
        byte[] signature = Base64.getDecoder().decode(Node.answer("sign", algorithm, text, PASSWORD, MESSAGE));

        SignatureScheme scheme = Keys.signingKey(pem).scheme();
        byte[] encoded = scheme == SignatureScheme.ES256
                ? EcdsaSignature.ofRaw(scheme, signature).get().der()
                : signature;
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), MESSAGE, encoded)).isTrue();
    }

    @Test
    void a_key_encrypted_here_opens_there_byte_for_byte() {
        List<String> opened = Node.answers(KEYS.stream().map(pem -> task("decrypt",
                encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), pem, PASSWORD), PASSWORD)).toList());

        for (int at = 0; at < opened.size(); at++) {
            assertThat(Base64.getDecoder().decode(opened.get(at))).isEqualTo(Keys.der(KEYS.get(at)));
        }
    }

    @Test
    void both_directions_work_at_the_default_cost() {
        String made = encrypted(KeyEncryption.authenticated(), Keys.P256, PASSWORD);
        List<String> answers = Node.answers(List.of(task("decrypt", made, PASSWORD),
                task("encrypt", Keys.der(Keys.P256), PASSWORD, KeyEncryption.DEFAULT_PBKDF2_ITERATIONS)));

        assertThat(OpenSsl.run(Keys.pem("PRIVATE KEY", Base64.getDecoder().decode(answers.get(0))), "pkey"))
                .isEqualTo(OpenSsl.run(Keys.P256, "pkey"));
        assertOpens(answers.get(1), PASSWORD, Keys.P256);
    }

    @Test
    void passwords_of_all_unicode_are_the_same_bytes_there_in_both_directions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> passwords = new ArrayList<>(List.of("pässword", "密码", "\uD83D\uDD11", "e\u0301", "\u0000\n"));
        while (passwords.size() < 60) {
            passwords.add(LockedKeys.password(random));
        }
        List<String> tasks = new ArrayList<>();
        for (String password : passwords) {
            int iterations = FEW_ITERATIONS + random.nextInt(1000);
            tasks.add(task("encrypt", Keys.der(Keys.ED25519), password, iterations));
            String made = encrypted(KeyEncryption.authenticated(iterations), Keys.ED25519, password);
            tasks.add(task("decrypt", made, password));
        }
        List<String> answers = Node.answers(tasks);

        String key = Base64.getEncoder().encodeToString(Keys.der(Keys.ED25519));
        byte[] signature = Keys.signature(Keys.signingKey(Keys.ED25519), MESSAGE);
        for (int at = 0; at < passwords.size(); at++) {
            try (UnlockedKey opened = unlocked(answers.get(2 * at), passwords.get(at))) {
                assertThat(opened.sign(MESSAGE).get()).as("seed %d", seed).isEqualTo(signature);
            }
            assertThat(answers.get(2 * at + 1)).as("seed %d", seed).isEqualTo(key);
        }
    }

    @Test
    void another_password_is_the_wrong_one_on_both_sides() {
        String text = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256, PASSWORD);

        assertThat(failureOf(text, "wrong")).isEqualTo(SigningFailure.wrongPassword());
        assertThat(failureOf(Node.answer("encrypt", Keys.der(Keys.P256), PASSWORD, FEW_ITERATIONS), "wrong"))
                .isEqualTo(SigningFailure.wrongPassword());
        assertThat(Node.answer("decrypt", text, "wrong")).isEqualTo("failed: OperationError");
    }

    @Test
    void damage_is_told_from_a_wrong_password_on_both_sides() {
        String text = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256, PASSWORD);
        String damaged = text.substring(0, 100) + (text.charAt(100) == 'A' ? 'B' : 'A') + text.substring(101);

        assertThat(failureOf(damaged, PASSWORD)).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("cut short or altered");
        assertThat(Node.answer("decrypt", damaged, PASSWORD)).isEqualTo("failed: SyntaxError");
    }

    @Test
    void the_bytes_are_as_documented() throws Exception {
        String text = encrypted(KeyEncryption.authenticated(66_051), Keys.ED25519, PASSWORD);
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring("cskey.".length()));

        assertThat(text).matches("cskey\\.[A-Za-z0-9_-]+");
        assertThat(bytes).startsWith(2, 0, 1, 2, 3, 16).hasSize(6 + 16 + 12 + 48 + 16 + 4);
        var checked = MessageDigest.getInstance("SHA-256");
        checked.update(bytes, 0, bytes.length - 4);
        assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
                .isEqualTo(Arrays.copyOf(checked.digest(), 4));
    }
}
