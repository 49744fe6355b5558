package io.countersign.app;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@code call} with faults: time limits, retries, and idempotent calls. */
class CallAgainTest {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\",\"externalId\":\"order-1\"}";
    /** With this seed the first call's answer is lost, and the second's is not. */
    private static final long FIRST_ONE_ONLY = 2;

    @TempDir
    private Path directory;
    private Sandbox sandbox;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private CommandRun call(Fault fault, String... options) throws IOException {
        sandbox = Sandbox.configure().faults(fault).faultSeed(FIRST_ONE_ONLY).start();
        var key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
        var all = new ArrayList<>(List.of("call", "--base-url", sandbox.baseUrl().toString(),
                "--token-file", file("token", sandbox.serviceAccount().authToken()),
                "--credential-id", key.credId(), "--key-file", file("key.pem", key.privateKeyPem()),
                "--body", WALLET));
        all.addAll(List.of(options));
        all.addAll(List.of("POST", "/wallets"));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void an_api_that_does_not_answer_is_given_up_when_the_time_is_over() throws IOException {
        var run = call(FaultKind.STALL.withProbability(1), "--timeout", "300ms");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("asking for a challenge", "within the time allowed").hasLineCount(1);
    }

    @Test
    void nothing_is_tried_again_unless_it_is_asked_for() throws IOException {
        var run = call(FaultKind.SERVICE_UNAVAILABLE.withProbability(1));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(sandbox.injectedFaults(FaultKind.SERVICE_UNAVAILABLE, Exchange.CHALLENGE)).isEqualTo(1);
    }

    @Test
    void retries_start_over_as_often_as_they_may_and_say_so_if_they_are_asked_to() throws IOException {
        var run = call(FaultKind.SERVICE_UNAVAILABLE.withProbability(1), "--retries", "2", "--verbose");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(sandbox.injectedFaults(FaultKind.SERVICE_UNAVAILABLE, Exchange.CHALLENGE)).isEqualTo(3);
        assertThat(run.err()).containsSubsequence("challenge: server_error in ", "starting over in ",
                "after 1 attempt\n", "challenge: server_error", "after 2 attempts\n", "countersign call: ");
    }

    @Test
    void a_call_whose_answer_is_lost_is_not_made_again_even_with_retries() throws IOException {
        var run = call(lostAnswers(), "--retries", "9");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("the call may have been carried out");
        assertThat(sandbox.injectedFaults(FaultKind.RESET_AFTER, Exchange.CALL)).isEqualTo(1);
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @Test
    void an_idempotent_call_whose_answer_is_lost_is_made_again_and_carried_out_once() throws IOException {
        var run = call(lostAnswers(), "--retries", "9", "--idempotent");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"wa-");
        assertThat(sandbox.injectedFaults(FaultKind.RESET_AFTER, Exchange.CALL)).isEqualTo(1);
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    private static Fault lostAnswers() {
        return FaultKind.RESET_AFTER.withProbability(0.5).on(Exchange.CALL);
    }

    @Test
    void every_step_of_a_call_that_succeeds_is_told_if_asked_for() throws IOException {
        var run = call(lostAnswers(), "--retries", "9", "--idempotent", "-v");

        assertThat(run.err()).containsSubsequence("challenge: succeeded in ", "signature: succeeded in ",
                "redemption: succeeded in ", "execution: connection_lost in ", "execution: succeeded in ");
        assertThat(run.err()).doesNotContain(sandbox.serviceAccount().authToken());
    }

    @Test
    void a_failure_ends_with_the_callers_own_name_for_the_call() throws IOException {
        var run = call(FaultKind.CONFLICT.withProbability(1), "--correlation-id", "order-4711");

        assertThat(run.err()).endsWith(" [order-4711]\n").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "100", "many"})
    void a_number_of_retries_that_is_none_is_refused(String retries) throws IOException {
        var run = call(lostAnswers(), "--retries", retries);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--retries").hasLineCount(1);
        assertThat(sandbox.issuedChallenges()).isZero();
    }

    @Test
    void a_correlation_id_that_would_disturb_a_log_is_refused() throws IOException {
        var run = call(lostAnswers(), "--correlation-id", "two words");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--correlation-id must be 1 to 128").hasLineCount(1);
    }
}
