package io.countersign.app.passkey;

import io.countersign.adapters.http.webauthn.WebAuthnJson;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/**
 * Lets a user approve actions with a passkey in a browser. Two requests of the browser lead to one call of the API, and
 * nothing is kept between them: what is pending travels through the browser, sealed for this user.
 */
final class Approvals {

    static final WebAuthnJson WEB_AUTHN = WebAuthnJson.builder().buildOrThrow();

    private final String user;
    private final DelegatedUserActions actions;
    private final ActionExecutor executor;
    private final SealedUserActions seals;

    /**
     * Creates the approvals of one user.
     *
     * @param user the user who is signed in, by a name of the application's own
     * @param origin the page's origin, exactly as browsers write it
     * @param transport reaches the API as that user
     * @param executor makes calls as that user
     * @param seals seals what is pending
     */
    Approvals(String user, String origin, UserActionTransport transport, ActionExecutor executor,
            SealedUserActions seals) {
        this.user = user;
        this.actions = DelegatedUserActions.using(transport, origin);
        this.executor = executor;
        this.seals = seals;
    }

    /**
     * What the browser gets.
     *
     * @param options what its passkey is to sign, as {@code PublicKeyCredentialRequestOptionsJSON}
     * @param seal the pending action; the browser sends it back as it is
     */
    record Begun(String options, String seal) {
    }

    /** Answers the first request: describes the action to the API, which asks for a signature. */
    Either<UserActionFailure, Begun> begin(UserAction action) {
        return actions.begin(action).flatMap(pending -> seals.seal(pending, user)
                .flatMap(seal -> WEB_AUTHN.requestOptions(pending.challenge().assertionRequest())
                        .mapLeft(Approvals::unusable)
                        .map(options -> new Begun(options, seal))));
    }

    /** Answers the second request: has the API check the passkey's signature, and makes the call. */
    Either<UserActionFailure, ApiAnswer> complete(String seal, String assertion) {
        return seals.open(seal, user).flatMap(pending -> byPasskey(assertion, pending)
                .flatMap(approval -> actions.complete(pending, approval))
                .flatMap(approved -> executor.execute(approved).mapLeft(UserActionFailure::apiFailed)));
    }

    /** Answers the second request with two factors: a key of the server signs first, the passkey second. */
    Either<UserActionFailure, ApiAnswer> complete(String seal, String assertion, CredentialSigner serverKey) {
        return seals.open(seal, user).flatMap(pending -> byPasskey(assertion, pending)
                .flatMap(approval -> serverKey.sign(pending.challenge())
                        .mapLeft(failure -> UserActionFailure.notSigned(serverKey.credential(), failure))
                        .flatMap(byServer -> actions.complete(pending, byServer, approval)))
                .flatMap(approved -> executor.execute(approved).mapLeft(UserActionFailure::apiFailed)));
    }

    private static Either<UserActionFailure, Fido2Assertion> byPasskey(String assertion, PendingUserAction pending) {
        return WEB_AUTHN.assertion(assertion, pending.challenge().assertionRequest()).mapLeft(Approvals::unusable);
    }

    private static UserActionFailure unusable(Seq<Violation> violations) {
        return UserActionFailure.notCompleted(violations);
    }
}
