package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/**
 * Tells why an action was not authorised, not made or not sealed: the one failure of all inbound ports. Immutable; never
 * holds a secret.
 *
 * <p>A {@code switch} over {@link #remedy} is a complete handling; one over {@link #kind} tells the cases apart.
 */
public sealed interface UserActionFailure {

    /** Returns the kind of failure. */
    Kind kind();

    /** Returns the step that failed; those before it succeeded. */
    Step step();

    /** Returns the caller's own name for the action, if it gave one; messages end with it. */
    Option<CorrelationId> correlationId();

    /** Returns who must act, and how. */
    Remedy remedy();

    /**
     * Returns what happened, in a word for logs and metrics: {@code timed_out}. One of a few dozen, and stable, unlike
     * messages. A failure that carries another one has the code of that.
     */
    default String code() {
        return kind().code();
    }

    /** Returns what happened, where, and what to do next. */
    default String message() {
        return FailureText.of(this);
    }

    /** Returns whether the same action, unchanged, can succeed at another time; not whether that is safe. */
    default boolean isRetryable() {
        return false;
    }

    /**
     * Returns whether the call that the user meant may have been carried out all the same. False for every failure
     * before the call itself, since the flow starts over with a challenge of its own.
     */
    default boolean mayHaveTakenEffect() {
        return false;
    }

    /** Returns the HTTP status that the API answered with, if it answered. */
    default Option<Integer> status() {
        return Option.none();
    }

    /** Returns how long to wait before the same action, if the API or what held it back said so. */
    default Option<Duration> retryAfter() {
        return Option.none();
    }

    /** Returns this failure as one of the action of that name. */
    default UserActionFailure withCorrelationId(Option<CorrelationId> id) {
        return switch (kind()) {
            case API_FAILED -> {
                var that = (ApiFailed) this;
                yield new ApiFailed(that.failure, that.mayHaveBeenSent, id, that.repeated);
            }
            case NOT_ALLOWED -> new NotAllowed(((NotAllowed) this).refusal, id);
            case NOT_SIGNED -> new NotSigned(((NotSigned) this).credential, ((NotSigned) this).failure, id);
            case NOT_COMPLETED -> new NotCompleted(((NotCompleted) this).violations, id);
            case NOT_SEALED -> new NotSealed(((NotSealed) this).failure, id);
            case ADAPTER_BROKE -> new AdapterBroke(((AdapterBroke) this).step, ((AdapterBroke) this).fault, id);
            case CANCELLED -> new Cancelled(((Cancelled) this).step, id);
            case STILL_OPEN -> new StillOpen(((StillOpen) this).open, ((StillOpen) this).last, id);
        };
    }

    /**
     * Returns whether that action, which failed like this, may be performed again without asking anybody. It may where
     * that can help and the API was in the way: until the call itself was sent, the flow starts over with a challenge
     * of its own, which does nothing twice. Once it was sent, only if the caller marked the action as idempotent.
     *
     * <p>Failures to sign are for a person: a wrong password that is tried again may lock what it should open.
     */
    default boolean mayStartOver(UserAction action) {
        Objects.requireNonNull(action, "action");
        if (this instanceof StillOpen still) {
            return action.idempotent() && still.last().mayStartOver(action);
        }
        return this instanceof ApiFailed failed && failed.isRetryable()
                && (step() != Step.EXECUTION || action.idempotent() || !failed.mayHaveBeenSent());
    }

    /**
     * Returns whether a delegated action whose completion failed like this may be completed again, as it is, without
     * asking anybody. It may where that can help and nothing was sent: a redemption that was sent has consumed the
     * challenge, and only a person can sign another.
     */
    default boolean mayCompleteAgain() {
        return this instanceof ApiFailed failed && failed.isRetryable() && !failed.mayHaveBeenSent();
    }

    /**
     * Returns whether a repetition, such as one that decorates the user actions, has ended with this failure. Another
     * repetition around that one takes it for final, so that attempts are not multiplied.
     */
    default boolean isRepeated() {
        return this instanceof ApiFailed failed ? failed.repeated()
                : this instanceof StillOpen still && still.last().isRepeated();
    }

