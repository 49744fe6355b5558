package io.countersign.ports.outbound;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;

/**
 * Carries the two exchanges of user action signing to the API.
 *
 * <p>Implementations block until there is an answer or a failure, are safe for use by several threads, throw nothing,
 * and send each exchange once: whether to repeat one is decided by others, who know what is safe.
 * They identify the caller to the API, with a bearer token or through a gateway that adds one.
 */
public interface UserActionTransport {

    /**
     * Describes an action to the API and asks for its challenge ({@code POST /auth/action/init}).
     *
     * @param action the action to describe
     * @return the challenge, or a failure of this exchange
     */
    Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action);

    /**
     * Sends the assertions and asks for the token ({@code POST /auth/action}). Consumes the challenge.
     *
     * @param challenge the challenge with its assertions
     * @return the token, or a failure of this exchange
     */
    Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge);

    /**
     * Asks for a challenge and records in the given transmission whether the request was sent. The flow calls this
     * method. By default it records that the request is sent before {@link #requestChallenge(UserAction)} is called.
     *
     * @param action the action to describe
     * @param transmission the record of this exchange; sends only if {@link Transmission#beginSending} permits it
     * @return the challenge, or a failure of this exchange ({@code CHALLENGE}), no other
     */
    default Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action, Transmission transmission) {
        return transmission.beginSending()
                ? requestChallenge(action)
                : Either.left(new ApiFailure.Cancelled(Exchange.CHALLENGE, !transmission.abandon()));
    }

    /**
     * Redeems the signed challenge and records in the given transmission whether the request was sent. The flow calls
     * this method. By default it records that the request is sent before {@link #redeem(SignedChallenge)} is called, so
     * after any failure the challenge counts as used up.
     *
     * @param challenge the challenge with its assertions
     * @param transmission the record of this exchange; sends only if {@link Transmission#beginSending} permits it
     * @return the token, or a failure of this exchange ({@code REDEMPTION}), no other
     */
    default Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        return transmission.beginSending()
                ? redeem(challenge)
                : Either.left(new ApiFailure.Cancelled(Exchange.REDEMPTION, !transmission.abandon()));
    }
}
