package io.countersign.contracts.http;

import io.countersign.contracts.server.ScriptedServer;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The address and terms of the API that a test runs an adapter against. Immutable.
 *
 * <p>The API answers as Dfns documents it. Errors have the envelope {@code {"error": {"message": …}}}; on 429 and 503 a
 * {@code Retry-After} in seconds or as a date may follow. Scripted answers are HTTP/1.1 with {@code Connection: close}
 * unless a test is about kept connections.
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
