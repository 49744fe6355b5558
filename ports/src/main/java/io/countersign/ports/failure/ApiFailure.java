package io.countersign.ports.failure;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Why an exchange with the API brought no result. Immutable; never holds a token or another secret. Texts of the API or
 * the network are kept in one line and of bounded length, see {@link OneLine}.
 *
 * <p>{@link #match} makes a caller deal with every case. For most, {@link #message}, {@link #isSafeToRepeat} and
 * {@link #canRepeatingHelp} are enough to act on.
 */
public sealed interface ApiFailure {

    /** Which exchange failed. */
    Exchange exchange();

    /** What happened, without saying where or what to do. */
    String cause();

    /** What to do next. */
    String advice();

    /** Whether the same exchange, unchanged, can succeed at another time. */
    boolean canRepeatingHelp();

    /** Whether anything of this exchange may have reached the API. */
    boolean mayHaveReachedTheApi();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /**
     * What happened, in a word for logs and metrics: {@code timed_out}, {@code rate_limited}. One of a few dozen, and
     * stable, unlike messages.
     */
    default String name() {
        return CaseName.of(this);
    }

    /** The HTTP status that the API answered with, if it answered. */
    default Option<Integer> status() {
        return Option.none();
    }

    /** How long to wait before the same exchange, if the API or what held it back said so. */
    default Option<Duration> retryAfter() {
        return Option.none();
    }

    /**
     * Whether making the same exchange again cannot do anything twice. Asking for a challenge and reading change
     * nothing; the other two are safe only while nothing was sent. After a redemption that failed, start over with a new
     * challenge.
     */
    default boolean isSafeToRepeat() {
        return exchange() == Exchange.CHALLENGE || exchange() == Exchange.READ || !mayHaveReachedTheApi();
    }

    /** Whether the call that the user meant may have been carried out all the same. */
    default boolean mayHaveTakenEffect() {
        return exchange() == Exchange.EXECUTION && mayHaveReachedTheApi();
    }

    /** What happened, where, and what to do next. */
    default String message() {
        return exchange().description() + ": " + cause()
                + (mayHaveTakenEffect() ? "; the call may have been carried out" : "") + ". " + advice();
    }

    /** That advice, unless who follows it might make the call twice. */
    private static String onlyIfSafe(ApiFailure failure, String advice) {
        return failure.mayHaveTakenEffect()
                ? "Find out whether the call was carried out before you make it again."
                : advice;
    }

    /** The exchanges with the API: the three of user action signing in their order, and reading. */
    enum Exchange {
        /** {@code POST /auth/action/init}. */
        CHALLENGE("asking for a challenge", Step.CHALLENGE),
        /** {@code POST /auth/action}. */
        REDEMPTION("redeeming the signed challenge", Step.REDEMPTION),
        /** The call that the user meant. */
        EXECUTION("making the call", Step.EXECUTION),
        /** A call that changes nothing, and so is made without proof. */
        READ("reading", Step.EXECUTION);

        private final String description;
        private final Step step;

        Exchange(String description, Step step) {
            this.description = description;
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

        /** The exchange in words, to stand at the head of a message. */
        public String description() {
            return description;
        }
    }

    /** What the API meant by an answer other than success. */
    enum Reason {
        /** 400: the request is invalid, or the challenge is no longer good. */
        REJECTED("Correct what the API names; a challenge that is used up or too old needs a fresh start.", false),
        /** 401: the bearer token or its user is not accepted. */
        UNAUTHORIZED("Check that the bearer token is current and belongs to a user of this API.", false),
        /** 402: the feature is not in the plan. */
        PAYMENT_REQUIRED("Ask for the feature to be added to the organisation's plan.", false),
        /** 403: a permission is missing, or the proof does not fit the call. */
        FORBIDDEN("Check the user's permissions, and that the call is sent exactly as it was authorised.", false),
        /** 404: there is no such thing. */
        NOT_FOUND("Check the path and the ids in it.", false),
        /** 409: it clashes with what is there, such as a reused external id with another body. */
        CONFLICT("Look at what is there already before sending anything else.", false),
        /** 429: too many requests. */
        RATE_LIMITED("Wait, then try again.", true),
        /** 5xx: the API, or what stands before it, has a problem of its own. */
        SERVER_ERROR("Try again later; if it stays like this, check that the base URL is the API's own.", true),
        /** Any status that the API reference does not know here, redirects included: they are not followed. */
        UNEXPECTED_STATUS("Check that the base URL is the API's own.", false);

        private final String advice;
        private final boolean passing;

        Reason(String advice, boolean passing) {
            this.advice = advice;
            this.passing = passing;
        }

        /** What the API means by an HTTP status other than success (API reference, errors). */
        public static Reason ofStatus(int httpStatus) {
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
    }

    /**
     * The API answered, and the answer was no.
     *
     * @param exchange which exchange
     * @param reason what the API meant
     * @param httpStatus the status it answered with
     * @param errorId its own name for the error, if it gave one
     * @param apiMessage its own words, empty if it had none
     * @param details what else it said, as it stands in the answer
     * @param retryAfter how long it wants to be left alone, if it said so
     */
    record Refused(
            Exchange exchange, Reason reason, int httpStatus, Option<String> errorId, String apiMessage,
            Option<String> details, Option<Duration> retryAfter) implements ApiFailure {

        public Refused {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(reason, "reason");
            errorId = Objects.requireNonNull(errorId, "errorId").map(OneLine::of);
            apiMessage = OneLine.of(Objects.requireNonNull(apiMessage, "apiMessage"), OneLine.LONGEST_MESSAGE);
            details = Objects.requireNonNull(details, "details")
                    .map(text -> OneLine.of(text, OneLine.LONGEST_MESSAGE));
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        /** {@inheritDoc} A refusal is called by its reason. */
        @Override
        public String name() {
            return reason.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }

        @Override
        public String cause() {
            return "the API answered " + httpStatus
                    + (apiMessage.isEmpty() ? "" : " \"" + apiMessage + "\"")
                    + errorId.map(id -> " (error id " + id + ")").getOrElse("");
        }

        private String adviceAlone() {
            if (exchange == Exchange.REDEMPTION && reason == Reason.UNAUTHORIZED) {
                return "Check that the signing key is the one that is registered for the credential.";
            }
            return reason.passing ? onlyIfSafe(this, reason.advice) : reason.advice;
        }

        @Override
        public String advice() {
            return adviceAlone() + retryAfter.map(wait -> " The API asks for " + wait.toSeconds() + " s.").getOrElse("");
        }

        @Override
        public boolean canRepeatingHelp() {
            return reason.passing;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return true;
        }

        /** A refusal that the API reference knows is the API's word that it did nothing; any other leaves it open. */
        @Override
        public boolean mayHaveTakenEffect() {
            return exchange == Exchange.EXECUTION
                    && (reason == Reason.SERVER_ERROR || reason == Reason.UNEXPECTED_STATUS);
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.refused(this);
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
        public Option<Integer> status() {
            return Option.some(answer.status());
        }

        @Override
        public String cause() {
            return "the API accepted the call and carries it out once a policy approval is given";
        }

        @Override
        public String advice() {
            return "Have it approved; do not send the call again.";
        }

        /** {@inheritDoc} What became of the call is known: it waits, so the message leaves nothing open. */
        @Override
        public String message() {
            return exchange.description() + ": " + cause() + ". " + advice();
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.policyPending(this);
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
        public String cause() {
            return "nothing was sent, because the request is not valid: " + Violation.describe(violations);
        }

        @Override
        public String advice() {
            return "Correct what is named.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.notSent(this);
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
            detail = OneLine.of(Objects.requireNonNull(detail, "detail"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String cause() {
            return "the API cannot be reached (" + detail + ")";
        }

        @Override
        public String advice() {
            return "Check the base URL and the network, then try again.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unreachable(this);
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
            detail = OneLine.of(Objects.requireNonNull(detail, "detail"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String cause() {
            return "no trusted connection to the API (" + detail + ")";
        }

        @Override
        public String advice() {
            return "Check the base URL, the trusted certificates and the clock.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tlsRefused(this);
        }
    }

    /**
     * The time that the exchange was given ran out.
     *
     * @param exchange which exchange
     * @param phase what was going on when it did
     */
    record TimedOut(Exchange exchange, Phase phase) implements ApiFailure {

        /** How far an exchange had come. */
        public enum Phase {
            /** No connection yet: the name was being resolved, or nobody took the connection, a proxy included. */
            CONNECTING("no connection to the API"),
            /** Connected, and in the middle of the TLS handshake. */
            SECURING("no TLS handshake with the API"),
            /** The request was on its way out. */
            SENDING("the request did not go out whole"),
            /** The request was sent, as far as can be seen from here, and nothing came back. */
            AWAITING_ANSWER("no answer from the API"),
            /** The head of the answer had arrived, but not all of it. */
            READING_ANSWER("no complete answer from the API");

            private final String cause;

            Phase(String cause) {
                this.cause = cause;
            }
        }

        public TimedOut {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(phase, "phase");
        }

        @Override
        public String cause() {
            return phase.cause + " within the time allowed";
        }

        @Override
        public String advice() {
            return onlyIfSafe(this, "Try again, or allow more time.");
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return phase != Phase.CONNECTING && phase != Phase.SECURING;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.timedOut(this);
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
            detail = OneLine.of(Objects.requireNonNull(detail, "detail"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String cause() {
            return "the connection broke before the API's answer was complete (" + detail + ")";
        }

        @Override
        public String advice() {
            return onlyIfSafe(this, "Check the network, then try again.");
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.connectionLost(this);
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
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }

        @Override
        public String cause() {
            return "the answer is not what the API promises: " + Violation.describe(violations);
        }

        @Override
        public String advice() {
            return "Check that the base URL is the API's own, and that no proxy answers in its place.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.malformedAnswer(this);
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
        public Option<Integer> status() {
            return Option.some(httpStatus);
        }

        @Override
        public String cause() {
            return "the answer is larger than the " + limitInBytes + " bytes that are accepted";
        }

        @Override
        public String advice() {
            return "Check that the base URL is the API's own, or accept larger answers.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.answerTooLarge(this);
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
        public String cause() {
            return "it was cancelled" + (mayHaveReachedTheApi ? "" : " before anything was sent");
        }

        @Override
        public String advice() {
            return onlyIfSafe(this, "Start over if it is still wanted.");
        }

        /** Whoever cancelled it does not want it repeated. */
        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.cancelled(this);
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

        /** What holds exchanges back. */
        public enum Protection {
            /** Too many exchanges failed of late. */
            CIRCUIT_BREAKER("the circuit breaker is open, as too many exchanges failed of late"),
            /** Too many exchanges in too short a time. */
            RATE_LIMITER("our own rate limit is used up"),
            /** Too many exchanges at once. */
            BULKHEAD("as many exchanges as are allowed at once are under way"),
            /** The executor of asynchronous calls takes no more. */
            EXECUTOR("the executor takes no more calls");

            private final String cause;

            Protection(String cause) {
                this.cause = cause;
            }
        }

        public HeldBack {
            Objects.requireNonNull(exchange, "exchange");
            Objects.requireNonNull(protection, "protection");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public String cause() {
            return "nothing was sent: " + protection.cause;
        }

        @Override
        public String advice() {
            return "Wait" + retryAfter.map(wait -> " " + wait.toMillis() + " ms").getOrElse("") + ", then try again.";
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public boolean mayHaveReachedTheApi() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.heldBack(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T refused(Refused failure);

        T policyPending(PolicyPending failure);

        T notSent(NotSent failure);

        T unreachable(Unreachable failure);

        T tlsRefused(TlsRefused failure);

        T timedOut(TimedOut failure);

        T connectionLost(ConnectionLost failure);

        T malformedAnswer(MalformedAnswer failure);

        T answerTooLarge(AnswerTooLarge failure);

        T cancelled(Cancelled failure);

        T heldBack(HeldBack failure);
    }
}
