package io.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.sandbox.model.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tests {@code sandbox --fault}. */
class SandboxFaultsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    /** The statuses and marks of ten reads, and the standard error. */
    private record Tried(List<Integer> statuses, List<String> marks, String err) {

        String seed() {
            return err.replaceAll("(?s).*--fault-seed (-?\\d+).*", "$1");
        }
    }

    private Tried tried(String... options) throws Exception {
        Path description = directory.resolve("sandbox.json");
        var arguments = new ArrayList<>(List.of("sandbox", "--describe", description.toString()));
        arguments.addAll(Arrays.asList(options));
        var out = new PipedWriter();
        var lines = new BufferedReader(new PipedReader(out));
        var err = new StringWriter();
        var running = new Thread(() -> Countersign.commandLine()
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new)));
        running.start();
        try {
            assertThat(lines.readLine()).startsWith("listening on http://127.0.0.1:");
            JsonNode described = new ObjectMapper().readTree(description.toFile());
            var statuses = new ArrayList<Integer>();
            var marks = new ArrayList<String>();
            for (int number = 0; number < 10; number++) {
                var answer = HTTP.send(HttpRequest
                        .newBuilder(URI.create(described.path("baseUrl").textValue() + "/wallets"))
                        .header("Authorization", "Bearer " + described.path("authToken").textValue())
                        .build(), BodyHandlers.ofString());
                statuses.add(answer.statusCode());
                answer.headers().firstValue("X-Sandbox-Fault").ifPresent(marks::add);
            }
            return new Tried(statuses, marks, err.toString());
        } finally {
            running.interrupt();
            running.join(Duration.ofSeconds(20).toMillis());
        }
    }

    @Test
    void exchanges_go_wrong_as_told_and_it_says_how_to_repeat_that() throws Exception {
        Tried first = tried("--fault", "404@call:0.3, slow=1ms:0.1", "--fault", "500:0.3");

        assertThat(first.statuses()).isSubsetOf(200, 404, 500);
        assertThat(first.marks()).isSubsetOf("404", "slow", "500");
        assertThat(first.err().lines()).singleElement().asString()
                .matches("countersign sandbox: exchanges will go wrong; --fault-seed -?\\d+ repeats it");

        Tried again = tried("--fault", "404@call:0.3,slow=1ms:0.1,500:0.3", "--fault-seed", first.seed());

        assertThat(again).isEqualTo(first);
    }

    @Test
    void what_is_certain_happens_every_time_and_on_its_exchange_alone() throws Exception {
        assertThat(tried("--fault", "503@call:1").statuses()).containsOnly(503);
        assertThat(tried("--fault", "503@challenge:1,503@redemption:1").statuses()).containsOnly(200);
    }

    @Test
    void without_faults_nothing_goes_wrong_and_nothing_is_said() throws Exception {
        Tried tried = tried();

        assertThat(tried.statuses()).containsOnly(200);
        assertThat(tried.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "429:2|429 must have a probability above 0 and up to 1",
        "429|429 must end with its probability",
        "burnt:0.1|fault 1 must begin with a kind of fault",
        "500:0.6,reset:0.6|challenge must not have faults of more than 1 in probability together; redemption must not",
        "429:2,x:0.1,reset=1s:0.1|"
                + "429 must have a probability above 0 and up to 1; fault 2 must begin with a kind; "
                + "reset takes no time",
        "``|fault 1 must begin with a kind of fault"
    })
    void faults_that_cannot_be_end_with_2_and_one_line_with_all_that_is_wrong_and_all_kinds(
            String faults, String reasons) {
        CommandRun run = CommandRun.of("sandbox", "--fault", faults);

        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("countersign sandbox: --fault: ").contains(reasons.split("; "))
                .contains("kinds are 400, 401, 402, 403, 404, 409, 429, 429-bare, 500, 502, 503, 504, html, redirect, "
                        + "reset, stall, 202, slow, drip, truncate, garbage, reset-after, stall-after, 504-after");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7, does nothing without --fault", "x, Invalid value for option '--fault-seed'"})
    void a_seed_that_does_nothing_or_is_none_ends_with_2(String seed, String reason) {
        CommandRun run = CommandRun.of("sandbox", "--fault-seed", seed);

        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("countersign sandbox: ").contains("--fault-seed", reason);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void the_help_lists_every_kind_with_what_it_does_and_whether_the_call_is_carried_out() {
        CommandRun run = CommandRun.of("sandbox", "--help");

        assertThat(run.exitCode()).isZero();
        String[] halves = run.out().split("after everything is done");
        assertThat(halves).hasSize(2);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(halves[kind.isCarriedOut() ? 1 : 0].lines())
                    .anyMatch(line -> line.strip().startsWith(kind.label() + " ") && line.contains(kind.description()));
        }
        assertThat(run.out()).contains("--fault-seed", "(500ms)", "(300s)");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    }
}
