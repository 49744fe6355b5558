package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/**
 * Tells why an action was not authorised, not made or not sealed: the one failure of all inbound ports.
 *
 * <p>A failure that carries a {@linkplain #cause cause} has its code and its remedy.
 */
public sealed interface UserActionFailure extends Failure {

    /** Returns the kind of failure, to switch over. */
    default Kind kind() {
        return List.of(Kind.values()).find(kind -> kind.type == getClass()).get();
    }

    /** Returns the step that failed; those before it succeeded. */
    default Step step() {
        return Step.SIGNATURE;
    }

    /** Returns the identifier of the action, if the caller gave it one; messages end with it. */
    Option<CorrelationId> correlationId();

    /** Returns the failure that this one is about, if it is about one of another port. */
    default Option<Failure> cause() {
        return Option.none();
    }

    @Override
    default String code() {
        return cause().map(Failure::code).getOrElse(kind().code());
    }

    @Override
    default Remedy remedy() {
        return mayHaveTakenEffect() ? Remedy.CHECK_OUTCOME_FIRST
                : cause().map(Failure::remedy).orElse(kind().remedy).get();
    }

    @Override
    default String message() {
        return FailureText.of(this);
    }

    @Override
    default boolean isRetryable() {
        return cause().exists(Failure::isRetryable);
    }

    @Override
    default Option<Integer> status() {
        return cause().flatMap(Failure::status);
    }

    @Override
    default Option<Duration> retryAfter() {
        return cause().flatMap(Failure::retryAfter);
    }

    /** Returns this failure as one of the action with that identifier. */
    default UserActionFailure withCorrelationId(Option<CorrelationId> id) {
        return switch (kind()) {
            case API_FAILED -> new ApiFailed(((ApiFailed) this).failure, ((ApiFailed) this).mayHaveBeenSent, id,
                    isRepeated());
            case NOT_ALLOWED -> new NotAllowed(((NotAllowed) this).refusal, id);
            case NOT_SIGNED -> new NotSigned(((NotSigned) this).credential, ((NotSigned) this).failure, id);
            case NOT_COMPLETED -> new NotCompleted(((NotCompleted) this).violations, id);
            case NOT_SEALED -> new NotSealed(((NotSealed) this).failure, id);
            case ADAPTER_BROKE -> new AdapterBroke(step(), ((AdapterBroke) this).fault, id);
            case CANCELLED -> new Cancelled(step(), id);
            case STILL_OPEN -> new StillOpen(((StillOpen) this).open, ((StillOpen) this).last, id);
        };
    }

    /**
     * Returns whether an action that failed like this may be performed again without asking anybody. It may if that can
     * succeed and the API was in the way: until the call was sent, since the flow begins with another challenge; once
     * it was sent, only if the action is marked as idempotent. A failure to sign is for a person: a wrong password that
     * is tried again may lock what it should open.
     *
     * @param action the action that failed
     */
    default boolean mayStartOver(UserAction action) {
        Objects.requireNonNull(action, "action");
        return false;
    }

    /**
     * Returns whether a delegated action whose completion failed like this may be completed again with the same
     * assertions. It may if that can succeed and nothing was sent: a redemption that was sent has consumed the
     * challenge, and only a person can sign another.
     */
    default boolean mayCompleteAgain() {
        return false;
    }

    /**
     * Returns whether a repetition has ended with this failure. Another repetition around that one does not repeat it,
     * so that attempts are not multiplied.
     */
    default boolean isRepeated() {
        return false;
    }

    /** Returns a copy, equal to this failure, that {@linkplain #isRepeated is repeated} if others might repeat it. */
    default UserActionFailure afterRepetition() {
        return this;
    }

    /** The kinds of failure, with what follows from each. */
    enum Kind {
        /** {@link ApiFailed}. */
        API_FAILED(ApiFailed.class, "api_failed", Option.none()),
        /** {@link NotAllowed}. */
        NOT_ALLOWED(NotAllowed.class, "not_allowed", Option.some(Remedy.CALL_OPERATOR)),
        /** {@link NotSigned}. */
        NOT_SIGNED(NotSigned.class, "not_signed", Option.none()),
        /** {@link NotCompleted}. */
        NOT_COMPLETED(NotCompleted.class, "not_completed", Option.some(Remedy.ASK_USER)),
        /** {@link NotSealed}. */
        NOT_SEALED(NotSealed.class, "not_sealed", Option.none()),
        /** {@link AdapterBroke}. */
        ADAPTER_BROKE(AdapterBroke.class, "adapter_broke", Option.some(Remedy.CALL_OPERATOR)),
        /** {@link Cancelled}. */
        CANCELLED(Cancelled.class, "cancelled", Option.some(Remedy.ASK_USER)),
        /** {@link StillOpen}. */
        STILL_OPEN(StillOpen.class, "still_open", Option.some(Remedy.CHECK_OUTCOME_FIRST));

        private final Class<? extends UserActionFailure> type;
        private final String code;
        /** None if the cause of a failure has it. */
        private final Option<Remedy> remedy;

