package io.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.fixture.RawCall;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.http.StrictJson;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tests the effect of each kind of fault on the sandbox and on the client. */
class FaultKindTest {

    private static final String PATH = "/wallets";
    private static final String BODY = "{\"network\":\"Bitcoin\"}";

    /** Uses delays that end at once: they have tests of their own. */
    private static Sandbox firstMeets(FaultKind kind, Exchange exchange) {
        return Seeds.firstMeets(kind.withProbability(0.5), exchange).delays((delay, task) -> task.run()).start();
    }

    private static String raw(TestCaller caller, String path, String body, String token) throws IOException {
        try (RawCall call = RawCall.send(caller, "POST", path, body, token)) {
            return call.toTheEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLICY_PENDING")
    void a_call_is_carried_out_or_not_as_the_kind_says_and_never_twice(FaultKind kind) throws IOException {
        try (Sandbox sandbox = firstMeets(kind, Exchange.CALL)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            String token = caller.tokenFor("POST", PATH, BODY);

            raw(caller, PATH, BODY, token);

            assertThat(sandbox.executedCalls("POST", PATH)).hasSize(kind.isCarriedOut() ? 1 : 0);
            assertThat(caller.call("POST", PATH, BODY, token).status()).isEqualTo(kind.isCarriedOut() ? 403 : 200);
            assertThat(sandbox.executedCalls("POST", PATH)).hasSize(1);
            assertThat(sandbox.injectedFaults(kind, Exchange.CALL)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLICY_PENDING")
    void a_challenge_is_made_or_not_as_the_kind_says(FaultKind kind) throws IOException {
        try (Sandbox sandbox = firstMeets(kind, Exchange.CHALLENGE)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);

            raw(caller, "/auth/action/init", TestCaller.description("POST", PATH, BODY).toString(), "");

            assertThat(sandbox.issuedChallenges()).isEqualTo(kind.isCarriedOut() ? 1 : 0);
            assertThat(sandbox.injectedFaults(kind, Exchange.CHALLENGE)).isEqualTo(1);
            assertThat(caller.tokenFor("POST", PATH, BODY)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POLICY_PENDING")
    void a_challenge_is_used_up_or_not_as_the_kind_says(FaultKind kind) throws IOException {
        try (Sandbox sandbox = firstMeets(kind, Exchange.REDEMPTION)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            JsonNode challenge = caller.challengeFor("POST", PATH, BODY);
            ObjectNode redemption = TestCaller.redemption(
                    challenge, TestCaller.factor(caller.user().key("ES256"), challenge));

            raw(caller, "/auth/action", redemption.toString(), "");

            TestCaller.Reply again = caller.redeem(redemption);
            assertThat(again.status()).isEqualTo(kind.isCarriedOut() ? 400 : 200);
            if (kind.isCarriedOut()) {
                assertThat(again.errorMessage()).isEqualTo("user action has already been used");
            }
            assertThat(sandbox.injectedFaults(kind, Exchange.REDEMPTION)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST, 400, Bad Request", "UNAUTHORIZED, 401, Unauthorized", "PAYMENT_REQUIRED, 402, Payment Required",
        "FORBIDDEN, 403, Forbidden", "NOT_FOUND, 404, Not Found", "CONFLICT, 409, Conflict",
        "TOO_MANY_REQUESTS, 429, Too Many Requests", "TOO_MANY_REQUESTS_BARE, 429, Too Many Requests",
        "INTERNAL_SERVER_ERROR, 500, Server Error", "BAD_GATEWAY, 502, Bad Gateway",
        "SERVICE_UNAVAILABLE, 503, Service Unavailable", "GATEWAY_TIMEOUT, 504, Gateway Timeout",
        "GATEWAY_TIMEOUT_AFTER, 504, Gateway Timeout"})
    void an_error_wears_the_apis_envelope_and_tells_a_person_that_it_was_injected(
            FaultKind kind, int status, String message) {
        try (Sandbox sandbox = firstMeets(kind, Exchange.CALL)) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "");

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.json().at("/error/status").intValue()).isEqualTo(status);
            assertThat(reply.errorMessage()).isEqualTo(message);
            assertThat(reply.response().headers().firstValue("Content-Type")).contains("application/json");
            assertThat(reply.response().headers().firstValue("X-Sandbox-Fault")).contains(kind.label());
        }
    }

    @Test
    void too_many_requests_say_when_to_come_back_or_do_not() {
        Fault wait = FaultKind.TOO_MANY_REQUESTS.withProbability(0.5);
        assertThat(retryAfter(wait)).containsExactly("1");
        assertThat(retryAfter(wait.lasting(Duration.ofMinutes(2)))).containsExactly("120");
        assertThat(retryAfter(FaultKind.TOO_MANY_REQUESTS_BARE.withProbability(0.5))).isEmpty();
    }

    private static List<String> retryAfter(Fault fault) {
        try (Sandbox sandbox = Seeds.firstMeets(fault, Exchange.CALL).start()) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "");
            assertThat(reply.status()).isEqualTo(429);
            return reply.response().headers().allValues("Retry-After");
        }
    }

    @Test
    void a_gateways_page_is_html() {
        try (Sandbox sandbox = firstMeets(FaultKind.HTML, Exchange.CALL)) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "");

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.response().headers().firstValue("Content-Type")).contains("text/html");
            assertThat(reply.text()).startsWith("<html>").contains("502 Bad Gateway").endsWith("</html>\n");
        }
    }

