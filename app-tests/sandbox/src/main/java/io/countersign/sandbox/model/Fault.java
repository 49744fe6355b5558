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
 * Something that goes wrong now and then: {@code FaultKind.SLOW.withProbability(0.1).lasting(Duration.ofSeconds(2))
 * .on(Exchange.CALL)}. Immutable, and valid: the constructor throws an {@link IllegalArgumentException} that names all
 * that is wrong.
 *
 * @param kind what happens
 * @param probability of any one exchange to meet it, above 0 and up to 1
 * @param exchange the only exchange that it happens to; to all of them if there is none
 * @param time how long it takes, more than nothing and up to a day, instead of {@link FaultKind#usualTime()}; only for
 *     kinds that have one, and in whole seconds for {@link FaultKind#TOO_MANY_REQUESTS}
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

    /** A fault of that kind, or all that is wrong with it; the violations' field is the kind's label. */
    public static Validation<Seq<Violation>, Fault> of(
            FaultKind kind, double probability, Option<Exchange> exchange, Option<Duration> time) {
        Seq<Violation> violations = violations(kind, probability, exchange, time);
        return violations.isEmpty()
                ? Validation.valid(new Fault(kind, probability, exchange, time))
                : Validation.invalid(violations);
    }

    /**
     * The same, for that exchange alone.
     *
     * @throws IllegalArgumentException if it never happens to that exchange
     */
    public Fault on(Exchange only) {
        return new Fault(kind, probability, Option.some(Objects.requireNonNull(only, "only")), time);
    }

    /**
     * The same, taking that time.
     *
     * @throws IllegalArgumentException if the kind takes no time, or not this one
     */
    public Fault lasting(Duration duration) {
        return new Fault(kind, probability, exchange, Option.some(Objects.requireNonNull(duration, "duration")));
    }

    boolean happensTo(Exchange other) {
        return kind.happensTo(other) && exchange.forAll(other::equals);
    }

    public Duration timeTaken() {
        return time.orElse(kind.usualTime()).getOrElse(Duration.ZERO);
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
        if (kind.usualTime().isEmpty()) {
            return Option.some("takes no time");
        } else if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            return Option.some("must take more than no time and up to a day");
        }
        return Option.when(kind == FaultKind.TOO_MANY_REQUESTS && time.toNanosPart() + time.toMillisPart() != 0,
                "must take whole seconds, since Retry-After does");
    }

    /** As the command line writes it: {@code slow=2s@call:0.1}. */
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
