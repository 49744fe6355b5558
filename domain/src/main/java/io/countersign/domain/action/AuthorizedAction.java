package io.countersign.domain.action;

import java.util.Objects;

/**
 * An action together with the token that was issued for it, and the only value from which a call is executed.
 *
 * <p>It comes from {@link UserAction#authorizedBy} alone, so a token and the call it proves are never handled apart and
 * cannot be confused. Good for one execution: the API accepts a token once. Immutable, equal by content.
 */
public final class AuthorizedAction {

    private final UserAction action;
    private final UserActionToken token;

    AuthorizedAction(UserAction action, UserActionToken token) {
        this.action = Objects.requireNonNull(action, "action");
        this.token = Objects.requireNonNull(token, "token");
    }

    public UserAction action() {
        return action;
    }

    public UserActionToken token() {
        return token;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthorizedAction that && action.equals(that.action) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, token);
    }

    @Override
    public String toString() {
        return "AuthorizedAction[" + action.method() + " " + action.path() + ", " + token + "]";
    }
}
