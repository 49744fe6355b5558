package io.countersign.vault;

import io.countersign.ports.failure.SigningFailure;
import io.countersign.vault.TransitKey.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Faults of Vault, or of a gateway before it, become failures that say what to do and never show the token. */
@Timeout(120)
class VaultFailuresTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String ECHO = "{\"errors\":[\"" + VaultStandIn.TOKEN + " is a nice token\"]}";

    private VaultStandIn vault;
    private VaultKey key;

    @BeforeEach
    void start() throws IOException {
        vault = VaultStandIn.start();
        vault.transit().put("signing-1", TransitKey.create(Type.ECDSA_P256));
        key = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private static SigningFailure failureOf(VaultKey key, SigningFailure.Kind kind) {
        SigningFailure failure = key.sign(MESSAGE).getLeft();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).matches("(?s).+\\. [A-Z].+\\.").doesNotContain(VaultStandIn.TOKEN, "nice token");
        return failure;
    }

    private void answers(int status, String body) {
        vault.insteadAnswer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private void unusable(String... saying) {
        assertThat(failureOf(key, SigningFailure.Kind.KEY_UNUSABLE).message()).contains(saying);
        assertThat(key.sign(MESSAGE)).as("the next one").isRight();
    }

    private void unreachable(String... saying) {
        assertThat(failureOf(key, SigningFailure.Kind.KEY_UNREACHABLE).message()).contains(saying);
        assertThat(key.sign(MESSAGE)).as("the next one").isRight();
    }

    @ParameterizedTest
    @CsvSource({"400, no such key", "403, does not permit", "404, Check mount and namespace", "405, nothing at",
        "401, status 401", "413, status 413", "204, status 204", "302, status 302"})
    void a_refusal_that_repeating_does_not_cure_makes_the_key_unusable(int status, String saying) {
        answers(status, status == 204 ? "" : ECHO);

        unusable(saying);
    }

    @ParameterizedTest
    @CsvSource({"307, on standby", "412, a little later", "429, a little later", "472, a little later",
        "473, a little later", "500, Look into its log", "502, Look into its log", "503, sealed",
        "504, Look into its log"})
    void a_refusal_that_may_pass_makes_the_key_unreachable(int status, String saying) {
        answers(status, ECHO);

        unreachable(saying, "again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in to the hotel's network</html>", "", "null", "[]", "\"text\"", "{}",
        "{\"data\":", "{\"data\":null}", "{\"data\":[]}", "{\"data\":{}} {}",
        "{\"data\":{},\"data\":{}}"})
    void an_answer_that_is_not_vaults_is_told_as_that(String body) {
        answers(200, body);

        unreachable("an answer that is not Vault's", "Check the address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"signature\":null}", "{\"signature\":7}", "{\"signature\":\"MEUCIQ==\"}",
        "{\"signature\":\"vault:v2:MEUCIQ==\"}", "{\"signature\":\"vault:v:MEUCIQ==\"}",
        "{\"signature\":\"vault:v1:\"}", "{\"signature\":\"vault:v1:ME=UC\"}",
        "{\"signature\":\"vault:v1:MEUC_-\"}", "{\"signature\":\"vault:v99999999999:MEUCIQ==\"}"})
    void an_answer_of_vault_that_is_no_signature_of_that_version_is_refused(String data) {
        answers(200, "{\"data\":" + data + "}");

        unusable("no signature by version 1 of the key");
    }

    @Test
    void an_answer_that_is_no_der_is_refused() {
        answers(200, "{\"data\":{\"signature\":\"vault:v1:MEUCIQ==\"}}");

        unusable("4 bytes that are no ES256 signature in the encoding DER");
    }

    @Test
    void an_answer_without_an_end_is_not_read_to_it() {
        vault.instead(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(1024).getBytes(StandardCharsets.UTF_8);
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(spaces);
                }
            }
        });

        unreachable("broke off", "java.io.IOException");
    }

    @Test
    @Timeout(30)
    void a_vault_that_does_not_answer_is_not_waited_for_longer_than_said() {
        var answered = new CountDownLatch(1);
        vault.instead(exchange -> awaited(answered));

        isNotWaitedFor();
        answered.countDown();
    }

    @Test
    @Timeout(30)
    void nor_is_one_that_begins_to_answer_and_then_falls_silent() {
        var answered = new CountDownLatch(1);
        vault.instead(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaited(answered);
        });

        isNotWaitedFor();
        answered.countDown();
    }

    private void isNotWaitedFor() {
        var failure = Vaults.to(vault, VaultStandIn.TOKEN, SHORT).get("keys/signing-1").getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("no answer within PT0.3S", "try again");
    }

    @Test
    void a_connection_that_breaks_off_is_told_as_that() {
        vault.instead(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
        });

        unreachable("cannot be reached, or broke off", "IOException");
    }

    @Test
    void a_vault_that_is_not_there_cannot_be_reached() {
        vault.close();

        assertThat(failureOf(key, SigningFailure.Kind.KEY_UNREACHABLE).message())
                .contains(vault.address().toString(), "java.net.ConnectException");
    }

    @Test
    void a_thread_that_is_interrupted_while_it_waits_gives_up_and_stays_interrupted() throws Exception {
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        vault.instead(exchange -> {
            asked.countDown();
            awaited(answered);
        });
        var threads = Executors.newSingleThreadExecutor();
        var signing = new Thread[1];
        try {
            var interrupted = threads.submit(() -> {
                signing[0] = Thread.currentThread();
                var failure = failureOf(key, SigningFailure.Kind.KEY_UNREACHABLE);
                return failure.message().contains("interrupted") && Thread.interrupted();
            });
            asked.await();
            signing[0].interrupt();

            assertThat(interrupted.get()).isTrue();
        } finally {
            answered.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void a_redirect_is_not_followed_and_the_token_stays_here() throws IOException {
        try (var elsewhere = VaultStandIn.start()) {
            vault.instead(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.address() + "/v1/transit/sign/signing-1");
                exchange.sendResponseHeaders(307, -1);
            });

            unreachable("sent us to another");
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void a_token_that_expires_or_may_only_look_is_refused() {
        vault.permit(VaultStandIn.TOKEN, "GET keys");

        assertThat(failureOf(key, SigningFailure.Kind.KEY_UNUSABLE).message()).contains("403", "policy", "Log in anew");
    }

    @Test
    void a_key_that_was_deleted_is_refused() {
        vault.transit().remove("signing-1");

        assertThat(failureOf(key, SigningFailure.Kind.KEY_UNUSABLE).message()).contains("no such key");
    }

    @Test
    void a_token_that_cannot_be_sent_is_not_repeated_in_what_is_said() {
        for (String unsendable : new String[] {VaultStandIn.TOKEN + "\n", null}) {
            var failure = VaultKey.of(Vaults.to(vault, unsendable, SHORT), "signing-1", 1).getLeft();

            assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
            assertThat(failure.message()).contains("no token for Vault", "Log in").doesNotContain("hvs.");
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
