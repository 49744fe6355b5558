package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.countersign.domain.action.Step;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The data of a {@link UserActionFailure}, one record for each {@link UserActionFailure.Kind}. */
public sealed interface Reason {

    /** Returns the step that failed. */
    default Step step() {
        return Step.SIGNATURE;
    }

    /** Returns the failure of another port that is the reason, if there is one. */
    default Option<Failure> cause() {
        return Option.none();
    }

    /** Returns whether the call that the user meant may have been carried out. */
    default boolean mayHaveTakenEffect() {
        return false;
    }

    /**
     * An exchange with the API brought no result.
     *
     * @param failure which one, and why
     * @param mayHaveBeenSent whether anything of the exchange may have been sent, by the record of the attempt
     *         ({@link io.countersign.ports.attempt.Transmission}); an adapter that reports nothing leaves it at
     *         {@code true}, whatever the failure says
     */
    record ApiFailed(ApiFailure failure, boolean mayHaveBeenSent) implements Reason {

        public ApiFailed {
            Components.nonNull("failure", failure);
        }

        @Override
        public Step step() {
            return failure.exchange().step();
        }

        @Override
        public Option<Failure> cause() {
            return Option.some(failure);
        }

        /** {@inheritDoc} By the record of the attempt, unless the API's answer says that it did nothing. */
        @Override
        public boolean mayHaveTakenEffect() {
            return failure.exchange() == Exchange.EXECUTION && mayHaveBeenSent
                    && (failure.mayHaveTakenEffect() || !failure.mayHaveReachedTheApi());
        }
    }

    /**
     * No configured signer may sign the challenge. Nothing was signed.
     *
     * @param refusal why, and which credentials would do
     */
    record NotAllowed(SigningRefusal refusal) implements Reason {

        public NotAllowed {
            Components.nonNull("refusal", refusal);
        }
    }

    /** The credential made no assertion. */
    record NotSigned(Credential credential, SigningFailure failure) implements Reason {

        public NotSigned {
            Components.nonNull("credential", credential, "failure", failure);
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
     */
    record NotCompleted(Seq<Violation> violations) implements Reason {

        public NotCompleted {
            Components.nonNull("violations", violations);
        }

        @Override
        public String toString() {
            return "NotCompleted[violations=" + Violation.describe(violations) + "]";
        }
    }

    /** A pending action was not sealed, or does not open. */
    record NotSealed(SealFailure failure) implements Reason {

        public NotSealed {
            Components.nonNull("failure", failure);
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
     */
    record AdapterBroke(Step step, String fault) implements Reason {

        public AdapterBroke {
            Components.nonNull("step", step);
            fault = Components.bounded(fault, "fault");
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return step == Step.EXECUTION;
        }
    }

    /**
     * The action was cancelled, by {@link io.countersign.ports.attempt.Attempt#cancel} or by an interrupt of its
     * thread.
     *
     * @param step the first step that was not taken
     */
    record Cancelled(Step step) implements Reason {

        public Cancelled {
            Components.nonNull("step", step);
        }
    }

    /**
     * An action was repeated, and failed for good, after an earlier attempt had left it open whether the
     * call was carried out. The last failure does not decide that.
     *
     * @param open the failed exchange that left it open
     * @param last the failure that ended the repetition; never itself of this kind
     */
    record StillOpen(UserActionFailure open, UserActionFailure last) implements Reason {

        public StillOpen {
            Components.nonNull("open", open, "last", last);
            if (!(open.reason() instanceof ApiFailed failed && failed.mayHaveTakenEffect())) {
                throw new IllegalArgumentException("open must leave open whether the call was carried out");
            }
            if (last.reason() instanceof StillOpen) {
                throw new IllegalArgumentException("last must be the failure of one attempt");
            }
        }

        @Override
        public Step step() {
            return open.step();
        }

        @Override
        public Option<Failure> cause() {
            return open.reason().cause();
        }

        @Override
        public boolean mayHaveTakenEffect() {
            return true;
        }
    }
}
