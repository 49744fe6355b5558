package io.countersign.adapters.http.interceptor;

import io.countersign.ports.failure.UserActionFailure;

import java.io.IOException;
import java.util.Objects;

/**
 * Thrown by calls that were not proven or not let out: a {@link UserActionFailure} as an {@link IOException}, as OkHttp
 * needs it. Its message is the failure's and holds no secret.
 */
public final class UserActionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Failures are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final UserActionFailure failure;

    /**
     * Creates an exception.
     *
     * @param failure the failure
     */
    public UserActionFailedException(UserActionFailure failure) {
        super(Objects.requireNonNull(failure, "failure").message());
        this.failure = failure;
    }

    /**
     * Returns the failure.
     *
     * @return the failure of the user action
     */
    public UserActionFailure failure() {
        return failure;
    }
}
