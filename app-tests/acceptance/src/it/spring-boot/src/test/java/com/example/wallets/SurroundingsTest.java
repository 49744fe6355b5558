package com.example.wallets;

import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The application of the guide as operators meet it: over HTTP, at shutdown, and with wrong settings. */
@ExtendWith(OutputCaptureExtension.class)
class SurroundingsTest {

    private final Sandbox sandbox = Sandbox.start();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void wallets_health_and_metrics_are_served() throws Exception {
        try (var context = application()) {
            assertThat(send(context, "POST", "/wallets/EthereumSepolia").body()).contains("\"wa-");
            assertThat(send(context, "GET", "/actuator/health").body()).contains("\"UP\"");
            assertThat(send(context, "GET", "/actuator/metrics/countersign.step").body()).contains("redemption");
        }
    }

    @Test
    void an_open_circuit_breaker_is_told_by_health_and_to_callers() throws Exception {
        try (var context = application()) {
            context.getBean(CircuitBreaker.class).transitionToOpenState();

            assertThat(send(context, "GET", "/actuator/health").statusCode()).isEqualTo(503);
            assertThat(send(context, "POST", "/wallets/EthereumSepolia").statusCode()).isEqualTo(503);
        }
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void the_connection_is_closed_with_the_context() throws Exception {
        var context = application();
        var actions = context.getBean(ExecutingUserActions.class);

        context.close();

        assertThat(actions.perform(UserAction.post("/wallets", "{\"network\":\"EthereumSepolia\"}")).isLeft()).isTrue();
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @Test
    void wrong_settings_stop_the_start_with_what_is_wrong() {
        assertThatThrownBy(() -> application("--countersign.base-url=http://api.example.com").close())
                .hasStackTraceContaining("baseUrl");
    }

    @Test
    void a_missing_key_file_stops_the_start_with_its_path() {
        assertThatThrownBy(() -> application("--countersign.key-file=/nowhere/key.pem").close())
                .hasStackTraceContaining("/nowhere/key.pem");
    }

    @Test
    void a_missing_token_file_fails_each_call_and_nothing_is_sent(CapturedOutput output) throws Exception {
        try (var context = application("--countersign.token-file=/nowhere/token")) {
            assertThat(send(context, "POST", "/wallets/EthereumSepolia").statusCode()).isEqualTo(502);
        }
        assertThat(output).contains("Creating a wallet: not_sent: ");
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @Test
    void the_executor_reads_what_was_made() throws Exception {
        try (var context = application()) {
            send(context, "POST", "/wallets/EthereumSepolia");

            assertThat(context.getBean(HttpActionExecutor.class).read(ActionPath.ofOrThrow("/wallets")).get().body())
                    .contains("EthereumSepolia");
        }
    }

    private ConfigurableApplicationContext application(String... more) throws Exception {
        var user = sandbox.serviceAccount();
        var key = user.key(KeyAlgorithm.ES256);
        var arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
                "--countersign.base-url=" + sandbox.baseUrl(),
                "--countersign.token-file=" + Files.writeString(directory.resolve("token"), user.authToken()),
                "--countersign.credential-id=" + key.credId(),
                "--countersign.key-file=" + Files.writeString(directory.resolve("key.pem"), key.privateKeyPem())));
        arguments.addAll(List.of(more));
        return SpringApplication.run(WalletsApplication.class, arguments.toArray(String[]::new));
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path)
            throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
}
