package io.countersign.fuzz;

import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.ApiFailure;
import io.vavr.collection.List;
import io.vavr.control.Either;
import okhttp3.Headers;

/** Answers to the request for a challenge, and the decisions based on them. */
final class Challenges implements FuzzedParser.Parser {

    private final CannedApi api = new CannedApi();
    private final JsonPendingUserActions format = new JsonPendingUserActions();

    @Override
    public boolean accepts(byte[] input) {
        Either<ApiFailure, UserActionChallenge> answer =
                api.answering(200, Headers.EMPTY, input).transport().requestChallenge(CannedApi.ACTION);
        if (answer.isLeft()) {
            Checks.inOneLine(answer.getLeft().message(), CannedApi.BEARER);
            return false;
        }
        UserActionChallenge challenge = answer.get();
        challenge.planFor(List.empty()).swap().map(SigningRefusal::message)
                .forEach(message -> Checks.inOneLine(message));
        challenge.firstFactors().forEach(first -> {
            Checks.inOneLine(first + " ");
            challenge.planFor(List.of(first)).swap().map(SigningRefusal::message)
                    .forEach(message -> Checks.inOneLine(message));
        });
        WebAuthnJson.builder().buildOrThrow().requestOptions(challenge.assertionRequest())
                .peekLeft(violations -> Checks.inOneLine(violations));
        PendingUserAction pending = new PendingUserAction(CannedApi.ACTION, challenge);
        Checks.holds(format.read(format.write(pending)).contains(pending), "every challenge can be kept");
        return true;
    }
}
