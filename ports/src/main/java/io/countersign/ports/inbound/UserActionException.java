package io.countersign.ports.inbound;

import io.countersign.ports.failure.UserActionFailure;
import java.util.Objects;

/**
 * Carries a {@link UserActionFailure}, for callers who prefer exceptions. Only methods that end in {@code OrThrow}
 * throw it.
 *
 * <pre>{@code actions.perform(action).getOrElseThrow(UserActionException::new)}</pre>
 */
public final class UserActionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not serialisable, so serialisation is refused and the failure does not get lost. */
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
