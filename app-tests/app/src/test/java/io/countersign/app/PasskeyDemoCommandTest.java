package io.countersign.app;

import org.junit.jupiter.api.Test;
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
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class PasskeyDemoCommandTest {

    @Test
    void it_says_what_to_open_and_runs_until_stopped() throws Exception {
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var running = new Thread(() -> Countersign.commandLine()
                .setOut(new PrintWriter(out, true)).execute("passkey-demo"));
        running.start();
        try {
            String line = lines.readLine();
            assertThat(line).matches("open http://localhost:\\d+");
            assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create(line.substring("open ".length()) + "/")).build(), BodyHandlers.ofString()).body())
                    .contains("Make a passkey");
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
        assertThat(running.isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http"})
    void a_port_that_is_none_ends_with_2(String port) {
        assertRefused(CommandRun.of("passkey-demo", "--port=" + port));
    }

    @Test
    void a_port_that_is_taken_ends_with_2() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("passkey-demo", "--port", Integer.toString(taken.getLocalPort()));

            assertRefused(run);
            assertThat(run.err()).contains("choose another");
        }
    }

    private static void assertRefused(CommandRun run) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("countersign passkey-demo: ").contains("--port").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
