package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.assertOpens;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/** The WebCrypto form, changed by somebody who knows it: the checksum is put right each time. */
@Timeout(300)
class WebCryptoRefusalsTest {

    private static final String PASSWORD = "correct horse";
    private static final String LOCKED = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256, PASSWORD);
    private static final int SALT_AT = 6;
    private static final int IV_AT = 22;
    private static final int CIPHERTEXT_AT = 34;

    @Test
    void the_text_that_nothing_was_changed_in_opens() throws Exception {
        assertOpens(changed(bytes -> {}), PASSWORD, Keys.P256);
        assertOpens("\uFEFF " + LOCKED + "\n", PASSWORD, Keys.P256);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 255})
    void another_version_is_named(int version) throws Exception {
        assertUnreadable(changed(bytes -> bytes[0] = (byte) version), "version " + version + " of the WebCrypto form");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000_001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void iterations_beyond_the_limits_are_refused(int iterations) throws Exception {
        assertUnreadable(changed(bytes -> ByteBuffer.wrap(bytes).putInt(1, iterations)),
                Integer.toUnsignedString(iterations) + " iterations of PBKDF2", "1 to 10000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 65, 255})
    void a_salt_that_is_too_short_or_too_long_is_refused(int length) throws Exception {
        assertUnreadable(changed(bytes -> bytes[5] = (byte) length), "its salt has " + length + " bytes", "16 to 64");
    }

    @Test
    void a_text_with_nothing_encrypted_in_it_is_refused() throws Exception {
        byte[] bytes = bytes();

        for (int length = 0; length <= CIPHERTEXT_AT + 16; length++) {
            assertUnreadable(text(Arrays.copyOf(bytes, length)),
                    length == 0 ? "version" : length < SALT_AT ? "checksum" : "no encrypted key");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, SALT_AT, IV_AT, CIPHERTEXT_AT, -5})
    void no_byte_can_be_changed_unnoticed(int at) throws Exception {
        String text = changed(bytes -> {
            int index = at < 0 ? bytes.length + at : at;
            bytes[index] ^= 1;
        });

        assertThat(failureOf(text, PASSWORD)).isEqualTo(SigningFailure.wrongPassword());
    }

    @Test
    void what_stands_in_other_characters_is_refused() {
        assertUnreadable(LOCKED.substring(0, 50) + "+" + LOCKED.substring(51), "altered");
        assertUnreadable(LOCKED.substring(0, 50) + "\n" + LOCKED.substring(50), "altered");
        assertUnreadable(LOCKED.replace("cskey.", "CSKEY."), "unknown form");
    }

    @Test
    void something_else_than_a_key_that_the_password_opens_is_told_as_such() {
        for (byte[] content : new byte[][] {{1}, {0x30, 0}, Keys.der(OpenSsl.publicKeyOf(Keys.P256)),
            Arrays.copyOf(Keys.der(Keys.P256), 137)}) {
            SigningFailure failure =
                    failureOf(Node.answer("encrypt", content, PASSWORD, FEW_ITERATIONS), PASSWORD);

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
            assertThat(failure.message()).contains("the password opens", "no private key in PKCS#8");
        }
    }

    private static void assertUnreadable(String text, String... words) {
        SigningFailure failure = failureOf(text, () -> {
            throw new AssertionError("asked for the password");
        });
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        assertThat(failure.message()).contains(words).contains("Register the key anew");
    }

    private static String changed(Consumer<byte[]> change) throws Exception {
        byte[] bytes = bytes();
        change.accept(bytes);
        return text(bytes);
    }

    /** All but the checksum. */
    private static byte[] bytes() {
        byte[] all = Base64.getUrlDecoder().decode(LOCKED.substring("cskey.".length()));
        return Arrays.copyOf(all, all.length - 4);
    }

    private static String text(byte[] bytes) throws Exception {
        byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
        return "cskey." + Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(bytes.length + 4).put(bytes).put(checksum, 0, 4).array());
    }
}
