package io.countersign.adapters.http.interceptor;

import io.countersign.ports.failure.UserActionFailure;

import java.io.IOException;
import java.util.Objects;

/**
 * A {@link UserActionFailure} on its way through OkHttp, where failures are exceptions of this kind. Its message is the
 * failure's own and holds no secret.
 */
public final class UserActionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Failures are not serialisable, and so neither is this: better refused than half of it lost on the way. */
    @SuppressWarnings("serial")
    private final UserActionFailure failure;

    public UserActionFailedException(UserActionFailure failure) {
        super(Objects.requireNonNull(failure, "failure").message());
        this.failure = failure;
    }

    /** What this is about. */
    public UserActionFailure failure() {
        return failure;
    }
}
