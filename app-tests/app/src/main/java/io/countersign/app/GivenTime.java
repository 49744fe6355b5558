package io.countersign.app;

import io.vavr.control.Either;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a duration on the command line: {@code 500ms}, {@code 30s}, {@code 2m}. */
final class GivenTime {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private GivenTime() {
    }

    static Either<Problem, Duration> of(String option, String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Either.left(Problem.wrongInput(option + " must be a time such as 30s, 500ms or 2m"));
        }
        long number = Long.parseLong(parts.group(1));
        return Either.right(switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        });
    }
}
