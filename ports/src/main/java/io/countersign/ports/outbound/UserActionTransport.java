package io.countersign.ports.outbound;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.vavr.control.Either;

/**
 * Carries the two exchanges of user action signing to the API.
 *
 * <p>Implementations block until there is an answer or a failure, are safe for use by several threads, throw nothing,
 * and send each exchange once: whether to repeat one is decided by others, who know what is safe.
 * How the API learns who calls is theirs to arrange, with a bearer token or by a gateway that adds one.
 */
public interface UserActionTransport {

    /** Describes an action to the API and asks for its challenge ({@code POST /auth/action/init}). */
    Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action);

    /** Hands in the assertions and asks for the token ({@code POST /auth/action}). Consumes the challenge. */
    Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge);
}
