package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.HashSet;
import io.vavr.control.Either;

import java.util.Objects;

/**
 * User action signing where somebody else signs: a browser, a phone, an approver.
 *
 * <pre>{@code
 * var actions = DelegatedUserActions.using(transport, "https://app.example.com");
 * var pending = actions.begin(action);                      // show pending.challenge() to the user
 * var authorized = actions.complete(pending, assertion);    // another request, perhaps another machine
 * }</pre>
 *
 * <p>Keeps nothing between the two calls. Safe for use by several threads if the transport is. Nothing is thrown.
 */
public interface DelegatedUserActions {

    /** The action with a challenge for it, to be signed elsewhere; or why the API gave none. */
    Either<UserActionFailure, PendingUserAction> begin(UserAction action);

    /**
     * The action with its token, if that assertion completes its challenge. A redemption consumes the challenge, so
     * after one that failed ({@link Step#REDEMPTION}) begin again.
     *
     * @return {@link UserActionFailure.NotCompleted}, and no exchange with the API, if the assertion is of a credential
     *         that may not sign first, for another challenge, from an origin that is not allowed, or in need of a
     *         second; another assertion may then complete it
     */
    Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first);

    /** The same with two factors. */
    Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second);

    /**
     * Delegated user actions over that transport.
     *
     * @param allowedOrigins where users may sign, exactly as browsers write it ({@code https://app.example.com}, no
     *         slash at the end): a passkey must say that it signed there, a key may not say otherwise; none if that is
     *         left to the API
     */
    static DelegatedUserActions using(UserActionTransport transport, String... allowedOrigins) {
        Objects.requireNonNull(allowedOrigins, "allowedOrigins");
        return new ElsewhereSignedUserActions(transport, HashSet.of(allowedOrigins));
    }
}
