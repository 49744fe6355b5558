package io.countersign.adapters.http.resilience;

import io.countersign.ports.failure.ApiFailure;

import java.io.IOException;
import java.util.Objects;

/**
 * An {@link ApiFailure} as it is reported to a circuit breaker; never thrown. An {@link IOException}, because circuit
 * breakers of HTTP clients are commonly configured to count those. Its message is the failure's and holds no secret.
 */
public final class FailedExchangeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Failures are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final ApiFailure failure;

    FailedExchangeException(ApiFailure failure) {
        super(Objects.requireNonNull(failure, "failure").message());
        this.failure = failure;
    }

    /**
     * Returns the failure.
     *
     * @return the failure that was reported
     */
    public ApiFailure failure() {
        return failure;
    }

    // It is never thrown, so a stack trace would tell nothing.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
