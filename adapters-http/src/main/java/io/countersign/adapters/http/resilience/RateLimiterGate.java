package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.function.Supplier;

/** Has exchanges wait for a rate limiter, or holds them back. */
final class RateLimiterGate implements Gate {

    /** The wait by which Resilience4j means that there is no permission within the timeout. */
    private static final long REFUSED = -1;

    private final RateLimiter limiter;
    private final Pause pause;

    RateLimiterGate(RateLimiter limiter, Pause pause) {
        this.limiter = limiter;
        this.pause = pause;
    }

    @Override
    public <R> Either<ApiFailure, R> pass(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending) {
        if (isPermitted()) {
            return sending.get();
        }
        return Gate.heldBack(transmission, Thread.currentThread().isInterrupted()
                ? new ApiFailure.Cancelled(exchange, false)
                : new ApiFailure.HeldBack(exchange, Protection.RATE_LIMITER, untilNextPermission()));
    }

    /**
     * Reserves a permission and waits for it. A reservation cannot be given back, so an exchange that is cancelled in
     * its wait counts as made. Other implementations than Resilience4j's own wait by themselves. An event consumer that
     * throws hides the limiter's decision, which is then derived from its metrics.
     */
    private boolean isPermitted() {
        if (!(limiter instanceof AtomicRateLimiter atomic)) {
            boolean isFree = Quietly.get(() -> limiter.getMetrics().getAvailablePermissions() > 0, false);
            return Quietly.get(limiter::acquirePermission, isFree && !Thread.currentThread().isInterrupted());
        }
        long expected = Quietly.get(() -> expectedNanosToWait(atomic), REFUSED);
        long nanosToWait = Quietly.get(limiter::reservePermission, expected);
        return nanosToWait == 0 || nanosToWait > 0 && pause.isCompleted(Duration.ofNanos(nanosToWait));
    }

    private static long expectedNanosToWait(AtomicRateLimiter limiter) {
        long nanos = limiter.getDetailedMetrics().getNanosToWait();
        return nanos > limiter.getRateLimiterConfig().getTimeoutDuration().toNanos() ? REFUSED : nanos;
    }

    private Option<Duration> untilNextPermission() {
        return limiter instanceof AtomicRateLimiter atomic
                ? Quietly.get(() -> Option.some(Duration.ofNanos(atomic.getDetailedMetrics().getNanosToWait())),
                        Option.none())
                : Option.none();
    }
}
