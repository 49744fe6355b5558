package io.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls to endpoints that take no user action are sent with the bearer token alone, and ask for no challenge. */
class CallWithoutProofTest {

    private static final String QUOTE = "{\"provider\":\"Mtp\",\"fiatCurrency\":\"EUR\",\"walletId\":\"wa-1\","
            + "\"country\":\"DE\",\"asset\":{\"kind\":\"Native\"}}";

    @TempDir
    private Path directory;

    /** A sandbox that refuses every challenge. */
    private static Sandbox withoutChallenges() {
        return Sandbox.configure().faults(FaultKind.INTERNAL_SERVER_ERROR.withProbability(1)
                .on(Exchange.CHALLENGE)).start();
    }

    private static CommandRun call(String baseUrl, List<String> options, String body, String path) {
        var all = new ArrayList<>(List.of("call", "--base-url", baseUrl, "--body", body));
        all.addAll(options);
        all.addAll(List.of("POST", path));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> tokenOf(Sandbox sandbox) throws IOException {
        return List.of("--token-file",
                Files.writeString(directory.resolve("token"), sandbox.serviceAccount().authToken()).toString());
    }

    @Test
    void a_quote_needs_the_bearer_token_and_no_credential() throws IOException {
        try (Sandbox sandbox = withoutChallenges()) {
            CommandRun run = call(sandbox.baseUrl().toString(), tokenOf(sandbox), QUOTE, "/payouts/quote");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("quoteId");
        }
    }

    @Test
    void a_login_needs_no_bearer_token_either() {
        try (Sandbox sandbox = withoutChallenges()) {
            CommandRun run = call(sandbox.baseUrl().toString(), List.of("--verbose"), "{\"orgId\":\""
                    + sandbox.organisationId() + "\",\"username\":\"" + sandbox.serviceAccount().id() + "\"}",
                    "/auth/login/init");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("challengeIdentifier");
            assertThat(run.err()).contains("without proof, since its endpoint takes no user action");
        }
    }

    @Test
    void every_other_call_still_needs_a_bearer_token() {
        CommandRun run = call("http://127.0.0.1:9", List.of(), "{}", "/wallets");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no bearer token; give --token-file");
    }

    @Test
    void a_quote_that_is_refused_ends_with_1_and_says_why() throws IOException {
        try (Sandbox sandbox = withoutChallenges()) {
            CommandRun run = call(sandbox.baseUrl().toString(), tokenOf(sandbox), "{}", "/payouts/quote");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("the API answered 400").doesNotContain("may have been carried out");
        }
    }

    /** Sent once: whoever reads 3 finds out first. */
    @ParameterizedTest
    @CsvSource({"500, 3", "503, 3", "403, 1"})
    void the_exit_code_tells_whether_it_may_have_been_carried_out(int status, int exitCode) throws IOException {
        var asked = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            CommandRun run = call("http://127.0.0.1:" + server.getAddress().getPort(), List.of("--retries", "2"),
                    QUOTE, "/swaps/quotes");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            assertThat(run.err().contains("may have been carried out")).as(run.err()).isEqualTo(exitCode == 3);
            assertThat(asked).containsExactly("/swaps/quotes");
        } finally {
            server.stop(0);
        }
    }
}
