package io.countersign.app.passkey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

/**
 * Writes down what the server and the API send each other, for the page to show. Tokens are hidden. For one request.
 */
final class Steps {

    private static final String HIDDEN = "(hidden)";

    private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();

    ArrayNode json() {
        return steps;
    }

    /** Returns a view of that transport whose exchanges are written down. */
    UserActionTransport observing(UserActionTransport transport) {
        return new UserActionTransport() {

            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                return requestChallenge(action, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action,
                    Transmission transmission) {
                toApi("POST /auth/action/init")
                        .put("userActionHttpMethod", action.method().name())
                        .put("userActionHttpPath", action.path().requestTarget())
                        .put("userActionPayload", action.payload().text());
                return transport.requestChallenge(action, transmission).peekLeft(Steps.this::refused)
                        .peek(challenge -> fromApi("A challenge for exactly this call")
                                .put("challenge", challenge.challenge().value())
                                .put("challengeIdentifier", HIDDEN));
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
                return redeem(challenge, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
                ObjectNode sent = toApi("POST /auth/action").put("challengeIdentifier", HIDDEN);
                describe(challenge.firstFactor(), sent.putObject("firstFactor"));
                challenge.secondFactor().forEach(second -> describe(second, sent.putObject("secondFactor")));
                return transport.redeem(challenge, transmission).peekLeft(Steps.this::refused)
                        .peek(token -> fromApi("A token for one call").put("userAction", HIDDEN));
            }
        };
    }

    /** Returns a view of that executor whose calls are written down. */
    ActionExecutor observing(ActionExecutor executor) {
        return authorized -> execute(executor, authorized);
    }

    private Either<ApiFailure, ApiAnswer> execute(ActionExecutor executor, AuthorizedAction authorized) {
        UserAction action = authorized.action();
        toApi(action.method() + " " + action.path())
                .put("X-DFNS-USERACTION", HIDDEN)
                .put("body", action.payload().text());
        return executor.execute(authorized).peekLeft(this::refused)
                .peek(answer -> fromApi("Carried out").put("status", answer.status()).put("body", answer.body()));
    }

    private static void describe(CredentialAssertion assertion, ObjectNode factor) {
        factor.put("kind", assertion.credential().kind().name())
                .put("credentialAssertion", assertion.credential().id().map(Object::toString).getOrElse(""));
    }

    private void refused(ApiFailure failure) {
        fromApi("Refused").put("message", failure.message());
    }

    private ObjectNode toApi(String what) {
        return step("server", "API", what);
    }

    private ObjectNode fromApi(String what) {
        return step("API", "server", what);
    }

    private ObjectNode step(String from, String to, String what) {
        return steps.addObject().put("from", from).put("to", to).put("what", what).putObject("content");
    }
}
