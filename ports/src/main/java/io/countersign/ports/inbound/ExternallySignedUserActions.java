package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** Takes the steps of user action signing in two parts, as somebody else signs in between. */
final class ExternallySignedUserActions implements DelegatedUserActions {

    private final UserActionTransport transport;
    private final Set<String> allowedOrigins;
    private final ObservedSteps steps;

    ExternallySignedUserActions(UserActionTransport transport, Set<String> allowedOrigins, ObservedSteps steps) {
        this.steps = steps;
        this.transport = Objects.requireNonNull(transport, "transport");
        this.allowedOrigins = allowedOrigins.map(origin -> Objects.requireNonNull(origin, "allowedOrigins"));
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
        return begin(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(attempt, "attempt");
        return steps.take(action, attempt, Step.CHALLENGE, () -> AdapterContract.challenge(transport, action, attempt))
                .map(challenge -> new PendingUserAction(action, challenge));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first) {
        return complete(pending, first, Option.none(), Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return complete(pending, first, Option.some(Objects.requireNonNull(second, "second")), Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second,
            Attempt attempt) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(attempt, "attempt");
        UserAction action = pending.action();
        return steps.take(action, attempt, Step.SIGNATURE, () -> signed(pending, first, second))
                .flatMap(signed -> steps.take(action, attempt, Step.REDEMPTION,
                        () -> AdapterContract.redemption(transport, signed, attempt)))
                .map(pending::authorizedBy);
    }

    @Override
    public ExecutingDelegatedUserActions executedBy(ActionExecutor executor) {
        return new ExecutedDelegatedUserActions(this, new Execution(executor, steps));
    }

    private Either<UserActionFailure, SignedChallenge> signed(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        return pending.completedBy(first, second, allowedOrigins).toEither()
                .mapLeft(UserActionFailure::notCompleted);
    }
}