        Kind(Class<? extends UserActionFailure> type, String code, Option<Remedy> remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
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
     * @param correlationId the identifier of the action, if the caller gave it one
     * @param isRepeated whether a repetition has ended with it; not compared by {@code equals}
     */
    record ApiFailed(
            ApiFailure failure, boolean mayHaveBeenSent, Option<CorrelationId> correlationId, boolean isRepeated)
            implements UserActionFailure {

        public ApiFailed {
            Components.nonNull("failure", failure, "correlationId", correlationId);
        }

        /** Creates a failure of an action without an identifier, which nobody has repeated. */
        public ApiFailed(ApiFailure failure, boolean mayHaveBeenSent) {
            this(failure, mayHaveBeenSent, Option.none(), false);
        }

        /** Creates a failure of an exchange without a record: the failure tells whether it may have been sent. */
        public ApiFailed(ApiFailure failure) {
            this(failure, Objects.requireNonNull(failure, "failure").mayHaveReachedTheApi());
        }

        @Override
        public Step step() {
            return failure.exchange().step();
        }

        @Override
        public Option<Failure> cause() {
            return Option.some(failure);
        }

        @Override
        public Remedy remedy() {
            return failure.kind().remedyOf(mayHaveTakenEffect());
        }

        /** {@inheritDoc} By the record of the attempt, unless the API's answer says that it did nothing. */
        @Override
        public boolean mayHaveTakenEffect() {
            return failure.exchange() == Exchange.EXECUTION && mayHaveBeenSent
                    && (failure.mayHaveTakenEffect() || !failure.mayHaveReachedTheApi());
        }

        @Override
        public boolean mayStartOver(UserAction action) {
            return (step() != Step.EXECUTION || action.idempotent() || !mayHaveBeenSent) && isRetryable();
        }

        @Override
        public boolean mayCompleteAgain() {
            return !mayHaveBeenSent && isRetryable();
        }

        @Override
        public UserActionFailure afterRepetition() {
            return new ApiFailed(failure, mayHaveBeenSent, correlationId, true);
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
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record NotAllowed(SigningRefusal refusal, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotAllowed {
            Components.nonNull("refusal", refusal, "correlationId", correlationId);
        }

        /** Creates a failure of an action without an identifier. */
        public NotAllowed(SigningRefusal refusal) {
            this(refusal, Option.none());
        }
    }

    /**
     * A credential made no assertion.
     *
     * @param credential which one
     * @param failure why
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record NotSigned(Credential credential, SigningFailure failure, Option<CorrelationId> correlationId)
            implements UserActionFailure {

        public NotSigned {
            Components.nonNull("credential", credential, "failure", failure, "correlationId", correlationId);
        }

        /** Creates a failure of an action without an identifier. */
        public NotSigned(Credential credential, SigningFailure failure) {
            this(credential, failure, Option.none());
        }

        @Override
        public Option<Failure> cause() {
            return Option.some(failure);
        }
    }

    /**
     * The assertions do not complete the challenge. They were not sent.
     *
     * @param violations what is wrong with them
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record NotCompleted(Seq<Violation> violations, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotCompleted {
            Components.nonNull("violations", violations, "correlationId", correlationId);
        }

        /** Creates a failure of an action without an identifier. */
        public NotCompleted(Seq<Violation> violations) {
            this(violations, Option.none());
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
     * @param correlationId the identifier of the action, if the caller gave it one and it is known
     */
    record NotSealed(SealFailure failure, Option<CorrelationId> correlationId) implements UserActionFailure {

        public NotSealed {
            Components.nonNull("failure", failure, "correlationId", correlationId);
        }

        /** Creates a failure of an action whose identifier is not known. */
        public NotSealed(SealFailure failure) {
            this(failure, Option.none());
        }

        @Override
        public Option<Failure> cause() {
            return Option.some(failure);
        }
    }

    /**
     * An adapter broke the contract of its port: it threw, or answered nothing.
     *
     * @param step what the adapter was asked to do
     * @param fault what it did instead: the type of an exception and where it came from, but not its message, which may
     *         hold anything
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record AdapterBroke(Step step, String fault, Option<CorrelationId> correlationId) implements UserActionFailure {

        public AdapterBroke {
            Components.nonNull("step", step, "correlationId", correlationId);
            fault = Components.bounded(fault, "fault");
        }

        /** Creates a failure of an action without an identifier. */
        public AdapterBroke(Step step, String fault) {
            this(step, fault, Option.none());
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
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record Cancelled(Step step, Option<CorrelationId> correlationId) implements UserActionFailure {

        public Cancelled {
            Components.nonNull("step", step, "correlationId", correlationId);
        }

        /** Creates a failure of an action without an identifier. */
        public Cancelled(Step step) {
            this(step, Option.none());
        }
    }

    /**
     * An idempotent action was repeated, and failed for good, after an earlier attempt had left it open whether the
     * call was carried out. The last failure does not decide that.
     *
     * @param open the failure that left it open
     * @param last the failure that ended the repetition; never itself of this kind
     * @param correlationId the identifier of the action, if the caller gave it one
     */
    record StillOpen(ApiFailed open, UserActionFailure last, Option<CorrelationId> correlationId)
            implements UserActionFailure {

        public StillOpen {
            Components.nonNull("open", open, "last", last, "correlationId", correlationId);
            if (last instanceof StillOpen) {
                throw new IllegalArgumentException("last must be the failure of one attempt");
            }
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

        @Override
        public boolean mayStartOver(UserAction action) {
            return action.idempotent() && last.mayStartOver(action);
        }

        @Override
        public boolean isRepeated() {
            return last.isRepeated();
        }

        @Override
        public UserActionFailure afterRepetition() {
            return new StillOpen(open, last.afterRepetition(), correlationId);
        }
    }
}
