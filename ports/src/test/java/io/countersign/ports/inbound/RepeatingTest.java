package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.domain.Violation;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.ports.fixture.ApiFailures;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be done again without asking anybody. */
class RepeatingTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        failure,                 before the call, of the call, of an idempotent call, completing
        REJECTED 400,            false,           false,       false,                 false
        UNAUTHORIZED 401,        false,           false,       false,                 false
        PAYMENT_REQUIRED 402,    false,           false,       false,                 false
        FORBIDDEN 403,           false,           false,       false,                 false
        NOT_FOUND 404,           false,           false,       false,                 false
        CONFLICT 409,            false,           false,       false,                 false
        RATE_LIMITED 429,        true,            false,       true,                  false
        SERVER_ERROR 500,        true,            false,       true,                  false
        SERVER_ERROR 503,        true,            false,       true,                  false
        UNEXPECTED_STATUS 302,   false,           false,       false,                 false
        UNEXPECTED_STATUS 418,   false,           false,       false,                 false
        PolicyPending,           false,           false,       false,                 false
        NotSent,                 false,           false,       false,                 false
        Unreachable,             true,            true,        true,                  true
        TlsRefused,              false,           false,       false,                 false
        TimedOut CONNECTING,     true,            true,        true,                  true
        TimedOut EXCHANGING,     true,            false,       true,                  false
        ConnectionLost,          true,            false,       true,                  false
        MalformedAnswer,         false,           false,       false,                 false
        AnswerTooLarge,          false,           false,       false,                 false
        Cancelled before,        false,           false,       false,                 false
        Cancelled after,         false,           false,       false,                 false
        HeldBack CIRCUIT_BREAKER, true,           true,        true,                  true
        HeldBack RATE_LIMITER,   true,            true,        true,                  true
        HeldBack BULKHEAD,       true,            true,        true,                  true
        HeldBack EXECUTOR,       true,            true,        true,                  true
        """)
    void a_failed_exchange_may_be_followed_by_another_where_that_helps_and_makes_no_call_twice(
            String why, boolean beforeTheCall, boolean ofTheCall, boolean ofAnIdempotentCall, boolean completing) {
        for (Exchange exchange : List.of(Exchange.CHALLENGE, Exchange.REDEMPTION)) {
            assertThat(failed(why, exchange).mayStartOver(ACTION)).isEqualTo(beforeTheCall);
            assertThat(failed(why, exchange).mayStartOver(ACTION.markedIdempotent())).isEqualTo(beforeTheCall);
        }
        assertThat(failed(why, Exchange.EXECUTION).mayStartOver(ACTION)).isEqualTo(ofTheCall);
        assertThat(failed(why, Exchange.EXECUTION).mayStartOver(ACTION.markedIdempotent()))
                .isEqualTo(ofAnIdempotentCall);
        assertThat(failed(why, Exchange.REDEMPTION).mayCompleteAgain()).isEqualTo(completing);
    }

    @Test
    void what_was_not_signed_is_for_a_person_and_never_repeated_even_where_that_could_help() {
        var notSigned = new UserActionFailure.NotSigned(key("a"), new SigningFailure.KeyUnreachable("asleep"));

        assertThat(notSigned.canRepeatingHelp()).isTrue();
        assertThat(List.of(notSigned,
                new UserActionFailure.NotAllowed(new SigningRefusal.NoSecondFactor(key("a"), List.of(key("b")))),
                new UserActionFailure.NotCompleted(List.of(new Violation("firstFactor", "wrong"))),
                new UserActionFailure.AdapterBroke(Step.CHALLENGE, "fault"))).allSatisfy(failure -> {
                    assertThat(failure.mayStartOver(ACTION.markedIdempotent())).isFalse();
                    assertThat(failure.mayCompleteAgain()).isFalse();
                });
    }

    @Test
    void nobody_starts_over_with_no_action() {
        assertThatNullPointerException()
                .isThrownBy(() -> failed("Unreachable", Exchange.CHALLENGE).mayStartOver(null)).withMessage("action");
    }

    private static UserActionFailure failed(String why, Exchange exchange) {
        return new UserActionFailure.ApiFailed(ApiFailures.named(why, exchange));
    }
}
