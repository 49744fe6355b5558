package io.countersign.domain.action;

import java.util.Objects;

/**
 * An action together with the token that was issued for it. Calls are executed from this value alone, so a token cannot
 * be sent with another call. Good for one execution, since the API accepts a token once. Made by
 * {@link UserAction#authorizedBy}; immutable, equal by content.
 */
public final class AuthorizedAction {

    private final UserAction action;
    private final UserActionToken token;

    AuthorizedAction(UserAction action, UserActionToken token) {
        this.action = Objects.requireNonNull(action, "action");
        this.token = Objects.requireNonNull(token, "token");
    }

    /** Returns the action. */
    public UserAction action() {
        return action;
    }

    /** Returns the token that was issued for it. */
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
