package io.countersign.contracts.http;

import io.countersign.contracts.server.ScriptedServer;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where an adapter finds the API that it is held to its contract with, and on what terms. An immutable value.
 *
 * @param baseUrl where the API is: http or https on 127.0.0.1, or https where nobody is; perhaps with a path, without a
 *     slash at the end
 * @param bearerToken the caller's own token, to be asked for by every exchange
 * @param answerWithin how long an exchange may take, from first to last; short where a test waits for it to run out
 */
public record ApiAccess(URI baseUrl, Supplier<String> bearerToken, Duration answerWithin) {

    static final String BEARER_TOKEN = "bearer-secret-token";

    /** Whoever calls has this time, on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Where the time is to run out; that it does so sooner than is meant on such a machine is the same to the tests. */
    private static final Duration HURRY = Duration.ofMillis(500);

    public ApiAccess {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(bearerToken, "bearerToken");
        Objects.requireNonNull(answerWithin, "answerWithin");
    }

    static ApiAccess to(URI baseUrl) {
        return new ApiAccess(baseUrl, () -> BEARER_TOKEN, PATIENCE);
    }

    static ApiAccess to(ScriptedServer server) {
        return to(server.baseUrl());
    }

    ApiAccess within(Duration limit) {
        return new ApiAccess(baseUrl, bearerToken, limit);
    }

    ApiAccess inAHurry() {
        return within(HURRY);
    }

    ApiAccess withToken(Supplier<String> supplier) {
        return new ApiAccess(baseUrl, supplier, answerWithin);
    }

    @Override
    public String toString() {
        return "ApiAccess[" + baseUrl + ", " + answerWithin + "]";
    }
}
