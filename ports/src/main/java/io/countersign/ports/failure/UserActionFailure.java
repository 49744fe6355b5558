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
 * Tells why an action was not authorised, not made or not sealed: the one failure of all inbound ports. A failure with
 * a {@linkplain Reason#cause cause} has its code and its remedy.
 *
 * @param reason what went wrong, with its data: one record for each {@link #kind}
 * @param correlationId the identifier of the action, if the caller gave it one; messages end with it
 * @param isRepeated whether a repetition has ended with this failure, so that another one around it does not repeat
 *         it; not compared by {@code equals}
 */
public record UserActionFailure(Reason reason, Option<CorrelationId> correlationId, boolean isRepeated)
        implements Failure {

    public UserActionFailure {
        Components.nonNull("reason", reason, "correlationId", correlationId);
    }

    private UserActionFailure(Reason reason) {
        this(reason, Option.none(), false);
    }

    /** Returns a failure of the kind {@link Kind#API_FAILED} that tells itself whether anything may have been sent. */
    public static UserActionFailure apiFailed(ApiFailure failure) {
        return apiFailed(failure, Objects.requireNonNull(failure, "failure").mayHaveReachedTheApi());
    }

    /** Returns a failure of the kind {@link Kind#API_FAILED}, by the record of whether anything may have been sent. */
    public static UserActionFailure apiFailed(ApiFailure failure, boolean mayHaveBeenSent) {
        return new UserActionFailure(new Reason.ApiFailed(failure, mayHaveBeenSent));
    }

    /** Returns a failure of the kind {@link Kind#NOT_ALLOWED}. */
    public static UserActionFailure notAllowed(SigningRefusal refusal) {
        return new UserActionFailure(new Reason.NotAllowed(refusal));
    }

    /** Returns a failure of the kind {@link Kind#NOT_SIGNED}. */
    public static UserActionFailure notSigned(Credential credential, SigningFailure failure) {
        return new UserActionFailure(new Reason.NotSigned(credential, failure));
    }

    /** Returns a failure of the kind {@link Kind#NOT_COMPLETED}. */
    public static UserActionFailure notCompleted(Seq<Violation> violations) {
        return new UserActionFailure(new Reason.NotCompleted(violations));
    }

    /** Returns a failure of the kind {@link Kind#NOT_SEALED}. */
    public static UserActionFailure notSealed(SealFailure failure) {
        return new UserActionFailure(new Reason.NotSealed(failure));
    }

    /** Returns a failure of the kind {@link Kind#ADAPTER_BROKE}. */
    public static UserActionFailure adapterBroke(Step step, String fault) {
        return new UserActionFailure(new Reason.AdapterBroke(step, fault));
    }

    /** Returns a failure of the kind {@link Kind#CANCELLED}. */
    public static UserActionFailure cancelled(Step step) {
        return new UserActionFailure(new Reason.Cancelled(step));
    }

    /** Returns a failure of the kind {@link Kind#STILL_OPEN}, of the action of its last failure. */
    public static UserActionFailure stillOpen(UserActionFailure open, UserActionFailure last) {
        return new UserActionFailure(new Reason.StillOpen(open, last));
    }

    /** Returns the kind of failure, to switch over. */
    public Kind kind() {
        return List.of(Kind.values()).find(kind -> kind.type == reason.getClass()).get();
    }

    /** Returns the step that failed; those before it succeeded. */
    public Step step() {
        return reason.step();
    }

    @Override
    public String code() {
        return reason.cause().map(Failure::code).getOrElse(kind().code);
    }

    @Override
    public Remedy remedy() {
        return reason instanceof Reason.ApiFailed failed ? failed.failure().kind().remedyOf(mayHaveTakenEffect())
                : mayHaveTakenEffect() ? Remedy.CHECK_OUTCOME_FIRST
                : reason.cause().map(Failure::remedy).orElse(kind().remedy).get();
    }

    @Override
    public String message() {
        return FailureText.of(this);
    }

    @Override
    public boolean isRetryable() {
        return reason instanceof Reason.StillOpen still ? still.last().isRetryable()
                : reason.cause().exists(Failure::isRetryable);
    }

    @Override
    public boolean mayHaveTakenEffect() {
        return reason.mayHaveTakenEffect();
    }

    @Override
    public Option<Integer> status() {
        return reason.cause().flatMap(Failure::status);
    }

    @Override
    public Option<Duration> retryAfter() {
        return reason.cause().filter(none -> kind() != Kind.STILL_OPEN).flatMap(Failure::retryAfter);
    }

    /** Returns this failure as one of the action with that identifier. */
    public UserActionFailure withCorrelationId(Option<CorrelationId> id) {
        return new UserActionFailure(reason, id, isRepeated);
    }

    /** Returns a copy, equal to this failure, with the mark that {@linkplain #isRepeated a repetition has ended}. */
    public UserActionFailure afterRepetition() {
        return new UserActionFailure(reason, correlationId, true);
    }

    /**
     * Returns whether an action that failed like this may be performed again without asking anybody: if that can
     * succeed, an exchange with the API has failed, and the call was not sent or the action is marked as idempotent. A
     * failure to sign is for a person: a wrong password that is tried again may lock what it should open.
     *
     * @param action the action that failed
     */
    public boolean mayStartOver(UserAction action) {
        boolean mayBeMadeAgain = Objects.requireNonNull(action, "action").idempotent() || step() != Step.EXECUTION;
        return reason instanceof Reason.StillOpen still ? mayBeMadeAgain && still.last().mayStartOver(action)
                : mayBeMadeAgain && kind() == Kind.API_FAILED && isRetryable() || mayCompleteAgain();
    }

    /**
     * Returns whether a delegated action whose completion failed like this may be completed again with the same
     * assertions. It may if that can succeed and nothing was sent: a redemption that was sent has consumed the
     * challenge, and only a person can sign another.
     */
    public boolean mayCompleteAgain() {
        return reason instanceof Reason.ApiFailed failed && !failed.mayHaveBeenSent() && isRetryable();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserActionFailure that && reason.equals(that.reason)
                && correlationId.equals(that.correlationId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, correlationId);
    }

    /** The kinds of failure. Those without a remedy of their own have a cause with one. */
    public enum Kind {
        API_FAILED(Reason.ApiFailed.class, "api_failed", Option.none()),
        NOT_ALLOWED(Reason.NotAllowed.class, "not_allowed", Option.some(Remedy.CALL_OPERATOR)),
        NOT_SIGNED(Reason.NotSigned.class, "not_signed", Option.none()),
        NOT_COMPLETED(Reason.NotCompleted.class, "not_completed", Option.some(Remedy.ASK_USER)),
        NOT_SEALED(Reason.NotSealed.class, "not_sealed", Option.none()),
        ADAPTER_BROKE(Reason.AdapterBroke.class, "adapter_broke", Option.some(Remedy.CALL_OPERATOR)),
        CANCELLED(Reason.Cancelled.class, "cancelled", Option.some(Remedy.ASK_USER)),
        STILL_OPEN(Reason.StillOpen.class, "still_open", Option.some(Remedy.CHECK_OUTCOME_FIRST));

        private final Class<? extends Reason> type;
        private final String code;
        private final Option<Remedy> remedy;

        Kind(Class<? extends Reason> type, String code, Option<Remedy> remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }
    }
}
