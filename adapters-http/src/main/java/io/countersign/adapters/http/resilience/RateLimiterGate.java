package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.function.Supplier;

/** Lets so many exchanges through in a while; the others wait as long as the limiter has them wait, or do not pass. */
final class RateLimiterGate implements Gate {

    /** The number by which Resilience4j says that there is no permission within the timeout. */
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
                : new ApiFailure.HeldBack(exchange, Protection.RATE_LIMITER, untilTheNext()));
    }

    /**
     * Resilience4j's usual limiter reserves a permission and leaves the wait to us; a reservation cannot be given back,
     * so an exchange that is cancelled in its wait counts as made. Other limiters wait in their own way. An event
     * consumer that throws hides what the limiter has decided; it then is what the limiter's metrics let expect.
     */
    private boolean isPermitted() {
        if (!(limiter instanceof AtomicRateLimiter telling)) {
            boolean isFree = Quietly.get(() -> limiter.getMetrics().getAvailablePermissions() > 0, false);
            return Quietly.get(limiter::acquirePermission, isFree && !Thread.currentThread().isInterrupted());
        }
        long expected = Quietly.get(() -> expectedNanosToWait(telling), REFUSED);
        long nanosToWait = Quietly.get(limiter::reservePermission, expected);
        return nanosToWait == 0 || nanosToWait > 0 && Waiting.isOver(pause, Duration.ofNanos(nanosToWait));
    }

    private static long expectedNanosToWait(AtomicRateLimiter limiter) {
        long nanos = limiter.getDetailedMetrics().getNanosToWait();
        return nanos > limiter.getRateLimiterConfig().getTimeoutDuration().toNanos() ? REFUSED : nanos;
    }

    private Option<Duration> untilTheNext() {
        return limiter instanceof AtomicRateLimiter telling
                ? Quietly.get(() -> Option.some(Duration.ofNanos(telling.getDetailedMetrics().getNanosToWait())),
                        Option.none())
                : Option.none();
    }
}