    @Test
    void a_redirect_leads_to_a_host_that_there_is_not() {
        try (Sandbox sandbox = firstMeets(FaultKind.REDIRECT, Exchange.CALL)) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("GET", PATH + "?a=b", "");

            assertThat(reply.status()).isEqualTo(307);
            assertThat(reply.response().headers().firstValue("Location"))
                    .contains("https://elsewhere.sandbox.invalid/wallets?a=b");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "RESET_AFTER", "STALL", "STALL_AFTER"})
    void a_reset_is_a_reset_and_nothing_comes_before_it(FaultKind kind) throws IOException {
        try (Sandbox sandbox = firstMeets(kind, Exchange.CALL)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);

            assertThat(raw(caller, PATH, BODY, "")).isEqualTo(RawCall.RESET);
        }
    }

    @Test
    void what_is_reset_need_not_be_sent_to_the_end() throws IOException {
        try (Sandbox sandbox = firstMeets(FaultKind.RESET, Exchange.CALL)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            try (RawCall call = RawCall.send(caller, "POST", PATH, BODY, "", BODY.length() + 1)) {
                assertThat(call.toTheEnd()).isEqualTo(RawCall.RESET);
            }
        }
    }

    @Test
    void a_truncated_answer_promises_more_than_it_holds() throws IOException {
        try (Sandbox sandbox = firstMeets(FaultKind.TRUNCATE, Exchange.CALL)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            String token = caller.tokenFor("POST", PATH, BODY);

            try (RawCall call = RawCall.send(caller, "POST", PATH, BODY, token)) {
                String head = call.head();
                String body = call.toTheEnd();

                assertThat(head).startsWith("HTTP/1.1 200");
                assertThat(Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1")) / 2)
                        .isEqualTo(body.length());
                assertThat(body).startsWith("{\"id\":\"wa-").doesNotContain("dateCreated", RawCall.RESET);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"challenge, /auth/action/init", "redemption, /auth/action", "call, /wallets"})
    void a_truncated_answer_ends_a_connection_that_was_to_be_kept(String exchange, String path) throws IOException {
        try (Sandbox sandbox = firstMeets(FaultKind.TRUNCATE, Exchange.ofLabel(exchange).get());
                RawCall call = RawCall.sendKeepingAlive(TestCaller.serviceAccountOf(sandbox), "POST", path, BODY)) {
            String head = call.head();
            String body = call.toTheEnd();

            assertThat(Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1")) / 2)
                    .isEqualTo(body.length());
        }
    }

    @Test
    void garbage_looks_like_success_until_it_is_read() {
        try (Sandbox sandbox = firstMeets(FaultKind.GARBAGE, Exchange.CALL)) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.response().headers().firstValue("Content-Type")).contains("application/json");
            assertThat(StrictJson.object(reply.text().getBytes(UTF_8)).isEmpty())
                    .isTrue();
        }
    }

    @Test
    void garbage_never_makes_a_refusal_a_success() {
        try (Sandbox sandbox = firstMeets(FaultKind.GARBAGE, Exchange.CALL)) {
            TestCaller.Reply reply = TestCaller.serviceAccountOf(sandbox).call("POST", PATH, BODY);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.errorMessage()).isEqualTo("user action signature is missing or invalid");
        }
    }

    @Test
    void a_call_that_waits_for_an_approval_has_spent_its_token_and_is_not_carried_out() {
        try (Sandbox sandbox = firstMeets(FaultKind.POLICY_PENDING, Exchange.CALL)) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            String token = caller.tokenFor("POST", PATH, BODY);

            TestCaller.Reply reply = caller.call("POST", PATH, BODY, token);

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.json().get("status").textValue()).isEqualTo("Pending");
            assertThat(reply.json().get("approvalId").textValue()).startsWith("ap-");
            assertThat(caller.call("POST", PATH, BODY, token).status()).isEqualTo(403);
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    @Test
    void no_policy_is_asked_about_what_is_not_proven_or_changes_nothing() {
        try (Sandbox sandbox = firstMeets(FaultKind.POLICY_PENDING, Exchange.CALL)) {
            assertThat(TestCaller.serviceAccountOf(sandbox).call("POST", PATH, BODY).status()).isEqualTo(403);
        }
        try (Sandbox sandbox = firstMeets(FaultKind.POLICY_PENDING, Exchange.CALL)) {
            assertThat(TestCaller.serviceAccountOf(sandbox).call("GET", PATH, "").status()).isEqualTo(200);
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESET")
    void a_client_can_finish_sending_before_it_meets_the_fault(FaultKind kind) throws IOException {
        try (Sandbox sandbox = firstMeets(kind, Exchange.CALL)) {
            String large = "x".repeat(15 << 20);

            assertThat(raw(TestCaller.serviceAccountOf(sandbox), "/things", large, "")).isNotEmpty();
        }
    }
}
