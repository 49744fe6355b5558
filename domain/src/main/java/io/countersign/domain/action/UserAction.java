package io.countersign.domain.action;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;
import java.util.function.Function;

/**
 * A call to the API that a user means to make: what is described to the API, signed, and then sent, unchanged.
 *
 * @param method the call's method ({@code userActionHttpMethod})
 * @param path where it goes ({@code userActionHttpPath})
 * @param payload its exact body ({@code userActionPayload})
 * @param serverKind which server it is meant for ({@code userActionServerKind})
 */
public record UserAction(HttpMethod method, ActionPath path, ActionPayload payload, ServerKind serverKind) {

    public UserAction {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(serverKind, "serverKind");
    }

    /**
     * The action that a call to the API ({@link ServerKind#API}) is, or everything that is wrong with it.
     *
     * @param method {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE} or {@code GET}
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; empty for a call without one
     */
    public static Validation<Seq<Violation>, UserAction> of(String method, String requestTarget, String payload) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(requestTarget, "requestTarget");
        Objects.requireNonNull(payload, "payload");
        return Validation
                .combine(HttpMethod.of(method), ActionPath.of(requestTarget), ActionPayload.of(payload))
                .ap((validMethod, validPath, validPayload) ->
                        new UserAction(validMethod, validPath, validPayload, ServerKind.API))
                .mapError(violations -> violations.flatMap(Function.identity()));
    }

    /** The same action, meant for another of the API's servers. */
    public UserAction on(ServerKind otherServerKind) {
        return new UserAction(method, path, payload, otherServerKind);
    }

    /** This action with the token that was issued for it: what may be executed. */
    public AuthorizedAction authorizedBy(UserActionToken token) {
        return new AuthorizedAction(this, token);
    }
}
