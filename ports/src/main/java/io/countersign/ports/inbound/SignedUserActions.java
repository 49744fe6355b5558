package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SigningPlan;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
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

    /** Asked once: authorising depends on nothing that a signer might say differently another time. */
    private static Tuple2<Credential, CredentialSigner> byCredential(CredentialSigner signer) {
        Objects.requireNonNull(signer, "signer");
        return Tuple.of(Objects.requireNonNull(signer.credential(), "credential"), signer);
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        Objects.requireNonNull(action, "action");
        return steps.take(action, Step.CHALLENGE, () -> challengeFor(action))
                .flatMap(challenge -> steps.take(action, Step.SIGNATURE, () -> signed(challenge)))
                .flatMap(signed -> steps.take(action, Step.REDEMPTION, () -> redeemed(signed)))
                .map(action::authorizedBy);
    }

    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor) {
        return new ExecutedUserActions(this, executor, steps);
    }

    private Either<UserActionFailure, UserActionChallenge> challengeFor(UserAction action) {
        return AdapterContract.ask(Step.CHALLENGE, transport, () -> transport.requestChallenge(action),
                UserActionFailure.ApiFailed::new);
    }

    private Either<UserActionFailure, SignedChallenge> signed(UserActionChallenge challenge) {
        return challenge.planFor(signers.map(Tuple2::_1))
                .<UserActionFailure>mapLeft(UserActionFailure.NotAllowed::new)
                .flatMap(plan -> signed(challenge, plan));
    }

    private Either<UserActionFailure, SignedChallenge> signed(UserActionChallenge challenge, SigningPlan plan) {
        return assertionOf(plan.first(), challenge)
                .flatMap(first -> secondAssertionOf(plan, challenge)
                        .flatMap(second -> challenge.signedAsPlanned(plan, first, second).toEither()
                                .mapLeft(UserActionFailure.NotCompleted::new)));
    }

    private Either<UserActionFailure, Option<CredentialAssertion>> secondAssertionOf(
            SigningPlan plan, UserActionChallenge challenge) {
        return plan.second()
                .map(second -> assertionOf(second, challenge).map(Option::some))
                .getOrElse(() -> Either.right(Option.none()));
    }

    private Either<UserActionFailure, CredentialAssertion> assertionOf(
            Credential credential, UserActionChallenge challenge) {
        CredentialSigner signer = signers.find(candidate -> candidate._1().equals(credential)).get()._2();
        return AdapterContract.ask(Step.SIGNATURE, signer, () -> signer.sign(challenge),
                failure -> new UserActionFailure.NotSigned(credential, failure));
    }

    private Either<UserActionFailure, UserActionToken> redeemed(SignedChallenge challenge) {
        return AdapterContract.ask(Step.REDEMPTION, transport, () -> transport.redeem(challenge),
                UserActionFailure.ApiFailed::new);
    }
}
