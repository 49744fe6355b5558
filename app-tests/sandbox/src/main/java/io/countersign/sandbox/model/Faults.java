package io.countersign.sandbox.model;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The faults that a sandbox injects. An exchange meets one of those that can happen to it, or none. Immutable and
 * valid: the probabilities add up to at most 1 for every exchange.
 */
public final class Faults {

    private static final Pattern ONE = Pattern.compile("([^=@:]*)(?:=([^@:]*))?(?:@([^:]*))?(?::(.*))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern NUMBER = Pattern.compile("\\d{0,9}\\.?\\d{1,18}(?:[eE]-?\\d{1,2})?");
    private static final double ROUNDING = 1e-9;

    private static final Faults NONE = new Faults(List.empty());

    private final List<Fault> all;

    private Faults(List<Fault> all) {
        this.all = all;
    }

    /**
     * Returns an empty set of faults.
     *
     * @return no faults
     */
    public static Faults none() {
        return NONE;
    }

    /**
     * Returns a set of faults.
     *
     * @param faults the faults
     * @return the set, or a violation for each exchange whose probabilities add up to more than 1; its field is the
     *     exchange
     */
    public static Validation<Seq<Violation>, Faults> of(Iterable<Fault> faults) {
        List<Fault> all = List.ofAll(faults);
        Seq<Violation> violations = List.of(Exchange.values())
                .filter(exchange -> sum(all.filter(fault -> fault.happensTo(exchange))) > 1 + ROUNDING)
                .map(exchange -> new Violation(
                        exchange.label(), "must not have faults of more than 1 in probability together"));
        return violations.isEmpty() ? Validation.valid(new Faults(all)) : Validation.invalid(violations);
    }

    /**
     * Parses faults from a text: {@code KIND[=TIME][@EXCHANGE]:PROBABILITY} each, separated by commas, as in {@code
     * 429:0.2,reset:0.05,slow=2s@call:0.1}. Kinds and exchanges are given by their labels, a time as a whole number
     * with {@code ms}, {@code s} or {@code m}.
     *
     * @param text the text
     * @return the faults, or all violations; a violation's field is the label of the kind, or the number of the fault
     *     ({@code fault 2}) if it has none
     */
    public static Validation<Seq<Violation>, Faults> of(String text) {
        Objects.requireNonNull(text, "text");
        Seq<Validation<Seq<Violation>, Fault>> each = List.of(text.split(",", -1))
                .zipWithIndex((one, index) -> parse(one.strip(), "fault " + (index + 1)));
        Seq<Violation> violations = each.filter(Validation::isInvalid).flatMap(Validation::getError);
        return violations.isEmpty() ? of(each.map(Validation::get)) : Validation.invalid(violations);
    }

    /**
     * Parses faults from a text, as {@link #of(String)} does.
     *
     * @param text the text
     * @return the faults
     * @throws InvalidValueException if the text is invalid
     */
    public static Faults ofOrThrow(String text) {
        return InvalidValueException.valueOrThrow(of(text));
    }

    private static Validation<Seq<Violation>, Fault> parse(String text, String number) {
        Matcher parts = ONE.matcher(text);
        if (!parts.matches()) {
            return new Violation(number, "must be one line").asInvalid();
        }
        Option<FaultKind> kind = FaultKind.ofLabel(parts.group(1));
        String field = kind.map(FaultKind::label).getOrElse(number);
        return Validation.combine(
                        kind.toValidation(new Violation(field, "must begin with a kind of fault")),
                        Option.of(parts.group(4)).flatMap(Faults::probability)
                                .toValidation(new Violation(field, "must end with its probability, such as :0.1")),
                        optional(parts.group(3), Exchange::ofLabel, new Violation(field,
                                "must be @ one of " + List.of(Exchange.values()).map(Exchange::label).mkString(", "))),
                        optional(parts.group(2), Faults::time, new Violation(field,
                                "must have its time in ms, s or m, such as =2s")))
                .ap(Fault::of)
                .flatMap(fault -> fault);
    }

    private static <T> Validation<Violation, Option<T>> optional(
            @Nullable String part, Function<String, Option<T>> read, Violation otherwise) {
        return part == null
                ? Validation.valid(Option.none())
                : read.apply(part).map(Option::some).toValidation(otherwise);
    }

    private static Option<Double> probability(String text) {
        return Option.when(NUMBER.matcher(text).matches(), () -> Double.valueOf(text));
    }

    private static Option<Duration> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Option.none();
        }
        long count = Long.parseLong(time.group(1));
        return Option.some(switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        });
    }

    private static double sum(List<Fault> faults) {
        return faults.map(Fault::probability).sum().doubleValue();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    public List<Fault> thatHappenTo(Exchange exchange) {
        return all.filter(fault -> fault.happensTo(exchange));
    }

    /** Returns the text that {@link #of(String)} reads. */
    @Override
    public String toString() {
        return all.mkString(",");
    }
}
