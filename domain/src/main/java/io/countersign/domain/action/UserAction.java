package io.countersign.domain.action;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
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
 * @param idempotent whether the caller vouches that making the call twice does what making it once does
 * @param correlationId the caller's own name for it, if it has one; neither this nor the former is sent
 */
public record UserAction(
        HttpMethod method, ActionPath path, ActionPayload payload, ServerKind serverKind, boolean idempotent,
        Option<CorrelationId> correlationId) {

    public UserAction {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(serverKind, "serverKind");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** An action that must not be made twice, without a name of its own. */
    public UserAction(HttpMethod method, ActionPath path, ActionPayload payload, ServerKind serverKind) {
        this(method, path, payload, serverKind, false, Option.none());
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
        return new UserAction(method, path, payload, otherServerKind, idempotent, correlationId);
    }

    /**
     * The same action, of which the caller vouches that making it twice does what making it once does: because it
     * carries an {@code externalId}, say. Only such a call may be made again after an answer that never arrived.
     */
    public UserAction markedIdempotent() {
        return new UserAction(method, path, payload, serverKind, true, correlationId);
    }

    /** The same action, to be found again by that name in events and failures. */
    public UserAction correlatedBy(CorrelationId id) {
        return new UserAction(
                method, path, payload, serverKind, idempotent, Option.some(Objects.requireNonNull(id, "id")));
    }

    /** This action with the token that was issued for it: what may be executed. */
    public AuthorizedAction authorizedBy(UserActionToken token) {
        return new AuthorizedAction(this, token);
    }
}
