package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** The steps of user action signing, cut in two where somebody else signs. */
final class ElsewhereSignedUserActions implements DelegatedUserActions {

    private final UserActionTransport transport;
    private final Set<String> allowedOrigins;
    private final ObservedSteps steps;

    ElsewhereSignedUserActions(UserActionTransport transport, Set<String> allowedOrigins, ObservedSteps steps) {
        this.steps = steps;
        this.transport = Objects.requireNonNull(transport, "transport");
        this.allowedOrigins = allowedOrigins.map(origin -> Objects.requireNonNull(origin, "allowedOrigins"));
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
        Objects.requireNonNull(action, "action");
        return steps.take(action, Step.CHALLENGE, () -> challengeFor(action))
                .map(challenge -> new PendingUserAction(action, challenge));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first) {
        return complete(pending, first, Option.none());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return complete(pending, first, Option.some(Objects.requireNonNull(second, "second")));
    }

    private Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(first, "first");
        UserAction action = pending.action();
        return steps.take(action, Step.SIGNATURE, () -> signed(pending, first, second))
                .flatMap(signed -> steps.take(action, Step.REDEMPTION, () -> redeemed(signed)))
                .map(pending::authorizedBy);
    }

    private Either<UserActionFailure, UserActionChallenge> challengeFor(UserAction action) {
        return AdapterContract.ask(Step.CHALLENGE, transport, () -> transport.requestChallenge(action),
                UserActionFailure.ApiFailed::new);
    }

    private Either<UserActionFailure, SignedChallenge> signed(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        return pending.completedBy(first, second, allowedOrigins).toEither()
                .mapLeft(UserActionFailure.NotCompleted::new);
    }

    private Either<UserActionFailure, UserActionToken> redeemed(SignedChallenge challenge) {
        return AdapterContract.ask(Step.REDEMPTION, transport, () -> transport.redeem(challenge),
                UserActionFailure.ApiFailed::new);
    }
}
