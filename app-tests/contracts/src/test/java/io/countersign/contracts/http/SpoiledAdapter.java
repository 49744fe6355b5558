package io.countersign.contracts.http;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.replacement.HttpClientExecutor;
import io.countersign.replacement.HttpClientTransport;
import io.vavr.control.Either;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The adapters on the JDK's client, with a flaw. */
final class SpoiledAdapter implements UserActionTransport, ActionExecutor {

    private final HttpFlaw flaw;
    private final HttpClientTransport recordingTransport;
    private final HttpClientExecutor recordingExecutor;
    private final UserActionTransport transport;
    private final ActionExecutor executor;
    private final AtomicReference<ApiFailure> lost = new AtomicReference<>();

    SpoiledAdapter(HttpFlaw flaw, ApiAccess given) {
        ApiAccess api = flaw.access(given);
        SpoiledClient client = new SpoiledClient(flaw);
        this.flaw = flaw;
        this.recordingTransport =
                HttpClientTransport.over(client, api.baseUrl(), api.bearerToken(), api.callTimeout());
        this.recordingExecutor =
                HttpClientExecutor.over(client, api.baseUrl(), api.bearerToken(), api.callTimeout());
        this.transport = flaw.transport(recordingTransport);
        this.executor = flaw.executor(recordingExecutor);
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
        return spoiled(action, () -> transport.requestChallenge(action));
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        return spoiled(challenge, () -> transport.redeem(challenge));
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
        return spoiled(authorized, () -> executor.execute(authorized));
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action, Transmission transmission) {
        return spoiled(action, () -> recordingTransport.requestChallenge(action, flaw.transmission(transmission)));
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        return spoiled(challenge, () -> recordingTransport.redeem(challenge, flaw.transmission(transmission)));
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
        return spoiled(authorized, () -> recordingExecutor.execute(authorized, flaw.transmission(transmission)));
    }

    private <T> Either<ApiFailure, T> spoiled(Object request, Supplier<Either<ApiFailure, T>> call) {
        if (flaw.isDiscouragedByFailure() && lost.get() != null) {
            return Either.left(lost.get());
        }
        return flaw.outcome(request, call).mapLeft(flaw::failure)
                .peekLeft(failure -> lost.set(failure.kind() == ApiFailureKind.CONNECTION_LOST ? failure : null));
    }

    @Override
    public String toString() {
        return flaw.textForm();
    }
}
