package io.countersign.ports.inbound;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.SigningFailure;
import io.vavr.collection.Seq;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Why an action was not authorised or not made. Immutable; never holds a secret.
 *
 * <p>{@link #fold} makes a caller deal with every case; {@link UserActionException} carries it for those who throw.
 */
public sealed interface UserActionFailure {

    /** Which step failed; those before it succeeded. */
    Step step();

    /** What happened, where, and what to do next. */
    String message();

    /** Whether the same action, unchanged, can succeed at another time. */
    boolean canRepeatingHelp();

    /**
     * Whether performing the same action again cannot make the call twice. True for every failure before the call
     * itself, since the flow starts over with a challenge of its own.
     */
    boolean isSafeToRepeat();

    /** What the function for this case makes of it. */
    default <T> T fold(
            Function<? super ApiFailed, ? extends T> apiFailed,
            Function<? super NotAllowed, ? extends T> notAllowed,
            Function<? super NotSigned, ? extends T> notSigned,
            Function<? super NotCompleted, ? extends T> notCompleted,
            Function<? super AdapterBroke, ? extends T> adapterBroke) {
        if (this instanceof ApiFailed failure) {
            return apiFailed.apply(failure);
        } else if (this instanceof NotAllowed failure) {
            return notAllowed.apply(failure);
        } else if (this instanceof NotSigned failure) {
            return notSigned.apply(failure);
        } else if (this instanceof NotCompleted failure) {
            return notCompleted.apply(failure);
        }
        return adapterBroke.apply((AdapterBroke) this);
    }

    /**
     * An exchange with the API brought no result.
     *
     * @param failure which one, and why
     */
    record ApiFailed(ApiFailure failure) implements UserActionFailure {

        public ApiFailed {
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public Step step() {
            return switch (failure.exchange()) {
                case CHALLENGE -> Step.CHALLENGE;
                case REDEMPTION -> Step.REDEMPTION;
                case EXECUTION, READ -> Step.EXECUTION;
            };
        }

        @Override
        public String message() {
            return failure.message();
        }

        @Override
        public boolean canRepeatingHelp() {
            return failure.canRepeatingHelp();
        }

        @Override
        public boolean isSafeToRepeat() {
            return !failure.mayHaveTakenEffect();
        }
    }

    /**
     * No configured signer may sign the challenge. Nothing was signed.
     *
     * @param refusal why, and which credentials would do
     */
    record NotAllowed(SigningRefusal refusal) implements UserActionFailure {

        public NotAllowed {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return "signing the challenge: " + refusal.message()
                    + ". Configure a signer for an allowed credential of this user.";
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
     */
    record NotSigned(Credential credential, SigningFailure failure) implements UserActionFailure {

        public NotSigned {
            Objects.requireNonNull(credential, "credential");
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return "signing the challenge with " + credential + ": " + failure.message();
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
     */
    record NotCompleted(Seq<Violation> violations) implements UserActionFailure {

        public NotCompleted {
            Objects.requireNonNull(violations, "violations");
        }

        @Override
        public Step step() {
            return Step.SIGNATURE;
        }

        @Override
        public String message() {
            return "completing the challenge: the assertions do not complete it: " + Violation.describe(violations)
                    + ". Nothing was sent; sign with what is allowed.";
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
     */
    record AdapterBroke(Step step, String fault) implements UserActionFailure {

        public AdapterBroke {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(fault, "fault");
        }

        @Override
        public String message() {
            return "in the " + step.name().toLowerCase(Locale.ROOT) + " step: an adapter broke its contract: "
                    + fault + (isSafeToRepeat() ? "" : "; the call may have been carried out")
                    + ". Adapters return failures as values; have this one corrected.";
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
}
