package io.countersign.ports.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.fixture.ApiFailures;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

class ApiFailureTest {

    private static final Map<Exchange, String> WHERE = Map.of(
            Exchange.CHALLENGE, "asking for a challenge", Exchange.REDEMPTION, "redeeming the signed challenge",
            Exchange.EXECUTION, "making the call", Exchange.READ, "reading");

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        failure,                 repeating helps, may have reached the api, may have taken effect
        REJECTED 400,            false,           true,                     false
        UNAUTHORIZED 401,        false,           true,                     false
        PAYMENT_REQUIRED 402,    false,           true,                     false
        FORBIDDEN 403,           false,           true,                     false
        NOT_FOUND 404,           false,           true,                     false
        CONFLICT 409,            false,           true,                     false
        RATE_LIMITED 429,        true,            true,                     false
        SERVER_ERROR 500,        true,            true,                     true
        SERVER_ERROR 503,        true,            true,                     true
        SERVER_ERROR 599,        true,            true,                     true
        UNEXPECTED_STATUS 302,   false,           true,                     true
        UNEXPECTED_STATUS 399,   false,           true,                     true
        UNEXPECTED_STATUS 408,   false,           true,                     true
        UNEXPECTED_STATUS 499,   false,           true,                     true
        PolicyPending,           false,           true,                     true
        NotSent,                 false,           false,                    false
        Unreachable,             true,            false,                    false
        TlsRefused,              false,           false,                    false
        TimedOut CONNECTING,     true,            false,                    false
        TimedOut SECURING,       true,            false,                    false
        TimedOut SENDING,        true,            true,                     true
        TimedOut AWAITING_ANSWER, true,           true,                     true
        TimedOut READING_ANSWER, true,            true,                     true
        ConnectionLost,          true,            true,                     true
        MalformedAnswer,         false,           true,                     true
        AnswerTooLarge,          false,           true,                     true
        Cancelled before,        false,           false,                    false
        Cancelled after,         false,           true,                     true
        HeldBack BULKHEAD,       true,            false,                    false
        HeldBack EXECUTOR,       true,            false,                    false
        """)
    void a_failure_tells_whether_the_call_may_have_been_carried_out(
            String failure, boolean repeatingHelps, boolean mayHaveReached, boolean mayHaveTakenEffect) {
        for (Exchange exchange : Exchange.values()) {
            var failed = ApiFailures.named(failure, exchange);

            assertThat(failed.exchange()).isEqualTo(exchange);
            assertThat(failed.isRetryable()).as("can repeating help").isEqualTo(repeatingHelps);
            assertThat(failed.mayHaveReachedTheApi()).as("may have reached the API").isEqualTo(mayHaveReached);
            assertThat(failed.mayHaveTakenEffect()).as("may have taken effect, %s", exchange)
                    .isEqualTo(exchange == Exchange.EXECUTION && mayHaveTakenEffect);
        }
    }

    static Stream<ApiFailure> everyFailureInEveryExchange() {
        return Arrays.stream(Exchange.values()).flatMap(exchange -> ApiFailures.all(exchange).toJavaStream());
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void a_message_says_where_what_and_what_to_do(ApiFailure failure) {
        assertThat(failure.message())
                .startsWith(WHERE.get(failure.exchange()) + ": " + FailureText.cause(failure))
                .endsWith(". " + FailureText.advice(failure));
        assertThat(FailureText.cause(failure)).isNotBlank().doesNotEndWith(".");
        assertThat(FailureText.advice(failure)).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void a_message_says_when_the_call_may_have_been_carried_out_all_the_same(ApiFailure failure) {
        assertThat(failure.message().contains("the call may have been carried out"))
                .isEqualTo(failure.mayHaveTakenEffect() && !(failure instanceof ApiFailure.PolicyPending));
    }

    @Test
    void a_call_that_waits_for_approval_is_not_said_to_have_been_carried_out_and_is_not_to_be_made_again() {
        var pending = ApiFailures.named("PolicyPending", Exchange.EXECUTION);

        assertThat(pending.message()).isEqualTo("making the call: the API accepted the call and carries it out once a"
                + " policy approval is given. Have it approved; do not send the call again.");
        assertThat(pending.isRetryable()).isFalse();
        assertThat(pending.mayHaveTakenEffect()).as("whoever repeats it makes it twice").isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void nobody_is_told_to_try_again_while_the_call_may_have_been_carried_out(ApiFailure failure) {
        if (failure.mayHaveTakenEffect()) {
            assertThat(failure.message()).doesNotContainIgnoringCase("try again");
        } else if (failure.isRetryable()) {
            assertThat(failure.message()).containsIgnoringCase("try again");
        }
    }

    @Test
    void every_status_has_a_meaning_and_those_that_the_api_reference_knows_one_of_their_own() {
        var known = Map.of(400, ApiFailureKind.REJECTED, 401, ApiFailureKind.UNAUTHORIZED, 402,
                ApiFailureKind.PAYMENT_REQUIRED,
                403, ApiFailureKind.FORBIDDEN, 404, ApiFailureKind.NOT_FOUND, 409, ApiFailureKind.CONFLICT, 429,
                        ApiFailureKind.RATE_LIMITED);
        for (int status = 100; status < 600; status++) {
            assertThat(ApiFailureKind.ofStatus(status)).as("%d", status).isEqualTo(known.getOrDefault(status,
                    status < 500 ? ApiFailureKind.UNEXPECTED_STATUS : ApiFailureKind.SERVER_ERROR));
        }
        assertThat(Stream.of(-1, 0, 99, 600,
                999).map(ApiFailureKind::ofStatus)).containsOnly(ApiFailureKind.UNEXPECTED_STATUS);
    }

    @Test
    void a_refusal_tells_the_status_and_the_apis_own_words_and_error_id() {
        assertThat(refused("user action has already been used", Option.some("err-1")).message()).isEqualTo(
                "redeeming the signed challenge: the API answered 400 \"user action has already been used\""
                        + " (error id err-1). Correct what the API names; a challenge that is used up or too old needs"
                        + " a fresh start.");
        assertThat(FailureText.cause(refused("", Option.none()))).isEqualTo("the API answered 400");
    }

    @ParameterizedTest
    @CsvSource({
        "REDEMPTION, UNAUTHORIZED 401, Check that the signing key is the one that is registered for the credential.",
        "CHALLENGE, UNAUTHORIZED 401, Check that the bearer token is current and belongs to a user of this API.",
        "REDEMPTION, FORBIDDEN 403, 'Check the user''s permissions, and that the call is sent exactly as it was"
                + " authorised.'"})
    void a_signature_that_is_not_accepted_points_at_the_key_and_nothing_else_does(
            Exchange exchange, String failure, String advice) {
        assertThat(FailureText.advice(ApiFailures.named(failure, exchange))).isEqualTo(advice);
    }

    @Test
    void a_refusal_tells_how_long_the_api_wants_to_be_left_alone() {
        var failure = new ApiFailure.Refused(Exchange.CHALLENGE, 429, Option.none(), "",
                Option.none(), Option.some(Duration.ofSeconds(90)));

        assertThat(FailureText.advice(failure)).isEqualTo("Wait, then try again. The API asks for 90 s.");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT0.25S, 250 ms", "PT1.5S, 1500 ms", "PT2S, 2 s", "PT599S, 599 s", "PT10M, 10 minutes",
        "PT5H59M59S, 359 minutes", "PT6H, 6 hours", "PT71H, 71 hours", "P3D, 3 days", "P365D, 365 days",
        "P366D, a year or more", "PT2562047788015215H, a year or more"})
    void a_wait_is_told_in_a_unit_that_keeps_it_short(Duration wait, String told) {
        var refused = new ApiFailure.Refused(Exchange.CHALLENGE, 429, Option.none(), "", Option.none(),
                Option.some(wait));
        var heldBack = new ApiFailure.HeldBack(Exchange.CHALLENGE, ApiFailure.HeldBack.Protection.RATE_LIMITER,
                Option.some(wait));

        assertThat(refused.message()).endsWith("The API asks for " + told + ".");
        assertThat(heldBack.message()).endsWith("Wait " + told + ", then try again.");
    }

    @Test
    void a_failure_tells_how_long_to_wait() {
        ApiFailure limited = new ApiFailure.Refused(Exchange.CHALLENGE, 429, Option.none(), "",
                Option.none(), Option.some(Duration.ofSeconds(90)));

        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(ApiFailures.named("HeldBack BULKHEAD", Exchange.CHALLENGE).retryAfter())
                .contains(Duration.ofMillis(1500));
        assertThat(ApiFailures.named("Unreachable", Exchange.CHALLENGE).retryAfter()).isEmpty();
    }

    @Test
    void a_time_to_wait_that_is_negative_is_none() {
        Option<Duration> negative = Option.some(Duration.ofMillis(-1));

        assertThat(new ApiFailure.Refused(Exchange.CHALLENGE, 429, Option.none(), "", Option.none(), negative)
                .retryAfter()).isEmpty();
        assertThat(new ApiFailure.HeldBack(Exchange.CHALLENGE, ApiFailure.HeldBack.Protection.BULKHEAD, negative)
                .retryAfter()).isEmpty();
    }

    @Test
    void other_failures_tell_what_the_network_or_the_answer_said() {
        assertThat(FailureText.cause(ApiFailures.named("Unreachable", Exchange.CHALLENGE))).contains("(the detail)");
        assertThat(FailureText.cause(ApiFailures.named("TlsRefused", Exchange.CHALLENGE))).contains("(the detail)");
        assertThat(FailureText.cause(ApiFailures.named("ConnectionLost", Exchange.CHALLENGE))).contains("(the detail)");
        assertThat(FailureText.cause(ApiFailures.named("NotSent", Exchange.CHALLENGE)))
                .contains("some.field: must be better");
        assertThat(FailureText.cause(ApiFailures.named("MalformedAnswer", Exchange.CHALLENGE)))
                .contains("some.field: must be better");
        assertThat(FailureText.cause(ApiFailures.named("AnswerTooLarge", Exchange.CHALLENGE))).contains("1024 bytes");
    }

    @ParameterizedTest
    @CsvSource({"CONNECTING, no connection to the API", "SECURING, no TLS handshake with the API",
        "SENDING, the request did not go out whole", "AWAITING_ANSWER, no answer from the API",
        "READING_ANSWER, no complete answer from the API"})
    void a_timeout_tells_how_far_the_exchange_had_come(String phase, String cause) {
        assertThat(FailureText.cause(ApiFailures.named("TimedOut " + phase, Exchange.CHALLENGE)))
                .isEqualTo(cause + " within the time allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "REJECTED 400, 400", "SERVER_ERROR 503, 503", "PolicyPending, 202", "MalformedAnswer, 200",
        "AnswerTooLarge, 200"})
    void a_failure_that_came_with_a_status_tells_it(String failure, int status) {
        assertThat(ApiFailures.named(failure, Exchange.EXECUTION).status()).contains(status);
    }

    @ParameterizedTest
    @CsvSource({"NotSent", "Unreachable", "TlsRefused", "TimedOut CONNECTING", "TimedOut READING_ANSWER",
        "ConnectionLost", "Cancelled after", "HeldBack BULKHEAD"})
    void a_failure_without_an_answer_has_no_status(String failure) {
        assertThat(ApiFailures.named(failure, Exchange.EXECUTION).status()).isEmpty();
    }

    @Test
    void a_pending_policy_keeps_the_answer_and_does_not_show_its_body() {
        assertThat(ApiFailures.named("PolicyPending", Exchange.EXECUTION).toString()).doesNotContain("appr-1");
    }

    @Test
    void an_exchange_that_was_held_back_tells_by_what_and_for_how_long() {
        assertThat(ApiFailures.named("HeldBack RATE_LIMITER", Exchange.CHALLENGE).message()).isEqualTo("asking for a"
                + " challenge: nothing was sent: our own rate limit is used up. Wait 1500 ms, then try again.");
        assertThat(new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.CIRCUIT_BREAKER, Option.none()).message())
                .endsWith("failed of late. Wait, then try again.");
    }

    @Test
    void a_cancelled_exchange_tells_whether_anything_was_sent() {
        assertThat(ApiFailures.named("Cancelled before", Exchange.EXECUTION).message()).isEqualTo(
                "making the call: it was cancelled before anything was sent. Start over if it is still wanted.");
        assertThat(ApiFailures.named("Cancelled after", Exchange.EXECUTION).message()).isEqualTo(
                "making the call: it was cancelled; the call may have been carried out."
                        + " Find out whether the call was carried out before you make it again.");
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(Arrays.stream(ApiFailureKind.values()).map(ApiFailureKind::code)).containsExactly(
                "rejected", "unauthorized", "payment_required", "forbidden", "not_found", "conflict", "rate_limited",
                "server_error", "unexpected_status", "policy_pending", "not_sent", "unreachable", "tls_refused",
                "timed_out", "connection_lost", "malformed_answer", "answer_too_large", "cancelled", "held_back");
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        failure,                  kind,              remedy,         remedy of the call, health
        REJECTED 400,             REJECTED,          CORRECT_CALL,   CORRECT_CALL,       WORKING
        UNAUTHORIZED 401,         UNAUTHORIZED,      CALL_OPERATOR,  CALL_OPERATOR,      WORKING
        PAYMENT_REQUIRED 402,     PAYMENT_REQUIRED,  CALL_OPERATOR,  CALL_OPERATOR,      WORKING
        FORBIDDEN 403,            FORBIDDEN,         CALL_OPERATOR,  CALL_OPERATOR,      WORKING
        NOT_FOUND 404,            NOT_FOUND,         CORRECT_CALL,   CORRECT_CALL,       WORKING
        CONFLICT 409,             CONFLICT,          CORRECT_CALL,   CORRECT_CALL,       WORKING
        RATE_LIMITED 429,         RATE_LIMITED,      RETRY_LATER,    RETRY_LATER,        UNKNOWN
        SERVER_ERROR 500,         SERVER_ERROR,      RETRY_LATER,    CHECK_OUTCOME_FIRST, FAILING
        UNEXPECTED_STATUS 302,    UNEXPECTED_STATUS, CALL_OPERATOR,  CHECK_OUTCOME_FIRST, FAILING
        PolicyPending,            POLICY_PENDING,    AWAIT_APPROVAL, AWAIT_APPROVAL,     WORKING
        NotSent,                  NOT_SENT,          CORRECT_CALL,   CORRECT_CALL,       UNKNOWN
        Unreachable,              UNREACHABLE,       RETRY_LATER,    RETRY_LATER,        FAILING
        TlsRefused,               TLS_REFUSED,       CALL_OPERATOR,  CALL_OPERATOR,      FAILING
        TimedOut CONNECTING,      TIMED_OUT,         RETRY_LATER,    RETRY_LATER,        FAILING
        TimedOut AWAITING_ANSWER, TIMED_OUT,         RETRY_LATER,    CHECK_OUTCOME_FIRST, FAILING
        ConnectionLost,           CONNECTION_LOST,   RETRY_LATER,    CHECK_OUTCOME_FIRST, FAILING
        MalformedAnswer,          MALFORMED_ANSWER,  CALL_OPERATOR,  CHECK_OUTCOME_FIRST, FAILING
        AnswerTooLarge,           ANSWER_TOO_LARGE,  CALL_OPERATOR,  CHECK_OUTCOME_FIRST, FAILING
        Cancelled before,         CANCELLED,         ASK_USER,       ASK_USER,           UNKNOWN
        Cancelled after,          CANCELLED,         ASK_USER,       CHECK_OUTCOME_FIRST, UNKNOWN
        HeldBack BULKHEAD,        HELD_BACK,         RETRY_LATER,    RETRY_LATER,        UNKNOWN
        """)
    void a_kind_says_who_must_act_and_what_a_circuit_breaker_counts(
            String failure, ApiFailureKind kind, Remedy remedy, Remedy remedyOfTheCall, Health health) {
        for (Exchange exchange : Exchange.values()) {
            var failed = ApiFailures.named(failure, exchange);

            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed.code()).isEqualTo(kind.code());
            assertThat(failed.remedy()).as("%s", exchange)
                    .isEqualTo(exchange == Exchange.EXECUTION ? remedyOfTheCall : remedy);
            assertThat(kind.health()).isEqualTo(health);
        }
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void the_remedy_follows_from_what_may_have_taken_effect_and_from_what_can_be_retried(ApiFailure failure) {
        assertThat(failure.remedy() == Remedy.RETRY_LATER)
                .isEqualTo(failure.isRetryable() && !failure.mayHaveTakenEffect());
        assertThat(failure.remedy() == Remedy.CHECK_OUTCOME_FIRST || failure.remedy() == Remedy.AWAIT_APPROVAL)
                .isEqualTo(failure.mayHaveTakenEffect() || failure instanceof ApiFailure.PolicyPending);
    }

    @Test
    void a_call_that_was_rate_limited_was_not_carried_out_and_says_so() {
        var limited = ApiFailures.named("RATE_LIMITED 429", Exchange.EXECUTION);

        assertThat(limited.mayHaveTakenEffect()).isFalse();
        assertThat(limited.remedy()).isEqualTo(Remedy.RETRY_LATER);
        assertThat(limited.message()).isEqualTo("making the call: the API answered 429 \"no\"."
                + " The call was not carried out: wait, then try again.");
    }

    @Test
    void the_text_form_tells_what_was_wrong_with_a_request_or_an_answer() {
        assertThat(ApiFailures.named("NotSent", Exchange.EXECUTION))
                .hasToString("NotSent[exchange=EXECUTION, violations=some.field: must be better]");
        assertThat(ApiFailures.named("MalformedAnswer", Exchange.EXECUTION)).hasToString(
                "MalformedAnswer[exchange=EXECUTION, httpStatus=200, violations=some.field: must be better]");
    }

    @Test
    void the_details_of_a_refusal_are_shown_in_one_line_of_bounded_length() {
        var failure = new ApiFailure.Refused(Exchange.REDEMPTION, 400, Option.none(), "no",
                Option.some("{\n\u202e" + "x".repeat(5_000)), Option.none());

        assertThat(failure.details().get()).startsWith("{\\u000a\\u202exxx").endsWith("x…")
                .hasSizeLessThanOrEqualTo(2_000);
        assertThat(failure.message()).hasSizeLessThan(600)
                .contains("the API answered 400 \"no\", with the details {\\u000a\\u202exxx", "x…");
    }

    private static ApiFailure.Refused refused(String apiMessage, Option<String> errorId) {
        return new ApiFailure.Refused(Exchange.REDEMPTION, 400, errorId, apiMessage,
                Option.none(), Option.none());
    }
}
