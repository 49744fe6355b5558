package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Objects;

/**
 * Tells why an exchange with the API brought no result. Immutable; never holds a token or another secret. Texts of the
 * API or the network are kept in one line and of bounded length.
 *
 * <p>A {@code switch} over {@link #remedy} is a complete handling; one over {@link #kind} tells the cases apart.
 */
public sealed interface ApiFailure {

    /** Returns the exchange that failed. */
    Exchange exchange();

    /** Returns the kind of failure. */
    Kind kind();

    /** Returns what happened, in a word for logs and metrics: {@code timed_out}. Stable, unlike messages. */
    default String code() {
        return kind().code();
    }

    /** Returns who must act, and how. */
    default Remedy remedy() {
        return kind().remedyOf(mayHaveTakenEffect());
    }

    /** Returns whether the same exchange, unchanged, can succeed at another time; not whether that is safe. */
    default boolean isRetryable() {
        return kind().isRetryable();
    }

    /** Returns what happened, where, and what to do next. */
    default String message() {
        return FailureText.of(this);
    }

    /** Returns the HTTP status that the API answered with, if it answered. */
    default Option<Integer> status() {
        return Option.none();
    }

    /** Returns how long to wait before the same exchange, if the API or what held it back said so. */
    default Option<Duration> retryAfter() {
        return Option.none();
    }

    /** Returns whether anything of this exchange may have reached the API. */
    default boolean mayHaveReachedTheApi() {
        return kind().outcome != Kind.Outcome.NOT_SENT;
    }

    /** Returns whether the call that the user meant may have been carried out all the same. */
    default boolean mayHaveTakenEffect() {
        return exchange() == Exchange.EXECUTION && mayHaveReachedTheApi() && kind().outcome != Kind.Outcome.REFUSED;
    }

    /** The exchanges with the API: the three of user action signing in their order, and reading. */
    enum Exchange {
        /** {@code POST /auth/action/init}. */
        CHALLENGE(Step.CHALLENGE),
        /** {@code POST /auth/action}. */
        REDEMPTION(Step.REDEMPTION),
        /** The call that the user meant. */
        EXECUTION(Step.EXECUTION),
        /** A call that changes nothing, and so is made without proof. */
        READ(Step.EXECUTION);

        private final Step step;

        Exchange(Step step) {
            this.step = step;
        }

        /**
         * Returns the step of a user action that makes this exchange.
         *
         * @return the step; for a read, which belongs to no user action, the one that makes calls
         */
        public Step step() {
            return step;
        }
    }

