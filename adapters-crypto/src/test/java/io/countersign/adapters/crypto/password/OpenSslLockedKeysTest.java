package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.assertOpens;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;

/** What openssl encrypts opens here, and what is encrypted here opens there. */
@Timeout(300)
class OpenSslLockedKeysTest {

    private static final String PASSWORD = "correct horse";
    private static final String PBKDF2 = "-v2 aes-256-cbc";
    private static final String SCRYPT = "-scrypt";

    @TempDir
    private Path directory;

    static Stream<String> keys() {
        return Stream.of(Keys.P256, Keys.P256_SEC1, Keys.SECP256K1, Keys.ED25519, Keys.RSA, Keys.RSA_PKCS1);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_that_openssl_encrypts_opens_here_and_signs(String pem) throws IOException {
        for (String form : new String[] {PBKDF2, PBKDF2 + " -iter 1", PBKDF2 + " -iter 100000", SCRYPT,
            SCRYPT + " -scrypt_N 1024 -scrypt_r 4 -scrypt_p 16", PBKDF2 + " -v2prf hmacWithSHA256"}) {
            assertOpens(lockedByOpenSsl(pem, form, PASSWORD), PASSWORD, pem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SCRYPT})
    void its_der_in_base64_opens_as_its_pem_does_in_one_line_or_several(String form) throws IOException {
        byte[] der = Keys.der(lockedByOpenSsl(Keys.P256, form, PASSWORD));

        assertOpens(Base64.getEncoder().encodeToString(der), PASSWORD, Keys.P256);
        assertOpens(" " + Base64.getMimeEncoder().encodeToString(der) + "\r\n", PASSWORD, Keys.P256);
        assertOpens(Base64.getEncoder().withoutPadding().encodeToString(der), PASSWORD, Keys.P256);
    }

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SCRYPT})
    void the_pem_opens_with_other_text_around_it(String form) throws IOException {
        String locked = lockedByOpenSsl(Keys.P256, form, PASSWORD);

        assertOpens("\uFEFFBag Attributes\n" + OpenSsl.publicKeyOf(Keys.P256) + locked.replace("\n", "\r\n") + "end",
                PASSWORD, Keys.P256);
    }

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SCRYPT})
    void the_pem_opens_in_json_and_under_another_label(String form) throws IOException {
        String locked = lockedByOpenSsl(Keys.P256, form, PASSWORD);

        assertOpens("{\"key\": \"" + locked.replace("\n", "\\n") + "\"}", PASSWORD, Keys.P256);
        assertOpens(locked.replace("ENCRYPTED PRIVATE KEY", "PRIVATE KEY"), PASSWORD, Keys.P256);
    }

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SCRYPT})
    void another_password_is_the_wrong_one(String form) throws IOException {
        String locked = lockedByOpenSsl(Keys.P256, form, PASSWORD);

        for (String wrong : new String[] {"correct hors", "Correct horse", "correct horse ", "\u00e9", "x"}) {
            assertThat(failureOf(locked, wrong)).isEqualTo(new SigningFailure.WrongPassword());
        }
    }

    /** One wrong key in 256 leaves what looks like padding. */
    @Test
    void none_of_a_thousand_wrong_passwords_is_taken_for_anything_else() throws IOException {
        String locked = lockedByOpenSsl(Keys.ED25519, PBKDF2 + " -iter 1", PASSWORD);

        for (int wrong = 0; wrong < 1000; wrong++) {
            assertThat(failureOf(locked, "wrong" + wrong)).isEqualTo(new SigningFailure.WrongPassword());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pässword", "пароль", "密码", "\uD83D\uDD11 key", "e\u0301", "\u0001\t \u007f"})
    void passwords_are_the_same_bytes_there_in_both_directions(String password) throws IOException {
        for (String form : new String[] {PBKDF2 + " -iter 1000", SCRYPT + " -scrypt_N 1024"}) {
            assertOpens(lockedByOpenSsl(Keys.ED25519, form, password), password, Keys.ED25519);
        }
        for (KeyEncryption encryption : quick()) {
            assertOpensThere(encrypted(encryption, Keys.ED25519, password), password, Keys.ED25519);
        }
    }

    @Test
    void random_passwords_are_too() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            String password = LockedKeys.password(random);
            String pem = OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
            String form = random.nextBoolean() ? PBKDF2 + " -iter " + (1 + random.nextInt(3000)) : SCRYPT;
            try {
                assertOpens(lockedByOpenSsl(pem, form, password), password, pem);
                assertOpensThere(encrypted(quick()[random.nextInt(2)], pem, password), password, pem);
            } catch (AssertionError different) {
                throw new AssertionError("seed " + seed, different);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_encrypted_here_opens_there(String pem) throws IOException {
        for (KeyEncryption encryption : quick()) {
            assertOpensThere(encrypted(encryption, pem, PASSWORD), PASSWORD, pem);
        }
    }

    @Test
    void a_key_encrypted_here_at_the_default_cost_opens_there() throws IOException {
        String pbkdf2 = encrypted(KeyEncryption.pkcs8(), Keys.P256, PASSWORD);
        String scrypt = encrypted(KeyEncryption.pkcs8Scrypt(), Keys.P256, PASSWORD);

        assertOpensThere(pbkdf2, PASSWORD, Keys.P256);
        assertOpensThere(scrypt, PASSWORD, Keys.P256);
        assertThat(OpenSsl.run(pbkdf2, "asn1parse")).contains(":PBES2", ":PBKDF2", ":0927C0", ":hmacWithSHA256",
                ":aes-256-cbc");
        assertThat(OpenSsl.run(scrypt, "asn1parse")).contains(":PBES2", ":scrypt", ":4000", ":08", ":05",
                ":aes-256-cbc");
    }

    @Test
    void it_does_not_open_there_with_another_password() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "wrong");

        assertThatThrownBy(() -> OpenSsl.run(encrypted(KeyEncryption.pkcs8(1000), Keys.P256, PASSWORD),
                "pkey -passin file:" + password)).isInstanceOf(AssertionError.class);
    }

    private static KeyEncryption[] quick() {
        return new KeyEncryption[] {KeyEncryption.pkcs8(1000), KeyEncryption.pkcs8Scrypt(1024, 8, 1)};
    }

    private String lockedByOpenSsl(String pem, String form, String password) throws IOException {
        return OpenSsl.run(pem, "pkcs8 -topk8 " + form + " -passout file:"
                + Files.writeString(directory.resolve("password"), password));
    }

    private void assertOpensThere(String locked, String password, String pem) throws IOException {
        String opened = OpenSsl.run(locked, "pkey -passin file:"
                + Files.writeString(directory.resolve("password"), password));
        assertThat(opened).isEqualTo(OpenSsl.run(pem, "pkey"));
    }
}
