package io.countersign.domain.challenge;

import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * A pending action: an action with its challenge, to be signed by somebody else, in a browser, on a phone or by an
 * approver. Immutable, so that it can be stored, sent and completed on another machine.
 *
 * <p>Holds secrets of the challenge (its identifier, encrypted private keys, a sign-in URL) and the action's body;
 * {@code toString} hides them.
 *
 * @param action the action that is to be authorised
 * @param challenge the challenge that is to be signed for it
 */
public record PendingUserAction(UserAction action, UserActionChallenge challenge) {

    public PendingUserAction {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(challenge, "challenge");
    }

    /**
     * Returns the challenge, completed by assertions; or everything that is wrong with them. Origins are checked here
     * and nowhere else.
     *
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor, if there is one
     * @param origins the origins at which users may sign ({@code https://app.example.com}), as
     *         {@link CredentialAssertion#isFromOneOf} takes them; empty if the API alone checks them
     */
    public Validation<Seq<Violation>, SignedChallenge> completedBy(
            CredentialAssertion first, Option<CredentialAssertion> second, Iterable<String> origins) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Set<String> allowed = HashSet.ofAll(Objects.requireNonNull(origins, "origins"));
        return challenge.signedBy(first, second, List.of(
                wrongOrigin("firstFactor", Option.some(first), allowed),
                wrongOrigin("secondFactor", second, allowed)).flatMap(violation -> violation));
    }

    private static Option<Violation> wrongOrigin(
            String factor, Option<CredentialAssertion> assertion, Set<String> origins) {
        return assertion.flatMap(made -> made.objectionToOrigin(origins))
                .map(objection -> new Violation(factor, objection));
    }

    /** Returns the action with the token that its challenge was redeemed for. */
    public AuthorizedAction authorizedBy(UserActionToken token) {
        return action.authorizedBy(token);
    }

    @Override
    public String toString() {
        return "PendingUserAction[" + action.method() + " " + action.path()
                + ", challenge " + challenge.challenge() + "]";
    }
}
