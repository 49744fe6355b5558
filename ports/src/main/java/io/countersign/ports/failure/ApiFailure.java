package io.countersign.ports.failure;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.time.Duration;

/** Tells why an exchange with the API brought no result. The {@code exchange} of each case is the one that failed. */
public sealed interface ApiFailure extends Failure {

    /** Returns the exchange that failed. */
    Exchange exchange();

    /** Returns the kind of failure, to switch over. */
    ApiFailureKind kind();

    @Override
    default String code() {
        return kind().code();
    }

    @Override
    default Remedy remedy() {
        return kind().remedyOf(mayHaveTakenEffect());
    }

    @Override
    default boolean isRetryable() {
        return kind().remedy == Remedy.RETRY_LATER;
    }

    @Override
    default String message() {
        return FailureText.of(this);
    }

    /** Returns whether anything of this exchange may have reached the API. */
    default boolean mayHaveReachedTheApi() {
        return kind().outcome != ApiFailureKind.Outcome.NOT_SENT;
    }

    @Override
    default boolean mayHaveTakenEffect() {
        return exchange() == Exchange.EXECUTION
                && mayHaveReachedTheApi() && kind().outcome != ApiFailureKind.Outcome.REFUSED;
    }

    /** Returns the failure {@link ApiFailureKind#UNREACHABLE} with what the network said. */
    static ApiFailure unreachable(Exchange exchange, String detail) {
        return new ConnectionFailed(exchange, ApiFailureKind.UNREACHABLE, detail);
    }

    /** Returns the failure {@link ApiFailureKind#TLS_REFUSED} with what TLS said. */
    static ApiFailure tlsRefused(Exchange exchange, String detail) {
        return new ConnectionFailed(exchange, ApiFailureKind.TLS_REFUSED, detail);
    }

    /** Returns the failure {@link ApiFailureKind#CONNECTION_LOST} with what the network said. */
    static ApiFailure connectionLost(Exchange exchange, String detail) {
        return new ConnectionFailed(exchange, ApiFailureKind.CONNECTION_LOST, detail);
    }

    /** A failure that came with an answer of the API. */
    sealed interface Answered extends ApiFailure {

        /** Returns the status that the API answered with. */
        int httpStatus();

        @Override
        default Option<Integer> status() {
            return Option.some(httpStatus());
        }
    }

    /**
     * The API refused.
     *
     * @param httpStatus the status of the answer, which decides the kind
     * @param errorId its own name for the error, if it gave one
     * @param apiMessage its own words, empty if it had none
     * @param details what else it said, as it stands in the answer
     * @param retryAfter the wait that it asked for before the next exchange, if it did
     */
    record Refused(
            Exchange exchange, int httpStatus, Option<String> errorId, String apiMessage, Option<String> details,
            Option<Duration> retryAfter) implements Answered {

        public Refused {
            Components.nonNull(
                    "exchange", exchange, "errorId", errorId, "details", details, "retryAfter", retryAfter);
            errorId = errorId.map(OneLine::of);
            apiMessage = Components.bounded(apiMessage, "apiMessage");
            details = details.map(text -> Components.bounded(text, "details"));
            retryAfter = retryAfter.filter(wait -> !wait.isNegative());
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.ofStatus(httpStatus);
        }
    }

    /**
     * The API took the call (202) and carries it out once a policy's approval is given, without being asked again. It
     * counts as a call that may have taken effect: making it again would make it twice.
     *
     * @param answer what it said, with the approval that is pending
     */
    record PolicyPending(Exchange exchange, ApiAnswer answer) implements Answered {

        public PolicyPending {
            Components.nonNull("exchange", exchange, "answer", answer);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.POLICY_PENDING;
        }

        @Override
        public int httpStatus() {
            return answer.status();
        }
    }

    /**
     * Nothing was sent, because what would have been sent is not right: a request that breaks the API's own rules, or
     * a bearer token that is missing.
     *
     * @param violations what is wrong with it
     */
    record NotSent(Exchange exchange, Seq<Violation> violations) implements ApiFailure {

        public NotSent {
            Components.nonNull("exchange", exchange, "violations", violations);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.NOT_SENT;
        }

        @Override
        public String toString() {
            return "NotSent[exchange=" + exchange + ", violations=" + Violation.describe(violations) + "]";
        }
    }

    /**
     * There was no connection, or none that lasted.
     *
     * @param kind the kind: unreachable, TLS refused or connection lost; no other is accepted
     * @param detail what the network or TLS said
     */
    record ConnectionFailed(Exchange exchange, ApiFailureKind kind, String detail) implements ApiFailure {

        public ConnectionFailed {
            Components.nonNull("exchange", exchange, "kind", kind);
            detail = Components.bounded(detail, "detail");
            if (!ApiFailureKind.OF_CONNECTIONS.contains(kind)) {
                throw new IllegalArgumentException("kind must be that of a failed connection");
            }
        }
    }

    /**
     * The exchange took longer than it may.
     *
     * @param phase the phase in which it was then
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
            Components.nonNull("exchange", exchange, "phase", phase);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.TIMED_OUT;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return phase != Phase.CONNECTING && phase != Phase.SECURING;
        }
    }

    /**
     * An answer that the API reference does not allow: no JSON, another shape, or values that break its rules.
     *
     * @param httpStatus the status it came with
     * @param violations what is wrong with it, by field
     */
    record MalformedAnswer(Exchange exchange, int httpStatus, Seq<Violation> violations) implements Answered {

        public MalformedAnswer {
            Components.nonNull("exchange", exchange, "violations", violations);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.MALFORMED_ANSWER;
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
     * @param httpStatus the status it came with
     * @param limitInBytes how much is accepted
     */
    record AnswerTooLarge(Exchange exchange, int httpStatus, long limitInBytes) implements Answered {

        public AnswerTooLarge {
            Components.nonNull("exchange", exchange);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.ANSWER_TOO_LARGE;
        }
    }

    /**
     * The exchange was stopped by the caller: its thread was interrupted, or the call was cancelled.
     *
     * @param mayHaveReachedTheApi whether anything of it may have been sent by then
     */
    record Cancelled(Exchange exchange, boolean mayHaveReachedTheApi) implements ApiFailure {

        public Cancelled {
            Components.nonNull("exchange", exchange);
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.CANCELLED;
        }
    }

    /**
     * Nothing was sent: a protection of the API or of the application held the exchange back.
     *
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
            Components.nonNull("exchange", exchange, "protection", protection, "retryAfter", retryAfter);
            retryAfter = retryAfter.filter(wait -> !wait.isNegative());
        }

        @Override
        public ApiFailureKind kind() {
            return ApiFailureKind.HELD_BACK;
        }
    }
}
