package io.countersign.sandbox.model;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * A fault that the sandbox injects at random: {@code
 * FaultKind.SLOW.withProbability(0.1).lasting(Duration.ofSeconds(2)).on(Exchange.CALL)}. Immutable and valid: the
 * constructor throws an {@link IllegalArgumentException} that names all violations.
 *
 * @param kind the kind of fault
 * @param probability the probability that an exchange meets it, above 0 and at most 1
 * @param exchange the only exchange that it applies to; if empty, all
 * @param time how long it takes, above 0 and at most a day, instead of {@link FaultKind#defaultTime()}; only for kinds
 *     that have one, and in whole seconds for {@link FaultKind#TOO_MANY_REQUESTS}
 */
public record Fault(FaultKind kind, double probability, Option<Exchange> exchange, Option<Duration> time) {

    private static final Duration LONGEST = Duration.ofDays(1);

    public Fault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(time, "time");
        Seq<Violation> violations = violations(kind, probability, exchange, time);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(Violation.describe(violations));
        }
    }

    /** Returns a fault, or all violations. The violations' field is the kind's label. */
    public static Validation<Seq<Violation>, Fault> of(
            FaultKind kind, double probability, Option<Exchange> exchange, Option<Duration> time) {
        Seq<Violation> violations = violations(kind, probability, exchange, time);
        return violations.isEmpty()
                ? Validation.valid(new Fault(kind, probability, exchange, time))
                : Validation.invalid(violations);
    }

    /**
     * Returns a copy that applies to one exchange only.
     *
     * @param only the exchange
     * @return the changed copy
     * @throws IllegalArgumentException if this kind of fault cannot happen to that exchange
     */
    public Fault on(Exchange only) {
        return new Fault(kind, probability, Option.some(Objects.requireNonNull(only, "only")), time);
    }

    /**
     * Returns a copy that takes the given time.
     *
     * @param duration the time
     * @return the changed copy
     * @throws IllegalArgumentException if this kind of fault takes no time, or not that much
     */
    public Fault lasting(Duration duration) {
        return new Fault(kind, probability, exchange, Option.some(Objects.requireNonNull(duration, "duration")));
    }

    boolean happensTo(Exchange other) {
        return kind.happensTo(other) && exchange.forAll(other::equals);
    }

    /**
     * Returns the time that this fault takes: its own or the kind's default.
     *
     * @return the time; zero if time has no part in this kind of fault
     */
    public Duration timeTaken() {
        return time.orElse(kind.defaultTime()).getOrElse(Duration.ZERO);
    }

    private static Seq<Violation> violations(
            FaultKind kind, double probability, Option<Exchange> exchange, Option<Duration> time) {
        return List.of(
                Option.when(!(probability > 0 && probability <= 1), "must have a probability above 0 and up to 1"),
                exchange.filter(only -> !kind.happensTo(only)).map(never -> "happens to calls alone"),
                time.flatMap(given -> objection(kind, given)))
                .flatMap(objection -> objection)
                .map(objection -> new Violation(kind.label(), objection));
    }

    private static Option<String> objection(FaultKind kind, Duration time) {
        if (kind.defaultTime().isEmpty()) {
            return Option.some("takes no time");
        } else if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            return Option.some("must take more than no time and up to a day");
        }
        return Option.when(kind == FaultKind.TOO_MANY_REQUESTS && time.toNanosPart() + time.toMillisPart() != 0,
                "must take whole seconds, since Retry-After does");
    }

    /** Returns this fault as the command line writes it: {@code slow=2s@call:0.1}. */
    @Override
    public String toString() {
        return kind.label()
                + time.map(given -> "=" + written(given)).getOrElse("")
                + exchange.map(only -> "@" + only.label()).getOrElse("")
                + ":" + new BigDecimal(Double.toString(probability)).toPlainString();
    }

    private static String written(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
