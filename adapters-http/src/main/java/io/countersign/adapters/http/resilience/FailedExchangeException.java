package io.countersign.adapters.http.resilience;

import io.countersign.ports.failure.ApiFailure;

import java.io.IOException;
import java.util.Objects;

/**
 * An {@link ApiFailure} as a circuit breaker takes it; nobody throws it. An {@link IOException}, since that is what
 * breakers of HTTP clients are commonly told to count. Its message is the failure's own and holds no secret.
 */
public final class FailedExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Failures are not serialisable, and so neither is this: better refused than half of it lost on the way. */
    @SuppressWarnings("serial")
    private final ApiFailure failure;

    FailedExchangeException(ApiFailure failure) {
        super(Objects.requireNonNull(failure, "failure").message());
        this.failure = failure;
    }

    /** What this is about. */
    public ApiFailure failure() {
        return failure;
    }

    /** It is thrown nowhere, so where it was made tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
