package io.countersign.ports.failure;

import io.vavr.control.Option;

import java.time.Duration;

/**
 * Tells what failed, and who must act. A {@code switch} over {@link #remedy} handles any failure; each family has kinds
 * of its own to tell its cases apart. Failures are immutable and hold no secrets. Text of others is kept in one line
 * and of bounded length.
 */
public interface Failure {

    /**
     * Returns what happened, in a word for logs and metrics.
     *
     * @return a word such as {@code timed_out}, one of a few dozen; stable, unlike messages
     */
    String code();

    /**
     * Returns who must act, and how.
     *
     * @return the remedy
     */
    Remedy remedy();

    /**
     * Returns what happened, where, and what to do next.
     *
     * @return one line for a person; its words may change
     */
    String message();

    /**
     * Returns whether another attempt, unchanged, can succeed at another time. By default it can if the remedy is
     * {@link Remedy#RETRY_LATER}.
     *
     * @return true if it can; not whether that is safe, which {@link #mayHaveTakenEffect} tells
     */
    default boolean isRetryable() {
        return remedy() == Remedy.RETRY_LATER;
    }

    /**
     * Returns whether the call that the user meant may have been carried out.
     *
     * @return false for every failure before the call itself
     */
    default boolean mayHaveTakenEffect() {
        return false;
    }

    /**
     * Returns the HTTP status that the API answered with.
     *
     * @return the status; none if there was no answer
     */
    default Option<Integer> status() {
        return Option.none();
    }

    /**
     * Returns how long to wait before another attempt.
     *
     * @return the time that the API, or what held the exchange back, asked for; none if it did not
     */
    default Option<Duration> retryAfter() {
        return Option.none();
    }
}
