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
 * Has user actions repeated that failed and may be ({@link UserActionFailure#mayStartOver}). A redemption is never
 * repeated blindly: the action starts over, with a challenge and a token of its own. A call that was sent is made again
 * only if the action is {@linkplain io.countersign.domain.action.UserAction#markedIdempotent marked as idempotent}.
 *
 * <pre>{@code
 * var actions = Retrying.by(policy).tellingTo(listener)
 *         .of(UserActions.using(transport, listener, signer).executedBy(executor));
 * }</pre>
 *
 * <p>What comes of it is the first success, or the last failure. If one before it left open whether the call was made,
 * the last one does not decide that: the answer is {@link UserActionFailure.StillOpen}, with both. The listener hears
 * of each repetition, and of both failures at the end. Waits happen on the calling thread. An interrupt ends a wait at
 * once: that failure is the answer, the thread stays marked as interrupted, and nothing more is sent. Each attempt is
 * signed anew: a signer that asks a person asks again. A pause, clock or source of chance that throws ends the
 * repetition with the failure that there was.
 *
 * <p>Decorate once, at the outside. Where one retrying comes to stand within another all the same, attempts are not
 * multiplied: the outer one decides alone if what stands between hands on the
 * {@linkplain io.countersign.ports.attempt.Attempt attempt}, and otherwise the inner one does, whose failures
 * ({@link UserActionFailure#isRepeated}) the outer one does not repeat. Immutable and safe for use by several threads.
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

    /** Returns retrying by a policy, which tells nobody. */
    public static Retrying by(RetryPolicy policy) {
        return new Retrying(policy, UserActionListener.none(), Pause.sleeping(), System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * Returns retrying that tells a listener before each wait that an action is starting over, and at the end that it
     * was given up.
     */
    public Retrying tellingTo(UserActionListener listener) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    /** Returns retrying that waits in another way. */
    public Retrying pausingBy(Pause pause) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    /**
     * Returns retrying by another clock: one that only ever goes forward, in nanoseconds, from wherever it likes.
     */
    public Retrying timedBy(LongSupplier nanoTime) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    /**
     * Returns retrying with another source of chance, which is safe for use by several threads. It need not be secure.
     */
    public Retrying jitteredBy(RandomGenerator random) {
        return new Retrying(policy, listener, pause, nanoTime, random);
    }

    /**
     * Returns user actions that are repeated. To make them as well, {@link UserActions#executedBy} does what is to be
     * expected: the whole of proof and call is repeated, by this policy.
     */
    public UserActions of(UserActions actions) {
        return new RetriedUserActions(Objects.requireNonNull(actions, "actions"), this, repetition());
    }

    /**
     * Returns user actions that are repeated as a whole: whatever fails, a repetition begins by asking for a challenge.
     */
    public ExecutingUserActions of(ExecutingUserActions actions) {
        return new RetriedExecutingUserActions(Objects.requireNonNull(actions, "actions"), this, repetition());
    }

    /**
     * Returns delegated user actions that are repeated: {@code begin} asks for another challenge; {@code complete} is
     * repeated only while nothing of a redemption was sent ({@link UserActionFailure#mayCompleteAgain}), as a person
     * signed that challenge.
     */
    public DelegatedUserActions of(DelegatedUserActions actions) {
        return new RetriedDelegatedUserActions(Objects.requireNonNull(actions, "actions"), repetition());
    }

    private Repetition repetition() {
        return new Repetition(policy, new Backoff(policy, random), listener, pause, nanoTime);
    }

    @Override
    public String toString() {
        return "Retrying[" + policy + "]";
    }
}
