package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.unlocker;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;

/** Whatever the text: an answer, in good time, within little memory. */
@Timeout(300)
class HostileLockedKeysTest {

    private static final String PASSWORD = "correct horse";
    private static final String PEM_LABEL = "ENCRYPTED PRIVATE KEY";

    static Stream<String> texts() {
        return Stream.of(Keys.P256, Keys.ED25519, Keys.RSA).flatMap(pem -> Stream.of(
                encrypted(KeyEncryption.pkcs8(1000), pem, PASSWORD),
                encrypted(KeyEncryption.pkcs8Scrypt(1024, 1, 1), pem, PASSWORD),
                encrypted(KeyEncryption.authenticated(1000), pem, PASSWORD)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_cut_anywhere_does_not_open(String text) {
        String whole = text.strip();
        int step = 1 + whole.length() / 300;
        for (int length = 0; length < whole.length(); length += step) {
            assertThat(answer(whole.substring(0, length)).getLeft()).as("cut after %d", length)
                    .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        }
        byte[] bytes = bytes(text);
        for (int length = 0; length < bytes.length; length += step) {
            assertThat(answer(text(text, Arrays.copyOf(bytes, length))).getLeft()).as("bytes cut after %d", length)
                    .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_with_one_byte_changed_does_not_open_or_still_signs(String text) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = bytes(text);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));

            Either<SigningFailure, UnlockedKey> answer = answer(text(text, bytes));

            answer.forEach(key -> assertThat(key.sign(bytes).isRight()).as("seed %d", seed).isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_with_some_characters_changed_gets_an_answer(String text) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            char[] changed = text.toCharArray();
            for (int change = 0; change <= round % 3; change++) {
                changed[random.nextInt(changed.length)] =
                        (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
            }

            assertThat(answer(new String(changed))).as("seed %d", seed).isNotNull();
        }
    }

    @Test
    void garbage_does_not_open() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = 0x30;
                bytes[1] = (byte) Math.min(127, bytes.length - 2);
            }
            String text = switch (random.nextInt(3)) {
                case 0 -> Keys.pem(PEM_LABEL, bytes);
                case 1 -> Base64.getEncoder().encodeToString(bytes);
                default -> "cskey." + Base64.getUrlEncoder().encodeToString(bytes);
            };

            assertThat(answer(text).getLeft()).as("seed %d", seed)
                    .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        }
    }

    @Test
    void structures_in_structures_as_deep_as_the_text_allows_do_not_open() {
        byte[] indefinite = new byte[48_000];
        byte[] definite = new byte[48_000];
        for (int at = 0; at + 4 <= definite.length; at += 4) {
            indefinite[at] = indefinite[at + 2] = 0x30;
            indefinite[at + 1] = indefinite[at + 3] = (byte) 0x80;
            int left = definite.length - at - 4;
            definite[at] = 0x30;
            definite[at + 1] = (byte) 0x82;
            definite[at + 2] = (byte) (left >> 8);
            definite[at + 3] = (byte) left;
        }

        for (byte[] deep : new byte[][] {indefinite, definite}) {
            assertThat(answer(Base64.getEncoder().encodeToString(deep)).getLeft())
                    .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        }
    }

    /** The same inside what is encrypted, where a password is known to the attacker. */
    @Test
    void structures_in_structures_that_a_password_opens_are_refused() {
        byte[] deep = new byte[30_000];
        for (int at = 0; at + 2 <= deep.length; at += 2) {
            deep[at] = 0x30;
            deep[at + 1] = (byte) 0x80;
        }

        assertThat(answer(Node.answer("encrypt", deep, PASSWORD, 1000)).getLeft())
                .returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
    }

    private static Either<SigningFailure, UnlockedKey> answer(String text) {
        return unlocker(PASSWORD).unlock(new EncryptedPrivateKey(text));
    }

    private static byte[] bytes(String text) {
        return text.startsWith("cskey.") ? Base64.getUrlDecoder().decode(text.substring(6)) : Keys.der(text);
    }

    private static String text(String like, byte[] bytes) {
        return like.startsWith("cskey.")
                ? "cskey." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                : Keys.pem(PEM_LABEL, bytes);
    }
}
