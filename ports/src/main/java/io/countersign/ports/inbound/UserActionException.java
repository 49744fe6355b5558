package io.countersign.ports.inbound;

import io.countersign.ports.failure.UserActionFailure;
import java.util.Objects;

/**
 * A {@link UserActionFailure} to throw, for callers who prefer that; Countersign itself throws it nowhere.
 *
 * <pre>{@code actions.perform(action).getOrElseThrow(UserActionException::new)}</pre>
 */
public final class UserActionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Failures are not serialisable, and so neither is this: better refused than half of it lost on the way. */
    @SuppressWarnings("serial")
    private final UserActionFailure failure;

    public UserActionException(UserActionFailure failure) {
        super(Objects.requireNonNull(failure, "failure").message());
        this.failure = failure;
    }

    /** Returns the failure that this exception carries. */
    public UserActionFailure failure() {
        return failure;
    }
}
