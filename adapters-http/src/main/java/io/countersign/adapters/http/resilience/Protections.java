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
 * What protects the API from too much of us, and us from an API that is down: a bulkhead, a circuit breaker and a rate
 * limiter of Resilience4j's, in front of any transport and any executor. What they hold back ends as
 * {@link io.countersign.ports.failure.ApiFailure.HeldBack}, and nothing was sent.
 *
 * <pre>{@code
 * var protections = Protections.usual().rateLimiter(RateLimiter.of("dfns", thirtyASecond));
 * var transport = protections.of(RetrofitTransport.over(connection));
 * var executor = protections.of(HttpActionExecutor.over(connection));
 * }</pre>
 *
 * <p>An exchange passes the bulkhead first, then the circuit breaker, then the rate limiter: the permission of a rate
 * limiter cannot be given back, so none is spent on what another holds back. All that is made from one of these shares
 * one bulkhead, one breaker and one limiter, as the API behind them is one too. A user action is three exchanges: let
 * bulkhead and limiter have an exchange wait for a while, or actions are cut short halfway and start over for nothing.
 *
 * <p>The breaker counts as failures: server errors, statuses that the API reference does not know, malformed and too
 * large answers, and whatever keeps an exchange from its answer: unreachable, refused by TLS, timed out, connection
 * lost. It counts as successes all other answers, refusals included. It does not count what says nothing of the API: an
 * exchange that was not sent, held back or cancelled, an adapter that broke, and 429, which says how much we ask and
 * not how the API does. Failures reach it as {@link FailedExchangeException}; predicates of its own still apply to
 * that.
 *
 * <p>Event consumers, predicates and clocks of these objects may throw; that changes no outcome. A breaker whose
 * consumer throws when it is told of an exchange may not count that exchange. A half-open breaker counts, and lets
 * through, only the trials that it has permitted itself: an exchange that began before does not count.
 *
 * <p>Immutable and safe for use by several threads. Each method returns another object.
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

    /** Returns protections without any. */
    public static Protections none() {
        return new Protections(Option.none(), Option.none(), Option.none(), Pause.sleeping());
    }

    /**
     * Returns a bulkhead that lets 64 exchanges through at once and has others wait for a second; and a circuit breaker
     * that opens when half of the last 20 exchanges, and of 10 at least, failed, lets three through after 30 seconds,
     * and closes again on their word. No rate limiter: how much the API takes depends on the organisation's plan. Each
     * call makes new ones.
     */
    public static Protections usual() {
        return none()
                .bulkhead(Bulkhead.of("countersign", BulkheadConfig.custom()
                        .maxConcurrentCalls(64)
                        .maxWaitDuration(Duration.ofSeconds(1))
                        .build()))
                .circuitBreaker(CircuitBreaker.of("countersign", CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build()));
    }

    /** Returns these protections with a bulkhead. How long it has exchanges wait is its own setting. */
    public Protections bulkhead(Bulkhead bulkhead) {
        return new Protections(Option.some(Objects.requireNonNull(bulkhead, "bulkhead")), breaker, limiter, pause);
    }

    /** Returns these protections with a circuit breaker. */
    public Protections circuitBreaker(CircuitBreaker circuitBreaker) {
        return new Protections(
                bulkhead, Option.some(Objects.requireNonNull(circuitBreaker, "circuitBreaker")), limiter, pause);
    }

    /**
     * Returns these protections with a rate limiter. An exchange that would have to wait beyond its timeout is held
     * back at once.
     */
    public Protections rateLimiter(RateLimiter rateLimiter) {
        return new Protections(
                bulkhead, breaker, Option.some(Objects.requireNonNull(rateLimiter, "rateLimiter")), pause);
    }

    /** Returns these protections, waiting for the rate limiter in another way. */
    public Protections pausingBy(Pause pause) {
        return new Protections(bulkhead, breaker, limiter, Objects.requireNonNull(pause, "pause"));
    }

    /** Returns a transport whose exchanges pass these protections. */
    public UserActionTransport of(UserActionTransport transport) {
        return new ProtectedTransport(Objects.requireNonNull(transport, "transport"), gate());
    }

    /** Returns an executor whose calls pass these protections. */
    public ActionExecutor of(ActionExecutor executor) {
        return new ProtectedExecutor(Objects.requireNonNull(executor, "executor"), gate());
    }

    /** Put together from the inside, so the last to be passed comes first. */
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
