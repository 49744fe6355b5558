package io.countersign.adapters.http.resilience;

import io.countersign.ports.failure.ApiFailure;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

/** What the outcome of an exchange says about the API and the way to it. */
enum ApiHealth {

    /** It did its work, if only by saying no. */
    WELL,
    /** It did not, or could not be reached. */
    ILL,
    /** Nothing: it was not asked, or we did not wait to hear. */
    UNTOLD;

    private static final ApiFailure.Cases<ApiHealth> BY_FAILURE = new ByFailure();

    /** Adapters are others' code too: one that answers nothing says nothing. */
    static ApiHealth after(@Nullable Either<ApiFailure, ?> outcome) {
        if (outcome == null) {
            return UNTOLD;
        }
        return outcome.fold(failure -> failure == null ? UNTOLD : failure.match(BY_FAILURE), answer -> WELL);
    }

    private static final class ByFailure implements ApiFailure.Cases<ApiHealth> {

        /**
         * A rate limit says how much we ask and not how the API does: a gateway says it for an API that is down.
         * Opening the breaker on it would lengthen the wait that the API asked for.
         */
        @Override
        public ApiHealth refused(ApiFailure.Refused failure) {
            return switch (failure.reason()) {
                case SERVER_ERROR, UNEXPECTED_STATUS -> ILL;
                case RATE_LIMITED -> UNTOLD;
                case REJECTED, UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT -> WELL;
            };
        }

        @Override
        public ApiHealth policyPending(ApiFailure.PolicyPending failure) {
            return WELL;
        }

        @Override
        public ApiHealth notSent(ApiFailure.NotSent failure) {
            return UNTOLD;
        }

        @Override
        public ApiHealth unreachable(ApiFailure.Unreachable failure) {
            return ILL;
        }

        @Override
        public ApiHealth tlsRefused(ApiFailure.TlsRefused failure) {
            return ILL;
        }

        @Override
        public ApiHealth timedOut(ApiFailure.TimedOut failure) {
            return ILL;
        }

        @Override
        public ApiHealth connectionLost(ApiFailure.ConnectionLost failure) {
            return ILL;
        }

        @Override
        public ApiHealth malformedAnswer(ApiFailure.MalformedAnswer failure) {
            return ILL;
        }

        @Override
        public ApiHealth answerTooLarge(ApiFailure.AnswerTooLarge failure) {
            return ILL;
        }

        @Override
        public ApiHealth cancelled(ApiFailure.Cancelled failure) {
            return UNTOLD;
        }

        @Override
        public ApiHealth heldBack(ApiFailure.HeldBack failure) {
            return UNTOLD;
        }
    }
}
