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
 * <p>Foreign code (signers, listeners, executors, interceptors) may clear interrupts, drop tags, throw, or run tasks
 * twice. None of that changes what an attempt knows: its state moves in one direction, a cancellation cannot be undone,
 * and each step begins at most once.
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
    /** The attempt that this one repeats; itself if it repeats none. It alone knows of the repetition. */
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

    /**
     * Returns a new attempt that has not begun.
     *
     * @return a new attempt
     */
    public static Attempt create() {
        return new Attempt();
    }

    /**
     * Returns another attempt of the same action, for a repetition. Cancelling either of them cancels both, and the
     * attempt that is repeated {@linkplain #mayHaveTakenEffect answers} for its repetitions as well.
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
     * Asks to be in charge of repeating the action, until {@link #endRepetition}. One at a time is: whoever is asked to
     * repeat what is being repeated already, by something around it, makes one attempt only.
     *
     * @return whether the caller may repeat the action
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
     * Begins a step, unless the action was cancelled or the step, or a later one, has begun before. An interrupt of the
     * current thread cancels the action; it stays set.
     *
     * @param step the step that is about to be taken
     * @return whether the step is to be taken
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
     * Returns the transmission of the step that was begun last, to be handed to the adapter that takes it.
     *
     * @return the transmission
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
     * Cancels the action: no further step of it begins, and what was not sent by now never is. What is under way is
     * told of it. Has no effect the second time.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /**
     * Returns whether the action was cancelled.
     *
     * @return whether it was cancelled
     */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Returns whether the call of this attempt, or of one that repeats it, may have been carried out: it was handed to
     * an adapter, which has not proved that nothing was sent.
     *
     * @return {@code false} if the call certainly was not sent by now; once the action is cancelled, it then never is
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
