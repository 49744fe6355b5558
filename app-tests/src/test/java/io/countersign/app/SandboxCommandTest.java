package io.countersign.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxCommandTest {

    @TempDir
    private Path directory;

    @Test
    void it_says_where_it_listens_describes_the_service_account_and_runs_until_stopped() throws Exception {
        Path description = directory.resolve("sandbox.json");
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var running = new Thread(() -> Countersign.commandLine().setOut(new PrintWriter(out, true))
                .execute("sandbox", "--describe", description.toString()));
        running.start();
        try {
            String line = lines.readLine();
            assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+");

            JsonNode described = new ObjectMapper().readTree(description.toFile());
            assertThat(described.path("baseUrl").textValue()).isEqualTo(line.substring("listening on ".length()));
            assertThat(described.path("credentials").findValuesAsText("algorithm"))
                    .containsExactlyInAnyOrder("ES256", "ES256K", "EdDSA", "RS256");
            assertThat(described.path("credentials")).allSatisfy(credential -> {
                assertThat(credential.path("kind").textValue()).isEqualTo("Key");
                assertThat(credential.path("credId").textValue()).isNotEmpty();
                assertThat(credential.path("privateKeyPem").textValue()).startsWith("-----BEGIN PRIVATE KEY-----");
            });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(description))).isEqualTo("rw-------");

            var answer = HttpClient.newHttpClient().send(HttpRequest
                    .newBuilder(URI.create(described.path("baseUrl").textValue() + "/wallets"))
                    .header("Authorization", "Bearer " + described.path("authToken").textValue())
                    .build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
        assertThat(running.isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "1.5"})
    void a_port_that_is_none_ends_with_2(String port) {
        assertRefusedInOneLine(CommandRun.of("sandbox", "--port=" + port), "--port");
    }

    @Test
    void a_port_that_is_taken_ends_with_2() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefusedInOneLine(
                    CommandRun.of("sandbox", "--port", Integer.toString(taken.getLocalPort())),
                    "--port", "choose another");
        }
    }

    @Test
    void a_description_that_cannot_be_written_ends_with_2() {
        assertRefusedInOneLine(
                CommandRun.of("sandbox", "--describe", directory.resolve("none/sandbox.json").toString()), "--describe");
        assertRefusedInOneLine(CommandRun.of("sandbox", "--describe", directory.toString()), "--describe");
    }

    private static void assertRefusedInOneLine(CommandRun run, String... words) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign sandbox: ").contains(words).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}
