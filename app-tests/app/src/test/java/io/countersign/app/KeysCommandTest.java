package io.countersign.app;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class KeysCommandTest {

    @TempDir
    private Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private CommandRun generate(String algorithm, Path keyFile) {
        return CommandRun.of("keys", "generate", "--algorithm", algorithm, "--key-file", keyFile.toString());
    }

    private CommandRun encrypt(String... more) {
        String[] arguments = {"keys", "encrypt", "--key-file", file("key.pem").toString(),
            "--password-file", file("password").toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandRun.of(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES256K", "EdDSA", "RS256", "eddsa"})
    void a_private_key_goes_into_a_file_for_its_owner_and_the_public_key_to_standard_output(String algorithm)
            throws IOException {
        Path key = file("key.pem");

        var run = generate(algorithm, key);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("-----BEGIN PUBLIC KEY-----").endsWith("-----END PUBLIC KEY-----\n");
        assertThat(run.err()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        assertThat(JcaSigningKey.fromPem(Files.readString(key).toCharArray()).get().scheme().joseName())
                .isEqualToIgnoringCase(algorithm);
    }

    @Test
    void a_file_that_exists_is_not_overwritten() throws IOException {
        Path key = Files.writeString(file("key.pem"), "precious");

        assertRefusedInOneLine(generate("ES256", key), "--key-file", "exists already");
        assertThat(key).hasContent("precious");
    }

    @Test
    void a_place_that_is_none_is_refused() {
        assertRefusedInOneLine(generate("ES256", file("none/key.pem")), "--key-file", "directory");
        assertRefusedInOneLine(CommandRun.of("keys", "generate", "--algorithm", "ES256", "--key-file", ""),
                "--key-file");
    }

    @Test
    void an_algorithm_that_is_none_is_refused_naming_those_there_are() {
        assertRefusedInOneLine(generate("ES512", file("key.pem")), "--algorithm", "ES256, ES256K, EdDSA, RS256");
        assertThat(file("key.pem")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs8", "scrypt", "webcrypto"})
    void a_key_is_encrypted_and_opens_again_with_its_password_alone(String form) throws IOException {
        generate("ES256", file("key.pem"));
        Files.writeString(file("password"), "correct hörse 🐎\n");

        var run = encrypt("--form", form);

        assertThat(run.exitCode()).as(run.err()).isZero();
        var encrypted = new EncryptedPrivateKey(run.out());
        assertThat(unlocker("correct hörse 🐎").unlock(encrypted)).isRight();
        assertThat(unlocker("another").unlock(encrypted)).isLeft();
    }

    private static PasswordKeyUnlocker unlocker(String password) {
        return PasswordKeyUnlocker.askingFor(password::toCharArray)
                .withForms(EncryptedKeyForm.WEB_CRYPTO, EncryptedKeyForm.PKCS8).dangerouslyWithoutPublicKey();
    }

    @Test
    void the_default_is_a_form_that_nobody_can_alter_unnoticed() throws IOException {
        generate("ES256", file("key.pem"));
        Files.writeString(file("password"), "correct hörse 🐎\n");

        var run = encrypt();

        assertThat(run.out()).startsWith("cskey.");
        assertThat(PasswordKeyUnlocker.askingFor("correct hörse 🐎"::toCharArray)
                .unlock(new EncryptedPrivateKey(run.out()))).isRight();
    }

    @Test
    void what_cannot_be_encrypted_is_refused() throws IOException {
        Files.writeString(file("key.pem"), "nonsense");
        Files.writeString(file("password"), "secret-password");
        assertRefusedInOneLine(encrypt(), "--key-file", "no private key");
        Files.writeString(file("password"), "\n");
        assertRefusedInOneLine(encrypt(), "--password-file", "is empty");
        Files.delete(file("password"));
        assertRefusedInOneLine(encrypt(), "--password-file", "does not exist");
        assertRefusedInOneLine(encrypt("--form", "rot13"), "--form");
    }

    @Test
    void without_a_command_there_is_one_line_that_names_them() {
        assertRefusedInOneLine(CommandRun.of("keys"), "generate or encrypt");
    }

    private static void assertRefusedInOneLine(CommandRun run, String... words) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign keys").contains(words)
                .doesNotContain("\tat ", "secret-password", "PRIVATE KEY-----");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
