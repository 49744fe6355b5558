package io.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;

@Isolated("takes the place of standard output")
class RobustnessTest {

    private static final int LIMIT = 16 << 20;

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.configure().clock(clock).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_body_of_the_greatest_size_is_read() {
        String body = "x".repeat(LIMIT);

        assertThat(caller.call("GET", "/things", body).json().get("body").textValue()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/action/init", "/auth/action", "/wallets"})
    void a_larger_body_is_refused(String path) {
        for (byte[] body : new byte[][] {new byte[LIMIT + 1], new byte[LIMIT + (LIMIT >> 1)]}) {
            assertTooLarge(caller.post(path, body));
            assertTooLarge(TestCaller.send(caller.request(path)
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))));
        }
    }

    @Test
    void a_fault_of_its_own_is_an_envelope_without_a_trace_and_says_nothing_on_the_console() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        TestCaller.Reply reply;
        try (PrintStream captured = new PrintStream(console, true, UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            clock.breakDown();
            reply = caller.init(TestCaller.description("POST", "/wallets", "{}").toString());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().at("/error/status").intValue()).isEqualTo(500);
        assertThat(reply.errorMessage()).isEqualTo("Internal Server Error");
        assertThat(reply.text()).doesNotContain("Exception", "sandbox-clock-secret", "at ");
        assertThat(console.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /wal lets HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /wallets HTTP/1.1\r\n\r\n",
        "GET /wallets HTTP/1.1\r\nHost: a\r\nBroken\r\n\r\n",
        "POST /wallets HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "nonsense\r\n\r\n"
    })
    void malformed_http_is_refused_in_the_envelope(String request) throws IOException {
        String response = exchange(request);
        JsonNode envelope = TestCaller.parsed(response.substring(response.indexOf("\r\n\r\n") + 4));

        assertThat(response).startsWith("HTTP/1.1 4").containsIgnoringCase("Content-Type: application/json");
        assertThat(envelope.at("/error/status").intValue()).isBetween(400, 499);
        assertThat(envelope.at("/error/message").textValue()).isNotEmpty();
    }

    @Test
    void the_server_does_not_say_what_it_is_made_of() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .doesNotContainIgnoringCase("jetty");
        assertThat(exchange("nonsense\r\n\r\n")).doesNotContainIgnoringCase("jetty");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(sandbox.baseUrl().getHost(), sandbox.baseUrl().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void assertTooLarge(TestCaller.Reply reply) {
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.errorMessage()).contains(Integer.toString(LIMIT));
        assertThat(sandbox.executedCalls()).isEmpty();
    }
}