    /** The kinds of failure, with what follows from each. */
    enum Kind {
        /** 400: the request is invalid, or the challenge is no longer good. */
        REJECTED("rejected", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
        /** 401: the bearer token, its user or the signature is not accepted. */
        UNAUTHORIZED("unauthorized", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
        /** 402: the feature is not in the plan. */
        PAYMENT_REQUIRED("payment_required", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
        /** 403: a permission is missing, or the proof does not fit the call. */
        FORBIDDEN("forbidden", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
        /** 404: there is no such thing. */
        NOT_FOUND("not_found", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
        /** 409: it clashes with what is there, such as a reused external id with another body. */
        CONFLICT("conflict", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
        /** 429: too many requests. Says how much is asked, not how the API is doing. */
        RATE_LIMITED("rate_limited", Outcome.REFUSED, Health.UNKNOWN, Remedy.RETRY_LATER),
        /** 5xx: the API, or a gateway before it, has a problem of its own. */
        SERVER_ERROR("server_error", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
        /** Any other status, redirects included: they are not followed. */
        UNEXPECTED_STATUS("unexpected_status", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
        /** {@link PolicyPending}. */
        POLICY_PENDING("policy_pending", Outcome.OPEN, Health.WORKING, Remedy.AWAIT_APPROVAL),
        /** {@link NotSent}. */
        NOT_SENT("not_sent", Outcome.NOT_SENT, Health.UNKNOWN, Remedy.CORRECT_CALL),
        /** {@link Unreachable}. */
        UNREACHABLE("unreachable", Outcome.NOT_SENT, Health.FAILING, Remedy.RETRY_LATER),
        /** {@link TlsRefused}. */
        TLS_REFUSED("tls_refused", Outcome.NOT_SENT, Health.FAILING, Remedy.CALL_OPERATOR),
        /** {@link TimedOut}. */
        TIMED_OUT("timed_out", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
        /** {@link ConnectionLost}. */
        CONNECTION_LOST("connection_lost", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
        /** {@link MalformedAnswer}. */
        MALFORMED_ANSWER("malformed_answer", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
        /** {@link AnswerTooLarge}. */
        ANSWER_TOO_LARGE("answer_too_large", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
        /** {@link Cancelled}. */
        CANCELLED("cancelled", Outcome.OPEN, Health.UNKNOWN, Remedy.ASK_USER),
        /** {@link HeldBack}. */
        HELD_BACK("held_back", Outcome.NOT_SENT, Health.UNKNOWN, Remedy.RETRY_LATER);

        /** The possible effects of a call that failed. */
        private enum Outcome { NOT_SENT, REFUSED, OPEN }

        private final String code;
        private final Outcome outcome;
        private final Health health;
        private final Remedy remedy;

        Kind(String code, Outcome outcome, Health health, Remedy remedy) {
            this.code = code;
            this.outcome = outcome;
            this.health = health;
            this.remedy = remedy;
        }

        /** Returns the kind of an answer with that HTTP status, which is no success (API reference, errors). */
        public static Kind ofStatus(int httpStatus) {
            return switch (httpStatus) {
                case 400 -> REJECTED;
                case 401 -> UNAUTHORIZED;
                case 402 -> PAYMENT_REQUIRED;
                case 403 -> FORBIDDEN;
                case 404 -> NOT_FOUND;
                case 409 -> CONFLICT;
                case 429 -> RATE_LIMITED;
                default -> httpStatus >= 500 && httpStatus < 600 ? SERVER_ERROR : UNEXPECTED_STATUS;
            };
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }

        /** Returns whether the same exchange, unchanged, can succeed at another time. */
        public boolean isRetryable() {
            return remedy == Remedy.RETRY_LATER;
        }

        /** Returns what the failure says about the API, which is what a circuit breaker counts. */
        public Health health() {
            return health;
        }

        /** A call that waits for an approval is known to wait; the outcome of any other has to be found out. */
        Remedy remedyOf(boolean mayHaveTakenEffect) {
            return mayHaveTakenEffect && this != POLICY_PENDING ? Remedy.CHECK_OUTCOME_FIRST : remedy;
        }
    }

    /** The state of the API and of the way to it, as a failure shows it. */
    enum Health {
        /** The API did its work, if only by refusing. */
        WORKING,
        /** The API failed, or could not be reached. */
        FAILING,
        /** The API was not asked, or was not waited for. */
        UNKNOWN
    }

    /**
     * The API answered, and the answer was no.
     *
     * @param exchange which exchange
     * @param httpStatus the status it answered with, which decides the kind
     * @param errorId its own name for the error, if it gave one
     * @param apiMessage its own words, empty if it had none
     * @param details what else it said, as it stands in the answer
     * @param retryAfter how long it wants to be left alone, if it said so
     */
    record Refused(
            Exchange exchange, int httpStatus, Option<String> errorId, String apiMessage, Option<String> details,
            Option<Duration> retryAfter) implements ApiFailure {

        public Refused {
            Objects.requireNonNull(exchange, "exchange");
            errorId = Objects.requireNonNull(errorId, "errorId").map(FailureText::name);
            apiMessage = FailureText.bounded(apiMessage, "apiMessage");
            details = Objects.requireNonNull(details, "details").map(text -> FailureText.bounded(text, "details"));
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public Kind kind() {
            return Kind.ofStatus(httpStatus);
        }

        @Override
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }
    }

    /**
     * The API took the call (202) and carries it out once a policy's approval is given, without being asked again. It
     * counts as a call that may have taken effect: making it again would make it twice.
     *
     * @param exchange which exchange
     * @param answer what it said, with the approval that is pending
     */
    record PolicyPending(Exchange exchange, ApiAnswer answer) implements ApiFailure {

        public PolicyPending {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(answer, "answer");
        }

        @Override
        public Kind kind() {
            return Kind.POLICY_PENDING;
        }

        @Override
        public Option<Integer> status() {
            return Option.some(answer.status());
        }
    }

    /**
     * Nothing was sent, because what would have been sent is not right: a request that breaks the API's own rules, or
     * a bearer token that is missing.
     *
     * @param exchange which exchange
     * @param violations what is wrong with it
     */
    record NotSent(Exchange exchange, Seq<Violation> violations) implements ApiFailure {

        public NotSent {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(violations, "violations");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_SENT;
        }

        @Override
        public String toString() {
            return "NotSent[exchange=" + exchange + ", violations=" + Violation.describe(violations) + "]";
        }
    }

    /**
     * No connection: the name does not resolve, or nobody answers there.
     *
     * @param exchange which exchange
     * @param detail what the network said
     */
    record Unreachable(Exchange exchange, String detail) implements ApiFailure {

        public Unreachable {
            Objects.requireNonNull(exchange, "exchange");
            detail = FailureText.bounded(detail, "detail");
        }

        @Override
        public Kind kind() {
            return Kind.UNREACHABLE;
        }
    }

    /**
     * A connection without trust: the certificate or the protocol was refused, by us or by them.
     *
     * @param exchange which exchange
     * @param detail what TLS said
     */
    record TlsRefused(Exchange exchange, String detail) implements ApiFailure {

        public TlsRefused {
            Objects.requireNonNull(exchange, "exchange");
            detail = FailureText.bounded(detail, "detail");
        }

        @Override
        public Kind kind() {
            return Kind.TLS_REFUSED;
        }
    }

    /**
     * The time that the exchange was given ran out.
     *
     * @param exchange which exchange
     * @param phase what was going on when it did
     */
    record TimedOut(Exchange exchange, Phase phase) implements ApiFailure {

        /** The phases of an exchange. */
        public enum Phase {
            /** No connection yet: the name was being resolved, or nobody took the connection, a proxy included. */
            CONNECTING,
            /** Connected, and in the middle of the TLS handshake. */
            SECURING,
            /** The request was on its way out. */
            SENDING,
            /** The request was sent, as far as can be seen from here, and nothing came back. */
            AWAITING_ANSWER,
            /** The head of the answer had arrived, but not all of it. */
            READING_ANSWER
        }

        public TimedOut {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(phase, "phase");
        }

        @Override
        public Kind kind() {
            return Kind.TIMED_OUT;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return phase != Phase.CONNECTING && phase != Phase.SECURING;
        }
    }

    /**
     * The connection broke before the answer was complete.
     *
     * @param exchange which exchange
     * @param detail what the network said
     */
    record ConnectionLost(Exchange exchange, String detail) implements ApiFailure {

        public ConnectionLost {
            Objects.requireNonNull(exchange, "exchange");
            detail = FailureText.bounded(detail, "detail");
        }

        @Override
        public Kind kind() {
            return Kind.CONNECTION_LOST;
        }
    }

    /**
     * An answer that the API reference does not allow: no JSON, another shape, or values that break its rules.
     *
     * @param exchange which exchange
     * @param httpStatus the status it came with
     * @param violations what is wrong with it, by field
     */
    record MalformedAnswer(Exchange exchange, int httpStatus, Seq<Violation> violations) implements ApiFailure {

        public MalformedAnswer {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(violations, "violations");
        }

        @Override
        public Kind kind() {
            return Kind.MALFORMED_ANSWER;
        }

        @Override
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }

        @Override
        public String toString() {
            return "MalformedAnswer[exchange=" + exchange + ", httpStatus=" + httpStatus + ", violations="
                    + Violation.describe(violations) + "]";
        }
    }

    /**
     * An answer larger than is accepted. It was not read to its end.
     *
     * @param exchange which exchange
     * @param httpStatus the status it came with
     * @param limitInBytes how much is accepted
     */
    record AnswerTooLarge(Exchange exchange, int httpStatus, long limitInBytes) implements ApiFailure {

        public AnswerTooLarge {
            Objects.requireNonNull(exchange, "exchange");
        }

        @Override
        public Kind kind() {
            return Kind.ANSWER_TOO_LARGE;
        }

        @Override
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }
    }

    /**
     * It was stopped from our side: the thread that made it was interrupted, or the call was cancelled.
     *
     * @param exchange which exchange
     * @param mayHaveReachedTheApi whether anything of it may have been sent by then
     */
    record Cancelled(Exchange exchange, boolean mayHaveReachedTheApi) implements ApiFailure {

        public Cancelled {
            Objects.requireNonNull(exchange, "exchange");
        }

        @Override
        public Kind kind() {
            return Kind.CANCELLED;
        }
    }

    /**
     * Nothing was sent, because something of ours that protects the API, or us from it, held the exchange back.
     *
     * @param exchange which exchange
     * @param protection what held it back
     * @param retryAfter after how long it may let the next one pass, if it can tell
     */
    record HeldBack(Exchange exchange, Protection protection, Option<Duration> retryAfter) implements ApiFailure {

        /** The protections that hold exchanges back. */
        public enum Protection {
            /** Too many exchanges failed of late. */
            CIRCUIT_BREAKER,
            /** Too many exchanges in too short a time. */
            RATE_LIMITER,
            /** Too many exchanges at once. */
            BULKHEAD,
            /** The executor of asynchronous calls takes no more. */
            EXECUTOR
        }

        public HeldBack {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(protection, "protection");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public Kind kind() {
            return Kind.HELD_BACK;
        }
    }
}
