package io.countersign.adapters.http.resilience;

import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.UserActionListener;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Decorates user actions so that those that failed start over where that is allowed
 * ({@link UserActionFailure#mayStartOver}): with a challenge, signature and token of their own. A call that was sent is
 * made again only if the action is {@linkplain io.countersign.domain.action.UserAction#markedIdempotent idempotent}.
 *
 * <pre>{@code
 * var actions = Retrying.by(policy).withListener(listener)
 *         .decorate(UserActions.using(transport, listener, signer).executedBy(executor));
 * }</pre>
 *
 * <p>The result is the first success or the last failure. If an earlier failure left open whether the call was made,
 * the result is {@link UserActionFailure.Kind#STILL_OPEN} with both. Waits happen on the calling thread. An interrupt
 * ends a wait at once with the failure that it followed; the thread stays interrupted and nothing more is sent. Each
 * attempt is signed anew: a signer that asks a person asks again.
 *
 * <p>Decorate once, outside everything else. Within another retrying, attempts are not multiplied: the outer one
 * repeats if the code between them hands on the {@linkplain io.countersign.ports.attempt.Attempt attempt}, otherwise
 * the inner one does, and the outer one does not repeat its failures ({@link UserActionFailure#isRepeated}). Immutable
 * and safe for use by several threads.
 */
public final class Retrying {

    private final RetryPolicy policy;
    private final UserActionListener listener;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    private Retrying(
            RetryPolicy policy, UserActionListener listener, Pause pause, LongSupplier nanoTime,
            RandomGenerator random) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Returns retrying by a policy, without a listener.
     *
     * @param policy how often and how long to repeat
     */
    public static Retrying by(RetryPolicy policy) {
        return new Retrying(policy, UserActionListener.none(), Pause.sleeping(), System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * Returns a copy with a listener for repetitions.
     *
     * @param listener called before each wait, and at the end if the action failed for good
     * @return a copy that calls the listener
     */
    public Retrying withListener(UserActionListener listener) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    // for tests: waits that take no time
    Retrying withPause(Pause pause) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    // for tests: a clock in nanoseconds, as System.nanoTime is one
    Retrying withNanoTime(LongSupplier nanoTime) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    // for tests: predictable waits
    Retrying withRandom(RandomGenerator random) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    /**
     * Returns user actions that are repeated. With an {@linkplain UserActions#executedBy executor}, proof and call are
     * repeated as a whole, by the same policy.
     *
     * @param actions the user actions to repeat
     * @return the decorated user actions
     */
    public UserActions decorate(UserActions actions) {
        return new RetriedUserActions<>(Objects.requireNonNull(actions, "actions"), this);
    }

    /**
     * Returns user actions that are repeated as a whole: each repetition begins with a challenge.
     *
     * @param actions the user actions to repeat
     * @return the decorated user actions
     */
    public ExecutingUserActions decorate(ExecutingUserActions actions) {
        return new RetriedExecutingUserActions(Objects.requireNonNull(actions, "actions"), this);
    }

    /**
     * Returns delegated user actions that are repeated: {@code begin} with another challenge, {@code complete} only if
     * no redemption was sent ({@link UserActionFailure#mayCompleteAgain}), as a person has signed the challenge.
     *
     * @param actions the user actions to repeat
     * @return the decorated user actions
     */
    public DelegatedUserActions decorate(DelegatedUserActions actions) {
        return new RetriedDelegatedUserActions(Objects.requireNonNull(actions, "actions"), repetition());
    }

    Repetition repetition() {
        return new Repetition(policy, new Backoff(policy, random), listener, pause, nanoTime);
    }

    @Override
    public String toString() {
        return "Retrying[" + policy + "]";
    }
}
