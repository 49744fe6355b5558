package io.countersign.adapters.crypto.password;

import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static io.countersign.adapters.crypto.password.LockedKeys.failureOf;
import static io.countersign.adapters.crypto.password.Pbes2Forger.pbkdf2;
import static io.countersign.adapters.crypto.password.Pbes2Forger.scrypt;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.ports.failure.SigningFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Base64;

/** What is refused before anybody is asked for a password. */
@Timeout(300)
class LockedKeyRefusalsTest {

    private static final String LOCKED = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS), Keys.P256, "x");

    @ParameterizedTest
    @CsvSource({"10000001", "0", "-1", "4294967297", "1267650600228229401496703205376"})
    void iterations_beyond_the_limits(BigInteger iterations) {
        assertUnreadable(pbkdf2().iterations(iterations).text(), "iterations of PBKDF2", "1 to 10000000");
    }

    @Test
    void a_number_of_absurd_length_is_not_repeated() {
        assertThat(message(pbkdf2().iterations(BigInteger.ONE.shiftLeft(100_000)).text())).hasSizeLessThan(500)
                .contains("a number of 100001 bits");
        assertThat(message(pbkdf2().cipher("2.16." + "9".repeat(1000)).text())).hasSizeLessThan(500)
                .contains("an unknown algorithm");
    }

    @ParameterizedTest
    @CsvSource({
        "524288, 8, 1, 128 times their product",
        "131072, 5, 16, may be 1073741824", "4194304, 1, 1, 128 times their product", "1024, 33, 1, block size",
        "1024, 0, 1, block size", "1024, 8, 17, parallelization", "1024, 8, 0, parallelization",
        "1000, 8, 1, power of two", "1, 8, 1, power of two", "0, 8, 1, power of two", "-1024, 8, 1, power of two",
        "65536, 1, 1, 2 to the power of 16 r", "1267650600228229401496703205376, 8, 1, 128 times their product",
        "1024, 8, 1267650600228229401496703205376, parallelization"
    })
    void scrypt_beyond_the_limits(BigInteger n, BigInteger r, BigInteger p, String reason) {
        assertUnreadable(scrypt(n, r, p).text(), reason);
    }

    @Test
    void scrypt_that_needs_more_than_half_of_the_memory_of_the_jvm() {
        BigInteger n = BigInteger.valueOf(1 << 17);
        BigInteger r = BigInteger.valueOf(8);

        assertThat(KeyDerivationLimits.scrypt(n, r, BigInteger.ONE, new byte[16], 255L << 20).getLeft())
                .contains("133693440 bytes in this JVM");
        assertThat(KeyDerivationLimits.scrypt(n, r, BigInteger.ONE, new byte[16], 256L << 20).isRight()).isTrue();
        assertThat(KeyDerivationLimits.scrypt(n.shiftLeft(1), r, BigInteger.ONE, new byte[16], 8L << 30).isRight())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 1025})
    void a_salt_that_is_too_short_or_too_long(int bytes) {
        assertUnreadable(pbkdf2().salt(bytes).text(), "its salt has " + bytes + " bytes", "8 to 1024");
        assertUnreadable(scrypt(BigInteger.valueOf(1024), BigInteger.valueOf(8), BigInteger.ONE).salt(bytes).text(),
                "its salt has " + bytes + " bytes");
    }

    @Test
    void a_salt_from_another_source() {
        assertUnreadable(pbkdf2().saltFromElsewhere().text(), "altered, or of an unknown form");
    }

    @Test
    void a_derived_key_of_another_length() {
        assertUnreadable(pbkdf2().keyLength(16).text(), "not 32 bytes long");
        assertUnreadable(scrypt(BigInteger.valueOf(1024), BigInteger.valueOf(8), BigInteger.ONE).keyLength(24).text(),
                "not 32 bytes long");
    }

    @ParameterizedTest
    @CsvSource({
        "-v2 aes-256-cbc -v2prf hmacWithSHA1, HMAC-SHA1", "-v2 aes-256-cbc -v2prf hmacWithSHA512, HMAC-SHA512",
        "-v2 aes-128-cbc, AES-128-CBC", "-v2 aes-192-cbc, AES-192-CBC", "-v2 des3, 3DES",
        "-v1 PBE-SHA1-3DES, PKCS#12 (SHA-1 and 3DES)", "-v2 camellia-256-cbc, 1.2.392.200011.61.1.1.1.4"
    })
    void other_algorithms_by_name(String form, String name) {
        assertUnreadable(OpenSsl.run(Keys.P256, "pkcs8 -topk8 " + form + " -passout pass:x"), name);
    }

    @Test
    void pbkdf2_without_its_function_which_means_sha_1() {
        assertUnreadable(pbkdf2().withoutPrf().text(), "HMAC-SHA1");
    }

    @Test
    void another_key_derivation() {
        assertUnreadable(pbkdf2().derivation("1.2.3.4").text(), "1.2.3.4", "neither PBKDF2 nor scrypt");
    }

    @Test
    void what_is_not_in_whole_blocks() {
        assertUnreadable(pbkdf2().ciphertext(new byte[0]).text(), "not in whole blocks");
        assertUnreadable(pbkdf2().ciphertext(new byte[47]).text(), "not in whole blocks");
        assertUnreadable(pbkdf2().iv(new byte[8]).text(), "not in whole blocks");
    }

    @Test
    void scrypt_parameters_with_something_missing_or_more() {
        assertUnreadable(scrypt().text(), "altered");
        assertUnreadable(scrypt(BigInteger.TWO, BigInteger.ONE, BigInteger.ONE, BigInteger.valueOf(32), BigInteger.TEN)
                .text(), "altered");
    }

    @Test
    void a_pem_without_an_encrypted_key() {
        assertUnreadable(Keys.P256, "an unencrypted PRIVATE KEY", "has the key");
        assertUnreadable(Keys.P256_SEC1, "an unencrypted EC PRIVATE KEY");
        assertUnreadable(OpenSsl.publicKeyOf(Keys.P256), "no ENCRYPTED PRIVATE KEY");
        assertUnreadable(OpenSsl.run(Keys.RSA, "rsa -traditional -aes256 -passout pass:x"), "Proc-Type: 4,ENCRYPTED");
    }

    @Test
    void a_pem_with_two_encrypted_keys_or_half_of_one() {
        assertUnreadable(LOCKED + LOCKED, "there are 2 encrypted keys");
        assertUnreadable(LOCKED.substring(0, LOCKED.length() / 2), "cut short");
        assertUnreadable(LOCKED.replace("-----END ENCRYPTED", "-----END"), "cut short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{\"kty\":\"oct\"}", "AAAA", "cskey", "\u0000", "\uD83D"})
    void a_text_of_an_unknown_form(String text) {
        assertUnreadable(text, "unknown form", "PBES2", "cskey.", "another unlocker");
    }

    @Test
    void a_key_that_is_not_encrypted_as_base64() {
        assertUnreadable(Base64.getEncoder().encodeToString(Keys.der(Keys.P256)), "unknown form");
    }

    @Test
    void a_text_longer_than_any_key() {
        assertUnreadable("A".repeat(PasswordKeyUnlocker.MAXIMUM_TEXT_LENGTH + 1), "longer than 65536 characters");
        assertUnreadable("\n".repeat(PasswordKeyUnlocker.MAXIMUM_TEXT_LENGTH) + LOCKED, "longer than 65536");
    }

    private static void assertUnreadable(String text, String... words) {
        assertThat(message(text)).contains(words).contains("Register the key anew");
    }

    private static String message(String text) {
        SigningFailure failure = failureOf(text, () -> {
            throw new AssertionError("asked for the password");
        });
        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind);
        return failure.message();
    }
}
