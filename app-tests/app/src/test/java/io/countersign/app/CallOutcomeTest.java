package io.countersign.app;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.KeyAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Tests what a script learns from exit codes, how long a call waits, and token files. */
class CallOutcomeTest {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\"}";
    private static final String MAYBE = "may have been carried out";

    @TempDir
    private Path directory;

    private CommandRun call(String baseUrl, String token, String credentialId, String key, String... options)
            throws IOException {
        var all = new ArrayList<>(List.of("call", "--base-url", baseUrl,
                "--token-file", file("token", token), "--credential-id", credentialId,
                "--key-file", file("key.pem", key), "--body", WALLET));
        all.addAll(List.of(options));
        all.addAll(List.of("POST", "/wallets"));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private CommandRun call(Sandbox sandbox, String... options) throws IOException {
        var key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
        return call(sandbox.baseUrl().toString(), sandbox.serviceAccount().authToken(), key.credId(),
                key.privateKeyPem(), options);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    /** A script takes 1 for "not done" and repeats: a transfer that was made must never end with it. */
    @ParameterizedTest
    @EnumSource
    void a_call_that_may_have_been_carried_out_ends_with_3_whatever_goes_wrong(FaultKind kind) throws IOException {
        try (Sandbox sandbox = Sandbox.configure().faults(kind.withProbability(1).on(Exchange.CALL)).start()) {
            CommandRun run = call(sandbox, "--timeout", "700ms");

            switch (run.exitCode()) {
                case 0 -> assertThat(run.err()).doesNotContain("countersign call: ");
                case 1 -> {
                    assertThat(run.err()).doesNotContain(MAYBE);
                    assertThat(sandbox.executedCalls()).isEmpty();
                }
                default -> assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
            }
            assertThat(run.exitCode() == 3).as(run.err()).isEqualTo(
                    run.err().contains(MAYBE) || run.err().contains("asking for") || run.err().contains("redeeming"));
        }
    }

    @ParameterizedTest
    @CsvSource({"GARBAGE, 3", "GATEWAY_TIMEOUT_AFTER, 3", "INTERNAL_SERVER_ERROR, 3", "HTML, 3", "REDIRECT, 3",
        "TRUNCATE, 3", "RESET_AFTER, 3", "FORBIDDEN, 1", "CONFLICT, 1", "TOO_MANY_REQUESTS_BARE, 1"})
    void an_answer_that_does_not_tell_ends_with_3_and_a_refusal_with_1(FaultKind kind, int exitCode)
            throws IOException {
        try (Sandbox sandbox = Sandbox.configure().faults(kind.withProbability(1).on(Exchange.CALL)).start()) {
            CommandRun run = call(sandbox);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(run.err().contains(MAYBE)).as(run.err()).isEqualTo(exitCode == 3);
        }
    }

    @Test
    void an_answer_that_cannot_be_printed_ends_with_3_since_the_call_was_made() throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            var key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
            var err = new StringWriter();
            int exitCode = Countersign.commandLine().setErr(new PrintWriter(err, true))
                    .setOut(new PrintWriter(new OutputStream() {
                        @Override
                        public void write(int octet) throws IOException {
                            throw new IOException("closed");
                        }
                    }))
                    .execute("call", "--base-url", sandbox.baseUrl().toString(), "--token-file",
                            file("token", sandbox.serviceAccount().authToken()), "--credential-id", key.credId(),
                            "--key-file", file("key.pem", key.privateKeyPem()), "--body", WALLET, "POST", "/wallets");

            assertThat(exitCode).isEqualTo(3);
            assertThat(err.toString()).contains("the call was made, do not repeat it blindly");
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"CHALLENGE, GARBAGE, 3", "REDEMPTION, GARBAGE, 3", "CHALLENGE, SERVICE_UNAVAILABLE, 1",
        "REDEMPTION, GATEWAY_TIMEOUT_AFTER, 1"})
    void before_the_call_an_answer_that_cannot_be_read_is_none_and_a_status_a_refusal(
            Exchange exchange, FaultKind kind, int exitCode) throws IOException {
        try (Sandbox sandbox = Sandbox.configure().faults(kind.withProbability(1).on(exchange)).start()) {
            CommandRun run = call(sandbox);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(run.err()).doesNotContain(MAYBE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2099 07:28:00 GMT", "99999999999", "9223372036854775807",
        "99999999999999999999", "2592000"})
    void a_wait_that_is_too_long_is_not_waited_for_and_told_in_short(String retryAfter) throws IOException {
        var requests = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        try (Sandbox keys = Sandbox.start()) {
            CommandRun run = call("http://127.0.0.1:" + server.getAddress().getPort(), "token", "cr-1",
                    keys.serviceAccount().key(KeyAlgorithm.ES256).privateKeyPem(), "--retries", "2", "--verbose");

            assertThat(requests).hasValue(1);
            assertThat(run.err()).doesNotContain("starting over")
                    .contains(retryAfter.equals("2592000") ? "asks for 30 days." : "asks for a year or more.");
            assertThat(run.exitCode()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, true", "UTF-16BE, true"})
    void a_token_file_is_read_as_windows_writes_it(Charset charset, boolean withMark) throws IOException {
        try (Sandbox sandbox = Sandbox.start()) {
            Path token = Files.write(directory.resolve("given"), ((withMark ? "\uFEFF" : "")
                    + sandbox.serviceAccount().authToken() + "\r\n").getBytes(charset));

            CommandRun run = CommandRun.of("call", "--base-url", sandbox.baseUrl().toString(),
                    "--token-file", token.toString(), "GET", "/wallets");

            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"Bearer abc, 'the token alone, without Bearer'", "bearer  abc, 'the token alone, without Bearer'",
        "two words, without spaces and line ends", "'two\nlines', without spaces and line ends"})
    void a_token_file_with_more_than_the_token_is_told_with_its_option(String content, String told)
            throws IOException {
        CommandRun run = CommandRun.of("call", "--base-url", "http://127.0.0.1:1",
                "--token-file", file("given", content), "GET", "/wallets");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--token-file", told).doesNotContain("abc", "two").hasLineCount(1);
    }

    @Test
    void a_body_in_another_encoding_is_not_rewritten_but_told() throws IOException {
        Path body = Files.write(directory.resolve("body.json"), ("\uFEFF" + WALLET).getBytes(UTF_16LE));

        CommandRun run = CommandRun.of("call", "--base-url", "http://127.0.0.1:1", "--token-file",
                file("token", "abc"), "--body", "@" + body, "POST", "/wallets");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--body", "is UTF-16", "save it as UTF-8").hasLineCount(1);
    }
}
