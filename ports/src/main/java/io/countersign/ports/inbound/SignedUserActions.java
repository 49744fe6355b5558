package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SigningPlan;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** The steps of user action signing, in order. Each may fail; the first failure is the answer. */
final class SignedUserActions implements UserActions {

    private final UserActionTransport transport;
    private final Seq<Tuple2<Credential, CredentialSigner>> signers;
    private final ObservedSteps steps;

    SignedUserActions(UserActionTransport transport, Seq<CredentialSigner> signers, ObservedSteps steps) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.steps = steps;
        this.signers = signers.map(SignedUserActions::byCredential);
    }

    /** Asks each signer for its credential once, as its answer might change. */
    private static Tuple2<Credential, CredentialSigner> byCredential(CredentialSigner signer) {
        Objects.requireNonNull(signer, "signer");
        return Tuple.of(Objects.requireNonNull(signer.credential(), "credential"), signer);
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        return authorize(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(attempt, "attempt");
        return steps.take(action, attempt, Step.CHALLENGE, () -> AdapterContract.challenge(transport, action, attempt))
                .flatMap(challenge -> steps.take(action, attempt, Step.SIGNATURE, () -> signed(challenge, attempt)))
                .flatMap(signed -> steps.take(action, attempt, Step.REDEMPTION,
                        () -> AdapterContract.redemption(transport, signed, attempt)))
                .map(action::authorizedBy);
    }

    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor) {
        return new ExecutedUserActions(this, new Execution(executor, steps));
    }

    private Either<UserActionFailure, SignedChallenge> signed(UserActionChallenge challenge, Attempt attempt) {
        return challenge.planFor(signers.map(Tuple2::_1))
                .mapLeft(UserActionFailure::notAllowed)
                .flatMap(plan -> signed(challenge, plan, attempt));
    }

    private Either<UserActionFailure, SignedChallenge> signed(
            UserActionChallenge challenge, SigningPlan plan, Attempt attempt) {
        return assertionOf(plan.first(), challenge)
                .flatMap(first -> secondAssertionOf(plan, challenge, attempt)
                        .flatMap(second -> challenge.signedAsPlanned(plan, first, second).toEither()
                                .mapLeft(UserActionFailure::notCompleted)));
    }

    private Either<UserActionFailure, Option<CredentialAssertion>> secondAssertionOf(
            SigningPlan plan, UserActionChallenge challenge, Attempt attempt) {
        if (attempt.isCancelled()) {
            return Either.left(UserActionFailure.cancelled(Step.SIGNATURE));
        }
        return plan.second()
                .map(second -> assertionOf(second, challenge).map(Option::some))
                .getOrElse(() -> Either.right(Option.none()));
    }

    private Either<UserActionFailure, CredentialAssertion> assertionOf(
            Credential credential, UserActionChallenge challenge) {
        CredentialSigner signer = signers.find(candidate -> candidate._1().equals(credential)).get()._2();
        return AdapterContract.ask(Step.SIGNATURE, signer, () -> signer.sign(challenge),
                failure -> UserActionFailure.notSigned(credential, failure));
    }
}
