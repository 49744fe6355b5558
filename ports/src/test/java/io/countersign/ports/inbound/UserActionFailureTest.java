package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Remedy;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.ApiFailures;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;

class UserActionFailureTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();
    private static final UserActionFailure NOT_ALLOWED =
            UserActionFailure.notAllowed(new SigningRefusal.NoSecondFactor(key("a"), List.of(key("b"))));
    private static final UserActionFailure NOT_SIGNED =
            UserActionFailure.notSigned(key("a"), SigningFailure.keyUnusable("destroyed; load it again"));
    private static final UserActionFailure NOT_COMPLETED = UserActionFailure.notCompleted(
            List.of(new Violation("firstFactor", "wrong"), new Violation("secondFactor", "missing")));
    private static final UserActionFailure API_FAILED =
            UserActionFailure.apiFailed(ApiFailures.named("Unreachable", Exchange.CHALLENGE));
    private static final UserActionFailure ADAPTER_BROKE =
            UserActionFailure.adapterBroke(Step.REDEMPTION, "com.example.Adapter answered null");

    private static final UserActionFailure NOT_SEALED = UserActionFailure.notSealed(SealFailure.altered());
    private static final UserActionFailure CANCELLED = UserActionFailure.cancelled(Step.EXECUTION);
    private static final UserActionFailure STILL_OPEN = UserActionFailure.stillOpen(UserActionFailure.apiFailed(
            ApiFailures.named("ConnectionLost", Exchange.EXECUTION)), NOT_SIGNED);

    static Stream<UserActionFailure> oneOfEachCase() {
        return Stream.of(API_FAILED, NOT_ALLOWED, NOT_SIGNED, NOT_COMPLETED, NOT_SEALED, ADAPTER_BROKE, CANCELLED,
                STILL_OPEN);
    }

    static Stream<ApiFailure> everyFailureInEveryExchange() {
        return Arrays.stream(Exchange.values()).flatMap(exchange -> ApiFailures.all(exchange).toJavaStream());
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void a_failed_exchange_tells_what_the_exchange_tells(ApiFailure why) {
        var failure = UserActionFailure.apiFailed(why);

        assertThat(failure.message()).isEqualTo(why.message());
        assertThat(failure.isRetryable()).isEqualTo(why.isRetryable());
        assertThat(failure.mayHaveTakenEffect())
                .as("the whole action is safe to repeat until its call may have been made")
                .isEqualTo(why.mayHaveTakenEffect());
        assertThat(failure.remedy()).isEqualTo(why.remedy());
        assertThat(failure.code()).isEqualTo(why.code());
        assertThat(failure.status()).isEqualTo(why.status());
        assertThat(failure.retryAfter()).isEqualTo(why.retryAfter());
    }

    @ParameterizedTest
    @CsvSource({"CHALLENGE, CHALLENGE", "REDEMPTION, REDEMPTION", "EXECUTION, EXECUTION"})
    void a_failed_exchange_names_its_step(Exchange exchange, Step step) {
        assertThat(UserActionFailure.apiFailed(ApiFailures.named("NotSent", exchange)).step()).isEqualTo(step);
    }

    @Test
    void a_call_that_was_answered_with_429_was_not_carried_out_and_may_be_repeated_later() {
        var failure = UserActionFailure.apiFailed(ApiFailures.named("RATE_LIMITED 429", Exchange.EXECUTION), true);

        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.remedy()).isEqualTo(Remedy.RETRY_LATER);
    }

    @ParameterizedTest
    @MethodSource("everyFailureInEveryExchange")
    void an_action_that_can_succeed_may_be_repeated_until_the_call_was_sent(ApiFailure why) {
        var failure = UserActionFailure.apiFailed(why);
        boolean sent = failure.step() == Step.EXECUTION && why.mayHaveReachedTheApi();

        assertThat(failure.mayStartOver(ACTION)).isEqualTo(why.isRetryable() && !sent);
        assertThat(failure.mayStartOver(ACTION.markedIdempotent())).isEqualTo(why.isRetryable());
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED 429, REDEMPTION, true, true", "SERVER_ERROR 500, REDEMPTION, true, true",
        "ConnectionLost, REDEMPTION, true, true", "RATE_LIMITED 429, EXECUTION, false, true",
        "SERVER_ERROR 503, EXECUTION, false, true", "ConnectionLost, EXECUTION, false, true",
        "Unreachable, EXECUTION, true, true", "TimedOut CONNECTING, EXECUTION, true, true",
        "HeldBack BULKHEAD, EXECUTION, true, true", "REJECTED 400, CHALLENGE, false, false",
        "Cancelled after, REDEMPTION, false, false", "PolicyPending, EXECUTION, false, false",
        "CONFLICT 409, EXECUTION, false, false"})
    void examples_of_what_may_be_repeated(String name, Exchange exchange, boolean once, boolean idempotent) {
        var failure = UserActionFailure.apiFailed(ApiFailures.named(name, exchange));

        assertThat(failure.mayStartOver(ACTION)).isEqualTo(once);
        assertThat(failure.mayStartOver(ACTION.markedIdempotent())).isEqualTo(idempotent);
    }

    @Test
    void a_failure_to_sign_is_for_a_person_and_never_starts_over_by_itself() {
        var wrongPassword = UserActionFailure.notSigned(key("a"), SigningFailure.wrongPassword());
        var unreachable = UserActionFailure.notSigned(key("a"), SigningFailure.keyUnreachable("m"));

        for (var failure : List.of(wrongPassword, unreachable, NOT_ALLOWED, NOT_COMPLETED, ADAPTER_BROKE)) {
            assertThat(failure.mayStartOver(ACTION.markedIdempotent())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Unreachable, true", "TimedOut CONNECTING, true", "HeldBack CIRCUIT_BREAKER, true", "HeldBack BULKHEAD, true",
        "TimedOut AWAITING_ANSWER, false", "ConnectionLost, false", "RATE_LIMITED 429, false",
        "SERVER_ERROR 503, false",
        "REJECTED 400, false", "NotSent, false", "TlsRefused, false", "Cancelled before, false",
        "Cancelled after, false"})
    void a_completion_may_be_repeated_if_nothing_was_sent_and_it_can_succeed(String name, boolean again) {
        assertThat(UserActionFailure.apiFailed(ApiFailures.named(name, Exchange.REDEMPTION)).mayCompleteAgain())
                .isEqualTo(again);
    }

    @Test
    void an_assertion_that_did_not_complete_a_challenge_is_not_tried_again_by_itself() {
        for (var failure : List.of(NOT_ALLOWED, NOT_SIGNED, NOT_COMPLETED, ADAPTER_BROKE)) {
            assertThat(failure.mayCompleteAgain()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachCase")
    void a_failure_can_be_told_as_that_of_a_named_action(UserActionFailure failure) {
        var id = CorrelationId.of("order-4711").get();

        var named = failure.withCorrelationId(Option.some(id));

        assertThat(named).isNotEqualTo(failure).returns(failure.reason(), UserActionFailure::reason);
        assertThat(named.correlationId()).contains(id);
        assertThat(named.message()).isEqualTo(failure.message() + " [order-4711]");
        assertThat(named.withCorrelationId(Option.none())).isEqualTo(failure);
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(Arrays.stream(UserActionFailure.Kind.values()).map(UserActionFailure.Kind::code)).containsExactly(
                "api_failed", "not_allowed", "not_signed", "not_completed", "not_sealed", "adapter_broke", "cancelled",
                "still_open");
        assertThat(oneOfEachCase().map(UserActionFailure::code)).containsExactly("unreachable", "not_allowed",
                "key_unusable", "not_completed", "seal_altered", "adapter_broke", "cancelled", "connection_lost");
    }

    @Test
    void every_kind_is_one_of_the_cases() {
        assertThat(oneOfEachCase().map(UserActionFailure::kind)).containsExactly(UserActionFailure.Kind.values());
    }

    @Test
    void a_failure_says_who_must_act() {
        assertThat(oneOfEachCase().map(UserActionFailure::remedy)).containsExactly(
                Remedy.RETRY_LATER, Remedy.CALL_OPERATOR, Remedy.CALL_OPERATOR, Remedy.ASK_USER, Remedy.ASK_USER,
                Remedy.CALL_OPERATOR, Remedy.ASK_USER, Remedy.CHECK_OUTCOME_FIRST);
        assertThat(UserActionFailure.adapterBroke(Step.EXECUTION, "fault").remedy())
                .isEqualTo(Remedy.CHECK_OUTCOME_FIRST);
    }

    @Test
    void the_record_of_the_attempt_decides_the_remedy_and_not_the_failure() {
        var lost = ApiFailures.named("ConnectionLost", Exchange.EXECUTION);
        var unreachable = ApiFailures.named("Unreachable", Exchange.EXECUTION);

        assertThat(UserActionFailure.apiFailed(lost, false).remedy()).isEqualTo(Remedy.RETRY_LATER);
        assertThat(UserActionFailure.apiFailed(unreachable, true).remedy()).isEqualTo(Remedy.CHECK_OUTCOME_FIRST);
    }

    @Test
    void what_was_not_signed_or_not_sent_is_told_of_the_signature_step_and_is_safe_to_repeat() {
        for (var failure : List.of(NOT_ALLOWED, NOT_SIGNED, NOT_COMPLETED)) {
            assertThat(failure.step()).isEqualTo(Step.SIGNATURE);
            assertThat(failure.mayHaveTakenEffect()).isFalse();
            assertThat(failure.isRetryable()).isFalse();
        }
    }

    @Test
    void a_key_that_cannot_be_reached_may_sign_at_another_time() {
        assertThat(UserActionFailure.notSigned(key("a"), SigningFailure.keyUnreachable("m")).isRetryable())
                .isTrue();
    }

    @Test
    void a_message_says_where_what_and_what_to_do() {
        assertThat(NOT_ALLOWED.message()).isEqualTo("signing the challenge: the challenge requires a second factor"
                + " beside Key a, and no configured signer can serve; allowed: Key b. Configure a signer for an allowed"
                + " credential of this user.");
        assertThat(NOT_SIGNED.message()).isEqualTo("signing the challenge with Key a: destroyed; load it again");
        assertThat(NOT_COMPLETED.message()).isEqualTo("completing the challenge: the assertions do not complete it:"
                + " firstFactor: wrong; secondFactor: missing. Nothing was sent; sign with what is allowed.");
        assertThat(ADAPTER_BROKE.message()).isEqualTo("in the redemption step: an adapter broke its contract:"
                + " com.example.Adapter answered null. Adapters return failures as values; have this one corrected.");
    }

    @Test
    void a_message_follows_the_record_of_the_attempt_if_the_failure_says_otherwise() {
        ApiFailure unreachable = ApiFailures.named("Unreachable", Exchange.EXECUTION);
        ApiFailure lost = ApiFailures.named("ConnectionLost", Exchange.EXECUTION);

        assertThat(UserActionFailure.apiFailed(unreachable, true).message())
                .startsWith("making the call: the API cannot be reached (the detail)")
                .endsWith("it may have been carried out. Find out whether it was before you make it again.")
                .doesNotContain("nothing was sent");
        assertThat(UserActionFailure.apiFailed(lost, false).message())
                .startsWith("making the call: the connection broke before the API's answer was complete (the detail)")
                .endsWith("; nothing was sent. Start over if it is still wanted.")
                .doesNotContain("may have been carried out");
    }

    @Test
    void a_cancelled_action_was_not_made_and_is_not_repeated_by_itself() {
        assertThat(CANCELLED.code()).isEqualTo("cancelled");
        assertThat(CANCELLED.mayHaveTakenEffect()).isFalse();
        assertThat(CANCELLED.isRetryable()).isFalse();
        assertThat(CANCELLED.mayStartOver(ACTION.markedIdempotent())).isFalse();
    }

    @Test
    void what_did_not_complete_a_challenge_stands_in_the_text_form() {
        assertThat(NOT_COMPLETED).hasToString("UserActionFailure[reason=NotCompleted[violations=firstFactor: wrong;"
                + " secondFactor: missing], correlationId=None, isRepeated=false]");
    }

    @ParameterizedTest
    @EnumSource
    void an_adapter_that_broke_makes_repeating_unsafe_only_when_it_was_making_the_call(Step step) {
        var failure = UserActionFailure.adapterBroke(step, "fault");

        assertThat(failure.mayHaveTakenEffect()).isEqualTo(step == Step.EXECUTION);
        assertThat(failure.message().contains("the call may have been carried out")).isEqualTo(step == Step.EXECUTION);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void an_exception_without_a_stack_trace_is_reported_too() {
        var thrown = new IllegalStateException("s3cr3t");
        thrown.setStackTrace(new StackTraceElement[0]);

        var broke = AdapterContract.ask(Step.CHALLENGE, "adapter", () -> {
            throw thrown;
        }, why -> API_FAILED).getLeft();

        assertThat(broke).isEqualTo(UserActionFailure.adapterBroke(
                Step.CHALLENGE, "java.lang.String threw java.lang.IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachCase")
    void a_failure_can_be_thrown_and_is_found_again_in_the_exception(UserActionFailure failure) {
        Either<UserActionFailure, String> outcome = Either.left(failure);

        assertThatThrownBy(() -> outcome.getOrElseThrow(UserActionException::new))
                .isInstanceOfSatisfying(UserActionException.class,
                        exception -> assertThat(exception.failure()).isSameAs(failure))
                .hasMessage(failure.message());
    }

    @Test
    void an_exception_is_not_serialised_since_half_of_it_would_be_lost() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream())
                .writeObject(new UserActionException(API_FAILED))).isInstanceOf(NotSerializableException.class);
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> new UserActionException(null)).withMessage("failure");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.apiFailed(null)).withMessage("failure");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.notAllowed(null))
                .withMessage("refusal");
        assertThatNullPointerException()
                .isThrownBy(() -> UserActionFailure.notSigned(null, SigningFailure.keyUnusable("m")))
                .withMessage("credential");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.notSigned(key("a"), null))
                .withMessage("failure");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.notCompleted(null))
                .withMessage("violations");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.adapterBroke(null, "f"))
                .withMessage("step");
        assertThatNullPointerException().isThrownBy(() -> UserActionFailure.adapterBroke(Step.CHALLENGE, null))
                .withMessage("fault");
    }
}