    /**
     * Returns this failure as one with which a repetition has ended. The copy equals this one, as it tells the same.
     *
     * @return the failure, {@linkplain #isRepeated repeated} if it is one that others might repeat
     */
    default UserActionFailure afterRepetition() {
        if (this instanceof ApiFailed failed) {
            return new ApiFailed(failed.failure(), failed.mayHaveBeenSent(), failed.correlationId(), true);
        }
        return this instanceof StillOpen still
                ? new StillOpen(still.open(), still.last().afterRepetition(), still.correlationId())
                : this;
    }

    /** The kinds of failure. */
    enum Kind {
        /** {@link ApiFailed}. */
        API_FAILED("api_failed"),
        /** {@link NotAllowed}. */
        NOT_ALLOWED("not_allowed"),
        /** {@link NotSigned}. */
        NOT_SIGNED("not_signed"),
        /** {@link NotCompleted}. */
        NOT_COMPLETED("not_completed"),
        /** {@link NotSealed}. */
        NOT_SEALED("not_sealed"),
        /** {@link AdapterBroke}. */
        ADAPTER_BROKE("adapter_broke"),
        /** {@link Cancelled}. */
        CANCELLED("cancelled"),
        /** {@link StillOpen}. */
        STILL_OPEN("still_open");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }
    }

    /**
     * An exchange with the API brought no result.
     *
     * @param failure which one, and why
     * @param mayHaveBeenSent whether anything of the exchange may have been sent, by the record of the attempt
     *         ({@link io.countersign.ports.attempt.Transmission}); an adapter that reports nothing leaves it at
     *         {@code true}, whatever the failure says
     * @param correlationId the caller's own name for the action, if it gave one
     * @param repeated whether a repetition has ended with it; not compared by {@code equals}
     */
    record ApiFailed(
            ApiFailure failure, boolean mayHaveBeenSent, Option<CorrelationId> correlationId, boolean repeated)
            implements UserActionFailure {

        public ApiFailed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /**
         * Creates a failure of an action without a name, that nobody has repeated.
         *
         * @param failure which exchange, and why
         * @param mayHaveBeenSent whether anything of the exchange may have been sent, by the record of the attempt
         */
        public ApiFailed(ApiFailure failure, boolean mayHaveBeenSent) {
            this(failure, mayHaveBeenSent, Option.none(), false);
        }

        /**
         * Creates a failure of an exchange of which nobody keeps a record, of an action without a name. Whether it may
         * have been sent is the failure's own word.
         *
         * @param failure which exchange, and why
         */
        public ApiFailed(ApiFailure failure) {
            this(failure, Objects.requireNonNull(failure, "failure").mayHaveReachedTheApi());
        }

        @Override
        public Kind kind() {
            return Kind.API_FAILED;
        }

        @Override
        public String code() {
            return failure.code();
        }

        @Override
        public Step step() {
            return failure.exchange().step();
        }

        @Override
        public Remedy remedy() {
            return failure.kind().remedyOf(mayHaveTakenEffect());
        }

        @Override
        public boolean isRetryable() {
            return failure.isRetryable();
        }

        /** {@inheritDoc} By the record of the attempt, unless the API's answer says that it did nothing. */
        @Override
        public boolean mayHaveTakenEffect() {
            return failure.exchange() == Exchange.EXECUTION && mayHaveBeenSent
                    && (failure.mayHaveTakenEffect() || !failure.mayHaveReachedTheApi());
        }

        @Override
        public Option<Integer> status() {
            return failure.status();
        }

        @Override
        public Option<Duration> retryAfter() {
            return failure.retryAfter();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ApiFailed that && mayHaveBeenSent == that.mayHaveBeenSent
                    && failure.equals(that.failure) && correlationId.equals(that.correlationId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(failure, mayHaveBeenSent, correlationId);
        }
    }

    /**
     * No configured signer may sign the challenge. Nothing was signed.
     *
     * @param refusal why, and which credentials would do
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record NotAllowed(SigningRefusal refusal, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotAllowed {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public NotAllowed(SigningRefusal refusal) {
            this(refusal, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.NOT_ALLOWED;
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public Remedy remedy() {
            return Remedy.CALL_OPERATOR;
        }
    }

    /**
     * A credential made no assertion.
     *
     * @param credential which one
     * @param failure why
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record NotSigned(Credential credential, SigningFailure failure, Option<CorrelationId> correlationId)
            implements UserActionFailure {

        public NotSigned {
            Objects.requireNonNull(credential, "credential");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public NotSigned(Credential credential, SigningFailure failure) {
            this(credential, failure, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.NOT_SIGNED;
        }

        @Override
        public String code() {
            return failure.code();
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public Remedy remedy() {
            return failure.remedy();
        }

        @Override
        public boolean isRetryable() {
            return failure.isRetryable();
        }
    }

    /**
     * The assertions do not complete the challenge. They were not sent.
     *
     * @param violations what is wrong with them
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record NotCompleted(Seq<Violation> violations, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotCompleted {
            Objects.requireNonNull(violations, "violations");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public NotCompleted(Seq<Violation> violations) {
            this(violations, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.NOT_COMPLETED;
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public Remedy remedy() {
            return Remedy.ASK_USER;
        }

        @Override
        public String toString() {
            return "NotCompleted[violations=" + Violation.describe(violations)
                    + ", correlationId=" + correlationId + "]";
        }
    }

    /**
     * A pending action was not sealed, or does not open.
     *
     * @param failure why
     * @param correlationId the caller's own name for the action, if it gave one and it is known
     */
    record NotSealed(SealFailure failure, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotSealed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action whose name is not known. */
        public NotSealed(SealFailure failure) {
            this(failure, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.NOT_SEALED;
        }

        @Override
        public String code() {
            return failure.code();
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public Remedy remedy() {
            return failure.remedy();
        }
    }

    /**
     * An adapter broke the contract of its port: it threw, or answered nothing.
     *
     * <p>Names the exception's type and where it came from, but not its message, which may hold anything.
     *
     * @param step what the adapter was asked to do
     * @param fault what it did instead
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record AdapterBroke(Step step, String fault, Option<CorrelationId> correlationId) implements UserActionFailure {

        public AdapterBroke {
            Objects.requireNonNull(step, "step");
            fault = FailureText.bounded(fault, "fault");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public AdapterBroke(Step step, String fault) {
            this(step, fault, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.ADAPTER_BROKE;
        }

        @Override
        public Remedy remedy() {
            return mayHaveTakenEffect() ? Remedy.CHECK_OUTCOME_FIRST : Remedy.CALL_OPERATOR;
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return step == Step.EXECUTION;
        }
    }

    /**
     * The action was cancelled, by {@link io.countersign.ports.attempt.Attempt#cancel} or by an interrupt of its
     * thread, and so this step and those behind it were not taken.
     *
     * @param step the step that was not taken
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record Cancelled(Step step, Option<CorrelationId> correlationId) implements UserActionFailure {

        public Cancelled {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public Cancelled(Step step) {
            this(step, Option.none());
        }

        @Override
        public Kind kind() {
            return Kind.CANCELLED;
        }

        @Override
        public Remedy remedy() {
            return Remedy.ASK_USER;
        }
    }

    /**
     * An idempotent action was repeated, and failed for good, after an earlier attempt had left it open whether the
     * call was carried out. The last failure does not decide that.
     *
     * @param open the failure that left it open
     * @param last the failure that ended the repetition; never itself of this kind
     * @param correlationId the caller's own name for the action, if it gave one
     */
    record StillOpen(ApiFailed open, UserActionFailure last, Option<CorrelationId> correlationId)
            implements UserActionFailure {

        public StillOpen {
            Objects.requireNonNull(open, "open");
            Objects.requireNonNull(last, "last");
            Objects.requireNonNull(correlationId, "correlationId");
            if (last instanceof StillOpen) {
                throw new IllegalArgumentException("last must be the failure of one attempt");
            }
        }

        @Override
        public Kind kind() {
            return Kind.STILL_OPEN;
        }

        @Override
        public String code() {
            return open.code();
        }

        @Override
        public Step step() {
            return open.step();
        }

        @Override
        public Remedy remedy() {
            return Remedy.CHECK_OUTCOME_FIRST;
        }

        @Override
        public boolean isRetryable() {
            return last.isRetryable();
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return true;
        }

        @Override
        public Option<Integer> status() {
            return open.status();
        }
    }
}
