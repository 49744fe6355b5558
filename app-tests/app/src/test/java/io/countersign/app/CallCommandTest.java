package io.countersign.app;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CallCommandTest {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\",\"name\":\"Zoë\"}";

    private final Sandbox sandbox = Sandbox.start();

    @TempDir
    private Path directory;
    private Path tokenFile;
    private Path keyFile;

    @BeforeEach
    void writeFiles() throws IOException {
        tokenFile = Files.writeString(directory.resolve("token"), sandbox.serviceAccount().authToken() + "\n");
        keyFile = keyFile(KeyAlgorithm.ES256);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Path keyFile(KeyAlgorithm algorithm) throws IOException {
        return Files.writeString(directory.resolve(algorithm + ".pem"),
                sandbox.serviceAccount().key(algorithm).privateKeyPem());
    }

    private String credentialId(KeyAlgorithm algorithm) {
        return sandbox.serviceAccount().key(algorithm).credId();
    }

    /** Runs a correct call with the arguments of the test added. An option that is given twice is refused. */
    private CommandRun call(String... arguments) {
        var all = new ArrayList<>(List.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(), "--credential-id", credentialId(KeyAlgorithm.ES256),
                "--key-file", keyFile.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private void assertRefusedInOneLine(CommandRun run, int exitCode, String... words) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign call: ").contains(words).doesNotContain("Exception", "\tat ",
                sandbox.serviceAccount().authToken(), "PRIVATE KEY");
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_call_is_proven_and_made_with_every_kind_of_key(KeyAlgorithm algorithm) throws IOException {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(),
                "--credential-id", credentialId(algorithm), "--key-file", keyFile(algorithm).toString(),
                "--body", WALLET, "POST", "/wallets");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"id\":\"wa-").endsWith("}");
        assertThat(run.err()).contains("the API answered 200");
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).containsExactly(WALLET);
    }

    @Test
    void a_body_may_come_from_a_file_and_is_sent_exactly_as_it_stands_there() throws IOException {
        String body = "\n {\"network\" : \"EthereumSepolia\"}\r\n";
        Path file = Files.writeString(directory.resolve("body.json"), body);

        assertThat(call("--body", "@" + file, "POST", "/wallets").exitCode()).isZero();
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).containsExactly(body);
    }

    @Test
    void a_get_needs_neither_key_nor_credential() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(),
                "get", "/wallets?limit=1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @Test
    void a_call_without_a_body_is_made() {
        var run = call("DELETE", "/wallets/wa-1");

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void what_the_api_refuses_ends_with_1() {
        assertRefusedInOneLine(call("--body", "{}", "POST", "/wallets"), 1, "400");
    }

    @Test
    void what_is_not_there_ends_with_1() {
        assertRefusedInOneLine(call("GET", "/wallets/wa-none"), 1, "404");
    }

    @Test
    void a_key_of_somebody_else_ends_with_1() throws IOException {
        Files.writeString(keyFile, sandbox.delegatedUser().key(KeyAlgorithm.ES256).privateKeyPem());

        assertRefusedInOneLine(call("--body", WALLET, "POST", "/wallets"), 1, "redeeming the signed challenge", "401");
    }

    @Test
    void a_credential_of_somebody_else_ends_with_1_and_names_what_is_allowed() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(),
                "--credential-id", "cr-other", "--key-file", keyFile.toString(), "POST", "/wallets");

        assertRefusedInOneLine(run, 1, "Key cr-other", "allowed: ", "Key " + credentialId(KeyAlgorithm.RS256));
    }

    /** Ids are base64url: one in 64 begins with a hyphen, and picocli may take it for an option. */
    @ParameterizedTest
    @ValueSource(strings = {"-VL6lcWNKuW7Sv2MHHSnpAnwEuec4LW", "-h", "-hX", "-", "--", "--abc", "-1"})
    void a_credential_id_may_begin_with_a_hyphen(String id) {
        for (List<String> given : List.of(List.of("--credential-id", id), List.of("--credential-id=" + id))) {
            var all = new ArrayList<>(List.of("call", "--base-url", sandbox.baseUrl().toString(), "--token-file",
                    tokenFile.toString(), "--key-file", keyFile.toString()));
            all.addAll(given);
            all.addAll(List.of("POST", "/wallets"));

            assertRefusedInOneLine(CommandRun.of(all.toArray(String[]::new)), 1, "Key " + id, "allowed: ");
        }
    }

    @Test
    void a_credential_id_that_is_missing_is_not_replaced_by_the_next_option() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(), "--token-file",
                tokenFile.toString(), "--credential-id", "--key-file", keyFile.toString(), "POST", "/wallets");

        assertRefusedInOneLine(run, 2, "--credential-id", "--key-file");

        run = CommandRun.of("call", "POST", "/wallets", "--credential-id");

        assertRefusedInOneLine(run, 2, "--credential-id", "Missing");
    }

    @Test
    void a_token_that_is_not_known_ends_with_1() throws IOException {
        Files.writeString(tokenFile, "nobody");

        assertRefusedInOneLine(call("POST", "/wallets"), 1, "401");
    }

    @Test
    void nobody_listening_ends_with_3() throws IOException {
        int freePort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        var run = CommandRun.of("call", "--base-url", "http://127.0.0.1:" + freePort, "--token-file",
                tokenFile.toString(), "GET", "/wallets");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.dfns.io", "nonsense", "https://user:password@api.dfns.io", ""})
    void a_base_url_that_is_none_ends_with_2(String baseUrl) {
        var run = CommandRun.of("call", "--base-url", baseUrl, "--token-file", tokenFile.toString(), "GET", "/");

        assertRefusedInOneLine(run, 2, "--base-url must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wallets", "//evil.example/wallets", "/a/../b", "/a b", "/ä", "/a#b", ""})
    void a_path_that_is_none_ends_with_2(String path) {
        assertRefusedInOneLine(call("POST", path), 2, "PATH ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "TRACE", "FETCH", ""})
    void a_method_that_is_none_ends_with_2(String method) {
        assertRefusedInOneLine(call(method, "/wallets"), 2, "METHOD must be one of GET, POST, PUT, PATCH, DELETE");
    }

    @Test
    void a_body_cannot_go_with_get() {
        assertRefusedInOneLine(call("--body", "{}", "GET", "/wallets"), 2, "--body");
    }

    @Test
    void a_body_file_that_is_not_there_ends_with_2() {
        assertRefusedInOneLine(call("--body", "@" + directory.resolve("none"), "POST", "/wallets"), 2,
                "--body", "does not exist");
    }

    @Test
    void a_body_file_that_is_no_utf8_ends_with_2() throws IOException {
        Path file = Files.write(directory.resolve("body"), new byte[] {'{', (byte) 0xFF, '}'});

        assertRefusedInOneLine(call("--body", "@" + file, "POST", "/wallets"), 2, "--body", "is not UTF-8");
    }

    @Test
    void a_token_file_that_is_missing_empty_or_a_directory_ends_with_2() throws IOException {
        Files.writeString(tokenFile, " \n");
        assertRefusedInOneLine(call("GET", "/wallets"), 2, "--token-file", "is empty");
        Files.delete(tokenFile);
        assertRefusedInOneLine(call("GET", "/wallets"), 2, "--token-file", "does not exist");
        Files.createDirectory(tokenFile);
        assertRefusedInOneLine(call("GET", "/wallets"), 2, "--token-file", "is a directory");
    }

    @Test
    void a_token_with_a_line_end_inside_ends_with_2() throws IOException {
        Files.writeString(tokenFile, "two\nlines");

        assertRefusedInOneLine(call("GET", "/wallets"), 2, "--token-file", "must consist of visible ASCII");
    }

    @Test
    void no_token_at_all_ends_with_2() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(), "GET", "/wallets");

        assertRefusedInOneLine(run, 2, "--token-file", "COUNTERSIGN_TOKEN");
    }

    @Test
    void a_signed_call_without_key_or_credential_ends_with_2() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(),
                "POST", "/wallets");

        assertRefusedInOneLine(run, 2, "--credential-id", "--key-file");
    }

    @Test
    void a_key_file_that_is_not_there_ends_with_2() throws IOException {
        Files.delete(keyFile);

        assertRefusedInOneLine(call("POST", "/wallets"), 2, "--key-file", "does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n"})
    void a_key_file_without_a_usable_key_ends_with_2(String content) throws IOException {
        Files.write(keyFile, content.getBytes(StandardCharsets.UTF_8));

        assertRefusedInOneLine(call("POST", "/wallets"), 2, "--key-file");
    }

    @Test
    void an_empty_credential_id_ends_with_2() {
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", tokenFile.toString(),
                "--credential-id", "", "--key-file", keyFile.toString(), "POST", "/wallets");

        assertRefusedInOneLine(run, 2, "--credential-id must not be empty");
    }

    @Test
    void usage_that_is_wrong_ends_with_2_and_says_where_help_is() {
        assertRefusedInOneLine(CommandRun.of("call"), 2, "--base-url", "call --help");
        assertRefusedInOneLine(call("--colour", "POST", "/wallets"), 2, "--colour", "call --help");
        assertRefusedInOneLine(call("POST"), 2, "PATH", "call --help");
        assertRefusedInOneLine(call("POST", "/wallets", "extra"), 2, "Too many arguments", "call --help");
    }

    @Test
    void a_token_given_as_an_argument_is_refused_and_not_repeated() {
        assertRefusedInOneLine(call("--token=not-for-arguments", "POST", "/wallets"), 2, "--token", "call --help");
        assertThat(call("--token=not-for-arguments", "POST", "/wallets").err()).doesNotContain("not-for-arguments");
        assertThat(call("--token", "not-for-arguments", "POST", "/wallets").err()).doesNotContain("not-for-arguments");
    }

    @Test
    void a_file_without_an_end_is_not_read_to_it() {
        assertRefusedInOneLine(call("--body", "@/dev/zero", "POST", "/wallets"), 2, "--body", "is larger than");
        var run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(), "--token-file", "/dev/zero",
                "GET", "/wallets");
        assertRefusedInOneLine(run, 2, "--token-file", "is larger than");
    }

    @Test
    void file_names_with_line_ends_and_without_anything_are_told_in_one_line() {
        assertRefusedInOneLine(call("--body", "@no\nsuch\nfile", "POST", "/wallets"), 2, "does not exist");
        assertRefusedInOneLine(call("--body", "@", "POST", "/wallets"), 2, "--body names no file");
    }

    @Test
    void a_terminal_is_shown_no_control_characters_of_an_answer() {
        String body = "{\"network\":\"EthereumSepolia\",\"externalId\":\"\u009B2J\u202Eabc\"}";

        var run = call("--body", body, "POST", "/wallets");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\\u009b2J\\u202eabc").doesNotContain("\u009B", "\u202E");
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).containsExactly(body);
    }

    @Test
    void a_defect_that_shows_after_the_call_was_made_ends_with_3_and_says_that_it_may_have_been() {
        var err = new StringWriter();
        int exitCode = Countersign.commandLine().setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(Writer.nullWriter()) {
                    @Override
                    public void print(String text) {
                        throw new UnsupportedOperationException("no terminal");
                    }
                })
                .execute("call", "--base-url", sandbox.baseUrl().toString(), "--token-file", tokenFile.toString(),
                        "--credential-id", credentialId(KeyAlgorithm.ES256), "--key-file", keyFile.toString(),
                        "--body", WALLET, "POST", "/wallets");

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString()).contains("may have been made")
                .doesNotContain("Exception", "io.countersign", "java.");
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--retries", "--timeout", "--proxy", "--ca-file", "--client-cert", "--correlation-id",
        "--second-key-file"})
    void no_message_names_a_class(String option) {
        for (String value : new String[] {"nonsense", "-1", "99999999999999999999", "\0", "/proc/self/mem"}) {
            var run = call(option, value, "POST", "/wallets");

            assertThat(run.err()).doesNotContain("Exception", "io.countersign.", "java.", "picocli", "Error");
        }
    }
}
