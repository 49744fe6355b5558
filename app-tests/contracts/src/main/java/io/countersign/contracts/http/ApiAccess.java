package io.countersign.contracts.http;

import io.countersign.contracts.server.ScriptedServer;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The address and terms of the API that a test runs an adapter against. Immutable.
 *
 * <p><b>Requests.</b> The scripted API expects HTTP/1.1, with a {@code Content-Length} or a chunked body. A transport
 * sends {@code POST /auth/action/init} and {@code POST /auth/action}; an executor sends the method, path, query and
 * body of the call as they are, without compression, and its token as {@code X-DFNS-USERACTION}. Paths are below that
 * of the base URL. A JSON body is declared by {@code Content-Type: application/json}, and the caller's token by {@code
 * Authorization: Bearer}, except in the contracts without tokens. Each request is sent once, whatever the answer, and a
 * redirect is not followed.
 *
 * <p><b>Successes.</b> Answers have status 200 and a JSON object, unless a test is about another success. They are
 * HTTP/1.1 with {@code Connection: close} unless a test is about kept connections.
 *
 * <p><b>Errors.</b> Answers from status 300 are {@link io.countersign.ports.failure.ApiFailure.Refused}. Their body is
 * the envelope <pre>{@code
 * {"error": {"id": "E-17", "status": 400, "message": "Challenge token is not valid.",
 *            "details": {"field": "challengeIdentifier"}}}
 * }</pre> of which only {@code message} is always there. {@code message}, {@code id} and {@code details} (as JSON text)
 * become {@code apiMessage}, {@code errorId} and {@code details}. Gateways in front of the API answer with {@code
 * {"message": …}}, plain text, a web page or nothing. Whatever the body, the status is kept, and the message is one
 * line of fewer than 2,000 characters without the bearer token.
 *
 * <p><b>Retry-After.</b> A 429 or 503 may name a wait, in seconds or as an HTTP date (RFC 9110 §10.2.3) relative to the
 * answer's {@code Date}. It becomes {@code retryAfter}. A wait beyond a year is reported as 366 days or more, and one
 * that is negative or unreadable is left out.
 *
 * @param baseUrl the API's base URL: http or https on 127.0.0.1, or https on a host that does not exist; may have a
 *     path, has no slash at the end
 * @param bearerToken supplies the caller's bearer token; to be asked for every exchange
 * @param callTimeout the limit for one exchange from start to end; short in tests in which it expires
 */
public record ApiAccess(URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {

    static final String BEARER_TOKEN = "bearer-secret-token";

    /** The limit for an exchange that is meant to finish, on a busy machine. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    /** The limit for an exchange that is meant to time out. Tests pass even if a busy machine makes it expire early. */
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);

    public ApiAccess {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(bearerToken, "bearerToken");
        Objects.requireNonNull(callTimeout, "callTimeout");
    }

    static ApiAccess to(URI baseUrl) {
        return new ApiAccess(baseUrl, () -> BEARER_TOKEN, DEFAULT_TIMEOUT);
    }

    static ApiAccess to(ScriptedServer server) {
        return to(server.baseUrl());
    }

    ApiAccess within(Duration limit) {
        return new ApiAccess(baseUrl, bearerToken, limit);
    }

    ApiAccess withShortTimeout() {
        return within(SHORT_TIMEOUT);
    }

    ApiAccess withToken(Supplier<String> supplier) {
        return new ApiAccess(baseUrl, supplier, callTimeout);
    }

    @Override
    public String toString() {
        return "ApiAccess[" + baseUrl + ", " + callTimeout + "]";
    }
}
