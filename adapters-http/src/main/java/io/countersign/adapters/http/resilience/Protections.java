package io.countersign.adapters.http.resilience;

import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Objects;

/**
 * A bulkhead, a circuit breaker and a rate limiter of Resilience4j, for any transport and any executor. They protect
 * the API from too many exchanges, and the application from an API that is down. An exchange that they hold back ends
 * with {@link io.countersign.ports.failure.ApiFailure.HeldBack}; nothing of it was sent.
 *
 * <pre>{@code
 * var protections = Protections.defaults().withRateLimiter(RateLimiter.of("dfns", thirtyPerSecond));
 * var transport = protections.decorate(RetrofitTransport.over(connection));
 * var executor = protections.decorate(HttpActionExecutor.over(connection));
 * }</pre>
 *
 * <p>An exchange passes the bulkhead first, then the circuit breaker, then the rate limiter, whose permissions cannot
 * be given back. Everything decorated by one of these objects shares its bulkhead, breaker and limiter. A user action
 * makes three exchanges: let the bulkhead and the limiter wait for a while, or actions fail halfway and start over.
 *
 * <p>The breaker counts as errors: server errors, unknown statuses, malformed and too large answers, and exchanges
 * without an answer. It counts as successes all other answers, refusals included. Exchanges that tell nothing of the
 * API are not counted: not sent, held back, cancelled, or refused with 429. Failures are reported as
 * {@link FailedExchangeException}; the breaker's own predicates apply to that.
 *
 * <p>Exceptions of event consumers, predicates and clocks change no outcome. If a consumer throws when the breaker is
 * told of an exchange, that exchange may not be counted. A half-open breaker counts only the trials that it has
 * permitted, not exchanges that began before.
 *
 * <p>Immutable and safe for use by several threads.
 */
@SuppressWarnings("exports") // Whoever hands in a library's object requires that library already.
public final class Protections {

    private final Option<Bulkhead> bulkhead;
    private final Option<CircuitBreaker> breaker;
    private final Option<RateLimiter> limiter;
    private final Pause pause;

    private Protections(
            Option<Bulkhead> bulkhead, Option<CircuitBreaker> breaker, Option<RateLimiter> limiter, Pause pause) {
        this.bulkhead = bulkhead;
        this.breaker = breaker;
        this.limiter = limiter;
        this.pause = pause;
    }

    /**
     * Returns protections that hold nothing back.
     *
     * @return protections without a bulkhead, a circuit breaker or a rate limiter
     */
    public static Protections none() {
        return new Protections(Option.none(), Option.none(), Option.none(), Pause.sleeping());
    }

    /**
     * Returns protections with a new bulkhead of 64 exchanges, where others wait for a second, and a new circuit
     * breaker. It opens when half of the last 20 exchanges, and of 10 at least, failed, and permits three trials after
     * 30 seconds. There is no rate limiter, as the limits of the API depend on the plan of the organisation.
     *
     * @return protections with a bulkhead and a circuit breaker of their own
     */
    public static Protections defaults() {
        return none()
                .withBulkhead(Bulkhead.of("countersign", BulkheadConfig.custom()
                        .maxConcurrentCalls(64)
                        .maxWaitDuration(Duration.ofSeconds(1))
                        .build()))
                .withCircuitBreaker(CircuitBreaker.of("countersign", CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build()));
    }

    /**
     * Returns a copy with a bulkhead.
     *
     * @param bulkhead decides as well how long exchanges wait
     */
    public Protections withBulkhead(Bulkhead bulkhead) {
        return new Protections(Option.some(Objects.requireNonNull(bulkhead, "bulkhead")), breaker, limiter, pause);
    }

    /**
     * Returns a copy with a circuit breaker.
     *
     * @param circuitBreaker is told the outcome of exchanges
     */
    public Protections withCircuitBreaker(CircuitBreaker circuitBreaker) {
        return new Protections(
                bulkhead, Option.some(Objects.requireNonNull(circuitBreaker, "circuitBreaker")), limiter, pause);
    }

    /**
     * Returns a copy with a rate limiter.
     *
     * @param rateLimiter its timeout is the longest wait; an exchange that would wait longer is held back at once
     */
    public Protections withRateLimiter(RateLimiter rateLimiter) {
        return new Protections(
                bulkhead, breaker, Option.some(Objects.requireNonNull(rateLimiter, "rateLimiter")), pause);
    }

    // for tests: waits for the rate limiter that take no time
    Protections withPause(Pause pause) {
        return new Protections(bulkhead, breaker, limiter, Objects.requireNonNull(pause, "pause"));
    }

    /**
     * Returns a transport whose exchanges are protected.
     *
     * @param transport the transport to protect
     * @return the decorated transport
     */
    public UserActionTransport decorate(UserActionTransport transport) {
        return new ProtectedTransport(Objects.requireNonNull(transport, "transport"), gate());
    }

    /**
     * Returns an executor whose calls are protected.
     *
     * @param executor the executor to protect
     * @return the decorated executor
     */
    public ActionExecutor decorate(ActionExecutor executor) {
        return new ProtectedExecutor(Objects.requireNonNull(executor, "executor"), gate());
    }

    // Built from the inside: the last gate comes first.
    private Gate gate() {
        Gate limited = limiter.<Gate>map(present -> new RateLimiterGate(present, pause)).getOrElse(Gate::open);
        Gate broken = breaker.<Gate>map(present -> new CircuitBreakerGate(present, limited)).getOrElse(limited);
        return bulkhead.<Gate>map(present -> new BulkheadGate(present, broken)).getOrElse(broken);
    }

    @Override
    public String toString() {
        return "Protections[" + bulkhead.map(Bulkhead::getName).map(name -> "bulkhead " + name).toList()
                .appendAll(breaker.map(present -> "circuit breaker " + present.getName()))
                .appendAll(limiter.map(present -> "rate limiter " + present.getName()))
                .mkString(", ") + "]";
    }
}
