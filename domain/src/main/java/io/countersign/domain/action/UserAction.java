package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;
import java.util.function.Function;

/**
 * A call to the API that a user means to make. It is described to the API, signed, and then sent unchanged.
 *
 * <pre>{@code UserAction.post("/wallets", "{\"network\":\"EthereumSepolia\"}")}</pre>
 *
 * @param method the HTTP method ({@code userActionHttpMethod})
 * @param path the path and query ({@code userActionHttpPath})
 * @param payload the exact body ({@code userActionPayload}); empty for {@code GET}
 * @param serverKind the server that the call is meant for ({@code userActionServerKind})
 * @param idempotent true if the caller declares that making the call twice has the effect of making it once; not sent
 * @param correlationId the caller's identifier for this action, if it has one; not sent
 */
public record UserAction(
        HttpMethod method, ActionPath path, ActionPayload payload, ServerKind serverKind, boolean idempotent,
        Option<CorrelationId> correlationId) {

    /**
     * Creates an action.
     *
     * @throws InvalidValueException if a {@code GET} has a body
     */
    public UserAction {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(serverKind, "serverKind");
        Objects.requireNonNull(correlationId, "correlationId");
        Option<Violation> violation = violationOf(method, payload);
        if (violation.isDefined()) {
            throw new InvalidValueException(violation.toList());
        }
    }

    /** Creates an action that is not idempotent and has no correlation identifier. */
    public UserAction(HttpMethod method, ActionPath path, ActionPayload payload, ServerKind serverKind) {
        this(method, path, payload, serverKind, false, Option.none());
    }

    private static Option<Violation> violationOf(HttpMethod method, ActionPayload payload) {
        return Option.when(!method.allowsBody() && !payload.isEmpty(),
                () -> new Violation("userActionPayload", "must be empty for " + method + ", which carries no body"));
    }

    /**
     * Returns the action for a call to the API ({@link ServerKind#API}), or everything that is wrong with it.
     *
     * @param method {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE} or {@code GET}
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; empty for a call without one
     * @return the action, or all violations
     */
    public static Validation<Seq<Violation>, UserAction> of(String method, String requestTarget, String payload) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(requestTarget, "requestTarget");
        Objects.requireNonNull(payload, "payload");
        Validation<Seq<Violation>, HttpMethod> httpMethod = HttpMethod.of(method);
        Validation<Seq<Violation>, ActionPayload> body = ActionPayload.of(payload).flatMap(valid -> httpMethod
                .toOption().flatMap(known -> violationOf(known, valid))
                .<Validation<Seq<Violation>, ActionPayload>>map(Violation::asInvalid)
                .getOrElse(() -> Validation.valid(valid)));
        return Validation
                .combine(httpMethod, ActionPath.of(requestTarget), body)
                .ap((validMethod, validPath, validPayload) ->
                        new UserAction(validMethod, validPath, validPayload, ServerKind.API))
                .mapError(violations -> violations.flatMap(Function.identity()));
    }

    /**
     * Returns the action for a call to the API, as {@link #of} does.
     *
     * @throws InvalidValueException if anything is wrong with it
     */
    public static UserAction ofOrThrow(String method, String requestTarget, String payload) {
        return InvalidValueException.valueOrThrow(of(method, requestTarget, payload));
    }

    /**
     * Returns the action for a {@code POST}.
     *
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; may be empty
     * @throws InvalidValueException if anything is wrong with it
     */
    public static UserAction post(String requestTarget, String payload) {
        return ofOrThrow("POST", requestTarget, payload);
    }

    /**
     * Returns the action for a {@code PUT}.
     *
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; may be empty
     * @throws InvalidValueException if anything is wrong with it
     */
    public static UserAction put(String requestTarget, String payload) {
        return ofOrThrow("PUT", requestTarget, payload);
    }

    /**
     * Returns the action for a {@code PATCH}.
     *
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; may be empty
     * @throws InvalidValueException if anything is wrong with it
     */
    public static UserAction patch(String requestTarget, String payload) {
        return ofOrThrow("PATCH", requestTarget, payload);
    }

    /**
     * Returns the action for a {@code DELETE}.
     *
     * @param requestTarget path and optional query, as in {@link ActionPath#of}
     * @param payload the body exactly as it will be sent; usually empty
     * @throws InvalidValueException if anything is wrong with it
     */
    public static UserAction delete(String requestTarget, String payload) {
        return ofOrThrow("DELETE", requestTarget, payload);
    }

    /** Returns this action, meant for the given server. */
    public UserAction withServerKind(ServerKind kind) {
        return new UserAction(method, path, payload, kind, idempotent, correlationId);
    }

    /**
     * Returns this action, declared idempotent: making the call twice has the effect of making it once, for instance
     * because its body holds an {@code externalId}. Only such a call is repeated after its answer was lost.
     */
    public UserAction markedIdempotent() {
        return new UserAction(method, path, payload, serverKind, true, correlationId);
    }

    /**
     * Returns this action with an identifier by which its events and failures can be found.
     *
     * @param id the caller's identifier
     */
    public UserAction withCorrelationId(CorrelationId id) {
        return new UserAction(
                method, path, payload, serverKind, idempotent, Option.some(Objects.requireNonNull(id, "id")));
    }

    /** Returns this action together with the token that was issued for it. */
    public AuthorizedAction authorizedBy(UserActionToken token) {
        return new AuthorizedAction(this, token);
    }
}
