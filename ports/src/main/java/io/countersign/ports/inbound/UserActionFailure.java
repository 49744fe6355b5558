package io.countersign.ports.inbound;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UserActionEvent.StepFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Tells why an action was not authorised or not made. Immutable; never holds a secret.
 *
 * <p>{@link #fold} makes a caller deal with every case; {@link UserActionException} carries it for those who throw.
 */
public sealed interface UserActionFailure {

    /** Returns the step that failed; those before it succeeded. */
    Step step();

    /** Returns what happened, in a word for logs and metrics: {@code timed_out}. One of a few dozen, and stable. */
    String name();

    /** Returns the caller's own name for the action, if it gave one; messages end with it. */
    Option<CorrelationId> correlationId();

    /** Returns this failure as one of the action of that name. */
    UserActionFailure correlatedBy(Option<CorrelationId> id);

    /** Returns what happened, where, and what to do next. */
    String message();

    /** Returns whether the same action, unchanged, can succeed at another time. */
    boolean canRepeatingHelp();

    /**
     * Returns whether performing the same action again cannot make the call twice. True for every failure before the
     * call itself, since the flow starts over with a challenge of its own.
     */
    boolean isSafeToRepeat();

    /**
     * Returns whether the call that the user meant may have been carried out all the same.
     *
     * @return whether it may have been; the opposite of {@link #isSafeToRepeat}
     */
    default boolean mayHaveTakenEffect() {
        return !isSafeToRepeat();
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
        return this instanceof ApiFailed failed && failed.failure().canRepeatingHelp()
                && (step() != Step.EXECUTION || action.idempotent() || !failed.mayHaveBeenSent());
    }

    /**
     * Returns whether a delegated action whose completion failed like this may be completed again, as it is, without
     * asking anybody. It may where that can help and nothing was sent: a redemption that was sent has consumed the
     * challenge, and only a person can sign another.
     */
    default boolean mayCompleteAgain() {
        return this instanceof ApiFailed failed && failed.failure().canRepeatingHelp()
                && !failed.mayHaveBeenSent();
    }

    /**
     * Returns whether a repetition, such as one that decorates the user actions, has ended with this failure. Another
     * repetition around that one takes it for final, so that attempts are not multiplied.
     *
     * @return whether it was repeated as often as it may be
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

    /** Returns what listeners are told of it. */
    default StepFailure described() {
        Option<Integer> httpStatus = this instanceof ApiFailed failed ? failed.failure().status()
                : this instanceof StillOpen still ? still.open().failure().status() : Option.none();
        return new StepFailure(name(), message(), httpStatus, canRepeatingHelp(), isSafeToRepeat());
    }

    private static String withName(String message, Option<CorrelationId> id) {
        return message + id.map(value -> " [" + value + "]").getOrElse("");
    }

    /** Applies the function for this case, and returns its result. */
    default <T> T fold(
            Function<? super ApiFailed, ? extends T> apiFailed,
            Function<? super NotAllowed, ? extends T> notAllowed,
            Function<? super NotSigned, ? extends T> notSigned,
            Function<? super NotCompleted, ? extends T> notCompleted,
            Function<? super AdapterBroke, ? extends T> adapterBroke,
            Function<? super Cancelled, ? extends T> cancelled,
            Function<? super StillOpen, ? extends T> stillOpen) {
        if (this instanceof ApiFailed failure) {
            return apiFailed.apply(failure);
        } else if (this instanceof NotAllowed failure) {
            return notAllowed.apply(failure);
        } else if (this instanceof NotSigned failure) {
            return notSigned.apply(failure);
        } else if (this instanceof NotCompleted failure) {
            return notCompleted.apply(failure);
        } else if (this instanceof Cancelled failure) {
            return cancelled.apply(failure);
        } else if (this instanceof StillOpen failure) {
            return stillOpen.apply(failure);
        }
        return adapterBroke.apply((AdapterBroke) this);
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
         * Creates a failure that nobody has repeated.
         *
         * @param failure which exchange, and why
         * @param mayHaveBeenSent whether anything of the exchange may have been sent, by the record of the attempt
         * @param correlationId the caller's own name for the action, if it gave one
         */
        public ApiFailed(ApiFailure failure, boolean mayHaveBeenSent, Option<CorrelationId> correlationId) {
            this(failure, mayHaveBeenSent, correlationId, false);
        }

        /**
         * Creates a failure of an exchange of which nobody keeps a record; whether it may have been sent is the
         * failure's own word.
         *
         * @param failure which exchange, and why
         * @param correlationId the caller's own name for the action, if it gave one
         */
        public ApiFailed(ApiFailure failure, Option<CorrelationId> correlationId) {
            this(failure, failure.mayHaveReachedTheApi(), correlationId);
        }

        /**
         * Creates a failure of an exchange of which nobody keeps a record, of an action without a name.
         *
         * @param failure which exchange, and why
         */
        public ApiFailed(ApiFailure failure) {
            this(Objects.requireNonNull(failure, "failure"), Option.none());
        }

        @Override
        public String name() {
            return failure.name();
        }

        @Override
        public ApiFailed correlatedBy(Option<CorrelationId> id) {
            return new ApiFailed(failure, mayHaveBeenSent, id, repeated);
        }

        @Override
        public Step step() {
            return failure.exchange().step();
        }

        @Override
        public String message() {
            return withName(mayHaveTakenEffect() == failure.mayHaveTakenEffect() ? failure.message()
                    : failure.exchange().description() + ": " + failure.cause() + (mayHaveBeenSent
                            ? "; but nothing proves that the call was not sent, so it may have been carried out. Find"
                                    + " out whether it was before you make it again."
                            : "; nothing was sent. Start over if it is still wanted."), correlationId);
        }

        @Override
        public boolean canRepeatingHelp() {
            return failure.canRepeatingHelp();
        }

        @Override
        public boolean isSafeToRepeat() {
            return failure.exchange() != Exchange.EXECUTION || !mayHaveBeenSent
                    || failure.mayHaveReachedTheApi() && !failure.mayHaveTakenEffect();
        }

        @Override
        public boolean equals(Object other) {
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
        public String name() {
            return "not_allowed";
        }

        @Override
        public NotAllowed correlatedBy(Option<CorrelationId> id) {
            return new NotAllowed(refusal, id);
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return withName("signing the challenge: " + refusal.message()
                    + ". Configure a signer for an allowed credential of this user.", correlationId);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean isSafeToRepeat() {
            return true;
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
        public String name() {
            return failure.name();
        }

        @Override
        public NotSigned correlatedBy(Option<CorrelationId> id) {
            return new NotSigned(credential, failure, id);
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return withName("signing the challenge with " + credential + ": " + failure.message(), correlationId);
        }

        @Override
        public boolean canRepeatingHelp() {
            return failure.canRepeatingHelp();
        }

        @Override
        public boolean isSafeToRepeat() {
            return true;
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

        @Override
        public String toString() {
            return "NotCompleted[violations=" + Violation.describe(violations)
                    + ", correlationId=" + correlationId + "]";
        }

        /** Creates a failure of an action without a name. */
        public NotCompleted(Seq<Violation> violations) {
            this(violations, Option.none());
        }

        @Override
        public String name() {
            return "not_completed";
        }

        @Override
        public NotCompleted correlatedBy(Option<CorrelationId> id) {
            return new NotCompleted(violations, id);
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return withName("completing the challenge: the assertions do not complete it: "
                    + Violation.describe(violations) + ". Nothing was sent; sign with what is allowed.", correlationId);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean isSafeToRepeat() {
            return true;
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
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Creates a failure of an action without a name. */
        public AdapterBroke(Step step, String fault) {
            this(step, fault, Option.none());
        }

        @Override
        public String name() {
            return "adapter_broke";
        }

        @Override
        public AdapterBroke correlatedBy(Option<CorrelationId> id) {
            return new AdapterBroke(step, fault, id);
        }

        @Override
        public String message() {
            return withName("in the " + step.name().toLowerCase(Locale.ROOT) + " step: an adapter broke its contract: "
                    + fault + (isSafeToRepeat() ? "" : "; the call may have been carried out")
                    + ". Adapters return failures as values; have this one corrected.", correlationId);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean isSafeToRepeat() {
            return step != Step.EXECUTION;
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

        /**
         * Creates a failure of an action without a name.
         *
         * @param step the step that was not taken
         */
        public Cancelled(Step step) {
            this(step, Option.none());
        }

        @Override
        public String name() {
            return "cancelled";
        }

        @Override
        public Cancelled correlatedBy(Option<CorrelationId> id) {
            return new Cancelled(step, id);
        }

        @Override
        public String message() {
            return withName("before the " + step.name().toLowerCase(Locale.ROOT) + " step: the action was cancelled;"
                    + " the call was not sent. Start over if it is still wanted.", correlationId);
        }

        /** {@inheritDoc} Whoever cancelled it does not want it repeated. */
        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public boolean isSafeToRepeat() {
            return true;
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
        public Step step() {
            return open.step();
        }

        /** {@inheritDoc} It is called as the failure that left it open. */
        @Override
        public String name() {
            return open.name();
        }

        @Override
        public StillOpen correlatedBy(Option<CorrelationId> id) {
            return new StillOpen(open, last, id);
        }

        @Override
        public String message() {
            return withName(open.correlatedBy(Option.none()).message() + " It was then tried again, without success: "
                    + last.correlatedBy(Option.none()).message()
                    + " That does not tell whether the earlier call was carried out: find this out first.",
                    correlationId);
        }

        /** {@inheritDoc} The last attempt tells. */
        @Override
        public boolean canRepeatingHelp() {
            return last.canRepeatingHelp();
        }

        @Override
        public boolean isSafeToRepeat() {
            return false;
        }
    }
}
