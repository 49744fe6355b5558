package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

/** Whatever the text: an answer, in good time, that shows none of it. */
@Tag("fips")
@Timeout(120)
class HostileTextsTest {

    private static final String[] LABELS = {
        "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "EC PARAMETERS", "PUBLIC KEY", "ENCRYPTED PRIVATE KEY"
    };

    static Stream<String> keys() {
        return Stream.of(Keys.P256, Keys.P256_SEC1, Keys.SECP256K1, Keys.ED25519, Keys.RSA, Keys.RSA_PKCS1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_cut_anywhere_is_refused(String pem) {
        String whole = pem.strip();
        int step = 1 + whole.length() / 200;
        for (int length = 0; length < whole.length(); length += step) {
            assertThat(answer(whole.substring(0, length), pem).isLeft()).as("cut after %d", length).isTrue();
        }
        byte[] der = Keys.der(pem);
        for (int length = 0; length < der.length; length += step) {
            String cut = pem(label(pem), Arrays.copyOf(der, length));
            assertThat(answer(cut, pem).isLeft()).as("DER cut after %d", length).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_with_one_byte_changed_is_refused_or_still_signs(String pem) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            byte[] der = Keys.der(pem);
            der[random.nextInt(der.length)] ^= (byte) (1 + random.nextInt(255));
            Either<KeyRefusal, JcaSigningKey> answer = answer(pem(label(pem), der), pem);

            answer.forEach(key -> assertThat(key.sign(der).isRight()).as("seed %d", seed).isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_text_with_one_character_changed_gets_an_answer(String pem) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            char[] text = pem.toCharArray();
            text[random.nextInt(text.length)] = (char) random.nextInt(round % 2 == 0 ? 0x80 : 0x10000);

            assertThatCode(() -> answer(new String(text), pem)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void no_altered_private_number_passes_beside_the_public_key_it_came_with(String pem) {
        byte[] der = Keys.der(pem);
        int insideTheNumber = switch (der.length) {
            case 121, 118 -> 10; // SEC 1
            case 138, 135 -> 40; // PKCS#8, EC
            case 48 -> 20; // Ed25519, which comes without its public key: whatever the bits, it is a good key
            default -> der.length / 2; // RSA
        };
        der[insideTheNumber] ^= 1;
        Either<KeyRefusal, JcaSigningKey> answer = answer(pem(label(pem), der), pem);

        assertThat(answer.map(JcaSigningKey::scheme)).isEqualTo(der.length == 48
                ? Either.right(SignatureScheme.EDDSA)
                : Either.left(KeyRefusal.of(label(pem).startsWith("RSA") || der.length > 1000
                        ? KeyFlaw.INCONSISTENT_RSA_NUMBERS
                        : KeyFlaw.PUBLIC_KEY_MISMATCH)));
    }

    @Test
    void garbage_gets_a_refusal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = 0x30;
                bytes[1] = (byte) Math.min(127, bytes.length - 2);
            }
            String label = LABELS[random.nextInt(LABELS.length)];
            String text = switch (random.nextInt(3)) {
                case 0 -> new String(bytes, ISO_8859_1);
                case 1 -> "-----BEGIN " + label + "-----\n" + new String(bytes, UTF_8);
                default -> pem(label, bytes);
            };

            assertThat(JcaSigningKey.fromPem(text.toCharArray()).isLeft()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void what_is_read_is_no_more_than_some_times_the_text() {
        for (String line : new String[] {":\n", "-----END A-----\n-----BEGIN A-----\n"}) {
            String text = "-----BEGIN A-----\n" + line.repeat((65_536 - 40) / line.length()) + "-----END A-----";
            var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();

            assertThat(JcaSigningKey.fromPem(text.toCharArray()).isLeft()).isTrue();
            assertThat(thread.getCurrentThreadAllocatedBytes() - before).as(line).isLessThan(20L << 20);
        }
    }

    @Test
    void an_rsa_key_of_absurd_length_is_refused_at_once() throws Exception {
        var one = BigInteger.ONE;
        var modulus = one.shiftLeft(200_000).add(one);
        var key = new RSAPrivateKey(
                modulus, one, one, one, one, one, one, one);

        assertThat(JcaSigningKey.fromPem(pem("RSA PRIVATE KEY", key.getEncoded()).toCharArray()).getLeft())
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, 200_001));
    }

    /** The answer to that text, which shows nothing of the key that the text was made from. */
    private static Either<KeyRefusal, JcaSigningKey> answer(String text, String key) {
        Either<KeyRefusal, JcaSigningKey> answer = JcaSigningKey.fromPem(text.toCharArray());
        String shown = answer.fold(refusal -> refusal.message() + refusal, JcaSigningKey::toString);
        byte[] der = Keys.der(key);
        for (int from = 12; from + 6 <= der.length; from += 3) {
            byte[] part = Arrays.copyOfRange(der, from, from + 6);
            assertThat(shown).doesNotContain(Base64.getEncoder().encodeToString(part))
                    .doesNotContainIgnoringCase(HexFormat.of().formatHex(part))
                    .doesNotContain(new BigInteger(1, part).toString());
        }
        return answer;
    }

    private static String label(String pem) {
        return pem.substring("-----BEGIN ".length(), pem.indexOf("-----\n"));
    }
}
