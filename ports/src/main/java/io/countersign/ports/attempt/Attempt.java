package io.countersign.ports.attempt;

import io.countersign.domain.action.Step;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One attempt to carry out one user action: which step it has reached, whether its call may have been sent, and whether
 * it was cancelled. There is one object per attempt; the flow moves it forward, step by step, and asks it before each.
 *
 * <p>The state moves in one direction: a cancellation cannot be undone, and each step begins at most once. Code of the
 * application (signers, listeners, executors, interceptors) that clears interrupts, throws, or runs a task twice does
 * not change that.
 *
 * <pre>{@code
 * var attempt = Attempt.create();
 * var outcome = actions.perform(action, attempt);    // attempt.cancel() from another thread stops it
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Attempt {

    private final Cancellation cancellation;
    /** The attempt that this one repeats; itself if it repeats none. Only it has the state of the repetition. */
    private final Attempt first;
    private final List<Attempt> repetitions = new ArrayList<>();
    private boolean underRepetition;
    private @Nullable Step reached;
    private @Nullable Transmission transmission;

    private Attempt() {
        this.cancellation = new Cancellation();
        this.first = this;
    }

    private Attempt(Attempt first) {
        this.cancellation = first.cancellation;
        this.first = first;
    }

    /** Returns a new attempt that has not begun. */
    public static Attempt create() {
        return new Attempt();
    }

    /**
     * Returns another attempt of the same action, for a repetition. Cancelling one of them cancels both.
     * {@link #mayHaveTakenEffect} of the repeated attempt includes its repetitions.
     *
     * @return a new attempt that has not begun
     */
    public Attempt again() {
        synchronized (cancellation) {
            Attempt another = new Attempt(first);
            first.repetitions.add(another);
            return another;
        }
    }

    /**
     * Begins a repetition of the action, until {@link #endRepetition}. Only one may be under way, so that nested
     * repetitions do not multiply attempts.
     *
     * @return true if the caller may repeat the action; false if a repetition around it does, so that the caller makes
     *         one attempt
     */
    public boolean beginRepetition() {
        synchronized (cancellation) {
            if (first.underRepetition) {
                return false;
            }
            first.underRepetition = true;
            return true;
        }
    }

    /** Ends the repetition that {@link #beginRepetition} has permitted. */
    public void endRepetition() {
        synchronized (cancellation) {
            first.underRepetition = false;
        }
    }

    /**
     * Begins a step, unless the action was cancelled, or this step or a later one has begun. An interrupt of the
     * current thread cancels the action; the thread stays interrupted.
     *
     * @param step the step to begin
     * @return true if the step is to be taken
     */
    public boolean begin(Step step) {
        Objects.requireNonNull(step, "step");
        if (Thread.currentThread().isInterrupted()) {
            cancel();
        }
        synchronized (cancellation) {
            if (cancellation.isCancelled() || reached != null && reached.compareTo(step) >= 0) {
                return false;
            }
            reached = step;
            transmission = new Transmission(cancellation);
            cancellation.follow(transmission);
            return true;
        }
    }

    /**
     * Returns the transmission of the step that was begun last, for the adapter that takes the step.
     *
     * @throws IllegalStateException if no step has begun
     */
    public Transmission transmission() {
        synchronized (cancellation) {
            if (transmission == null) {
                throw new IllegalStateException("no step of this attempt has begun");
            }
            return transmission;
        }
    }

    /**
     * Cancels the action: no further step begins, and what was not sent by now never is. The adapter of a step that is
     * under way is told. Cancelling again has no effect.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /**
     * Returns whether the action was cancelled.
     *
     * @return true if it was
     */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Returns whether the call of this attempt, or of one that repeats it, may have been carried out.
     *
     * @return false if no adapter was asked to make the call, or the adapter has recorded that nothing was sent; once
     *         the action is cancelled, it stays false
     */
    public boolean mayHaveTakenEffect() {
        synchronized (cancellation) {
            return reached == Step.EXECUTION && transmission != null && transmission.mayHaveBeenSent()
                    || repetitions.stream().anyMatch(Attempt::mayHaveTakenEffect);
        }
    }

    @Override
    public String toString() {
        synchronized (cancellation) {
            return "Attempt[" + (reached == null ? "not begun" : reached + ", " + transmission)
                    + (reached == null && isCancelled() ? ", cancelled" : "") + "]";
        }
    }
}
