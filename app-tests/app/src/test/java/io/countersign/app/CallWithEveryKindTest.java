package io.countersign.app;

import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CallWithEveryKindTest {

    @TempDir
    private Path directory;

    private CommandRun call(Sandbox sandbox, String... signing) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), sandbox.serviceAccount().authToken());
        var arguments = new ArrayList<>(List.of(
                "call", "--base-url", sandbox.baseUrl().toString(), "--token-file", token.toString()));
        arguments.addAll(List.of(signing));
        arguments.addAll(List.of("--body", "{\"network\":\"EthereumSepolia\"}", "POST", "/wallets"));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private String passwordFile(String password) throws IOException {
        return Files.writeString(directory.resolve("password"), password).toString();
    }

    private String publicKeyFile(String pem) throws IOException {
        return Files.writeString(directory.resolve("public.pem"), pem).toString();
    }

    private String keyFile(SandboxUser user, KeyAlgorithm algorithm) throws IOException {
        return Files.writeString(directory.resolve(algorithm + ".pem"), user.key(algorithm).privateKeyPem()).toString();
    }

    @Test
    void a_password_protected_key_signs_with_the_key_that_comes_with_the_challenge() throws IOException {
        try (var sandbox = Sandbox.start()) {
            var key = sandbox.serviceAccount().passwordProtectedKey();

            var run = call(sandbox, "--credential-id", key.credId(),
                    "--password-file", passwordFile(key.password() + "\n"),
                    "--public-key-file", publicKeyFile(key.publicKeyPem()));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("{\"id\":\"wa-");
        }
    }

    @Test
    void a_key_that_somebody_could_have_altered_is_not_opened_without_its_public_key() throws IOException {
        try (var sandbox = Sandbox.start()) {
            var key = sandbox.serviceAccount().passwordProtectedKey();
            var another = sandbox.delegatedUser().passwordProtectedKey();

            assertRefused(call(sandbox, "--credential-id", key.credId(),
                            "--password-file", passwordFile(key.password())),
                    "has the form PKCS8");
            assertRefused(call(sandbox, "--credential-id", key.credId(),
                    "--password-file", passwordFile(key.password()),
                    "--public-key-file", publicKeyFile(another.publicKeyPem())), "the password does not open");
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    private static void assertRefused(CommandRun run, String... words) {
        assertThat(run.err()).contains(words).hasLineCount(1);
        assertThat(run.exitCode()).isNotZero();
    }

    @Test
    void a_wrong_password_is_one_line_that_does_not_repeat_it() throws IOException {
        try (var sandbox = Sandbox.start()) {
            var key = sandbox.serviceAccount().passwordProtectedKey();

            var run = call(sandbox, "--credential-id", key.credId(), "--password-file", passwordFile("not-that-one"),
                    "--public-key-file", publicKeyFile(key.publicKeyPem()));

            assertRefusedInOneLine(run, "the password does not open");
            assertThat(run.err()).doesNotContain("not-that-one");
        }
    }

    @Test
    void a_second_factor_signs_beside_the_first_where_one_is_due() throws IOException {
        try (var sandbox = Sandbox.configure().requiringSecondFactor(CredentialKind.KEY).start()) {
            var user = sandbox.serviceAccount();
            String[] first = {"--credential-id", user.key(KeyAlgorithm.ES256).credId(),
                "--key-file", keyFile(user, KeyAlgorithm.ES256)};

            var alone = call(sandbox, first);
            assertThat(alone.exitCode()).isEqualTo(1);
            assertThat(alone.err()).contains("requires a second factor", "PasswordProtectedKey").hasLineCount(1);

            var withPassword = call(sandbox, with(first, "--second-credential-id", user.passwordProtectedKey().credId(),
                    "--second-password-file", passwordFile(user.passwordProtectedKey().password()),
                    "--second-public-key-file", publicKeyFile(user.passwordProtectedKey().publicKeyPem())));
            assertThat(withPassword.exitCode()).as(withPassword.err()).isZero();

            var withKey = call(sandbox, with(first, "--second-credential-id", user.key(KeyAlgorithm.EDDSA).credId(),
                    "--second-key-file", keyFile(user, KeyAlgorithm.EDDSA)));
            assertThat(withKey.exitCode()).as(withKey.err()).isZero();
        }
    }

    @Test
    void options_that_do_not_go_together_are_refused_saying_which() throws IOException {
        try (var sandbox = Sandbox.start()) {
            var user = sandbox.serviceAccount();
            String[] first = {"--credential-id", user.key(KeyAlgorithm.ES256).credId(),
                "--key-file", keyFile(user, KeyAlgorithm.ES256)};

            assertRefusedInOneLine(call(sandbox, with(first, "--password-file", passwordFile("x"))),
                    "either --key-file");
            assertRefusedInOneLine(call(sandbox, with(first, "--second-credential-id", "cr-1")), "--second-key-file");
            assertRefusedInOneLine(call(sandbox, with(first, "--public-key-file", first[3])),
                    "goes with --password-file");
            assertRefusedInOneLine(call(sandbox, "--credential-id", "cr-1", "--password-file", passwordFile("x"),
                    "--public-key-file", passwordFile("x")), "--public-key-file", "PUBLIC KEY");
            assertRefusedInOneLine(call(sandbox, with(first, "--second-key-file", first[3])), "--second-credential-id");
            assertRefusedInOneLine(call(sandbox, "--credential-id", "cr-1", "--password-file", "/none"),
                    "does not exist");
            assertRefusedInOneLine(call(sandbox, "--credential-id", "cr-1", "--password-file", passwordFile("\n")),
                    "--password-file", "is empty");
        }
    }

    private static String[] with(String[] first, String... more) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void assertRefusedInOneLine(CommandRun run, String... words) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign call: ").contains(words).doesNotContain("\tat ", "-secret-");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
