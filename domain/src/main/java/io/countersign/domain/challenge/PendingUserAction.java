package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * An action with its challenge, waiting to be signed elsewhere: in a browser, on a phone, by an approver. An immutable
 * value, so that it can be kept, sent and completed on another machine.
 *
 * <p>Holds secrets of the challenge (its identifier, encrypted private keys, a sign-in URL) and the action's body;
 * {@code toString} hides them.
 *
 * @param action the action that is to be proven
 * @param challenge what is to be signed for it
 */
public record PendingUserAction(UserAction action, UserActionChallenge challenge) {

    public PendingUserAction {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(challenge, "challenge");
    }

    /**
     * The challenge, completed by those assertions; or everything that speaks against them.
     *
     * @param first the first factor
     * @param second the second factor, if there is one
     * @param origins where users may sign ({@code https://app.example.com}), as {@link CredentialAssertion#isFromOneOf}
     *         takes it; empty if that is left to the API
     */
    public Validation<Seq<Violation>, SignedChallenge> completedBy(
            CredentialAssertion first, Option<CredentialAssertion> second, Set<String> origins) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(origins, "origins");
        return challenge.signedBy(first, second, List.of(
                fromElsewhere("firstFactor", Option.some(first), origins),
                fromElsewhere("secondFactor", second, origins)).flatMap(objection -> objection));
    }

    private static Option<Violation> fromElsewhere(
            String factor, Option<CredentialAssertion> assertion, Set<String> origins) {
        return assertion.filter(made -> !made.isFromOneOf(origins)).map(made -> new Violation(factor,
                "was signed at an origin that is not among those allowed: " + listed(origins)));
    }

    /** In an order of their own, for a set has none. */
    private static String listed(Set<String> origins) {
        return OneLine.ofAll(origins.toSortedSet().toList(), "none");
    }

    /** The action with the token that its challenge was redeemed for. */
    public AuthorizedAction authorizedBy(UserActionToken token) {
        return action.authorizedBy(token);
    }

    @Override
    public String toString() {
        return "PendingUserAction[" + action.method() + " " + action.path()
                + ", challenge " + challenge.challenge() + "]";
    }
}
