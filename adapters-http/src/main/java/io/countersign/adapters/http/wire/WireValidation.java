package io.countersign.adapters.http.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Validates messages. Violations name fields and never repeat values. */
public final class WireValidation {

    /** Hibernate Validator takes quadratic time for violations in lists: in longer ones it stops at the first. */
    private static final int MOST_ENTRIES = 100;

    private WireValidation() {
    }

    /** Returns the violations in a message; only the first one in a message with hundreds of entries in its lists. */
    public static Seq<Violation> violationsOf(Object message) {
        return PlainlyValid.is(message) ? List.empty() : violationsByBeanValidation(message);
    }

    static Seq<Violation> violationsByBeanValidation(Object message) {
        Validator validator =
                Listing.entriesIn(message) > MOST_ENTRIES ? BeanValidation.FINDING_ONE : BeanValidation.FINDING_ALL;
        return List.ofAll(validator.validate(message))
                .map(broken -> new Violation(broken.getPropertyPath().toString(), broken.getMessage()))
                .sortBy(Violation::toString);
    }

    /** Loaded when a message may be invalid: its start takes longer than an exchange. */
    private static final class BeanValidation {

        private static final Validator FINDING_ALL = validator(false);
        private static final Validator FINDING_ONE = validator(true);

        /** Returns a validator that interpolates messages without an expression language. */
        private static Validator validator(boolean findingOne) {
            return Validation.byProvider(HibernateValidator.class)
                    .configure()
                    .failFast(findingOne)
                    .defaultLocale(Locale.ENGLISH)
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator();
        }
    }

    /** Reads JSON. */
    @FunctionalInterface
    public interface Reading<T> {

        /** Returns the value; null if the JSON is. */
        @Nullable T read() throws JsonProcessingException;
    }

    /** Returns what is read if it is a JSON object; or the violations, which name members and repeat no values. */
    public static <T> Either<Seq<Violation>, T> read(Reading<T> reading) {
        try {
            T value = reading.read();
            return value == null
                    ? Either.left(List.of(new Violation("body", "must be a JSON object")))
                    : Either.right(value);
        } catch (JsonProcessingException unreadable) {
            return Either.left(violationsOf(unreadable));
        }
    }

    /** Returns the message that is read if it meets its constraints; or the violations. */
    public static <T> Either<Seq<Violation>, T> readValid(Reading<T> reading) {
        return read(reading).flatMap(message -> {
            Seq<Violation> violations = violationsOf(message);
            return violations.isEmpty() ? Either.right(message) : Either.left(violations);
        });
    }

    /** Returns the violations of a text that could not be read as a message. */
    public static Seq<Violation> violationsOf(JsonProcessingException unreadable) {
        if (unreadable instanceof StreamConstraintsException
                || unreadable.getCause() instanceof StreamConstraintsException) {
            return List.of(new Violation("body", "must not be nested deeper, nor have longer or more parts, than any "
                    + "such message"));
        }
        if (unreadable instanceof UnrecognizedPropertyException) {
            return List.of(new Violation("body", "must not hold members that are not known"));
        }
        if (unreadable instanceof JsonMappingException mismatch && !mismatch.getPath().isEmpty()) {
            return List.of(new Violation(pathOf(mismatch), "has the wrong type or a value that is not allowed"));
        }
        return unreadable instanceof JsonMappingException
                ? List.of(new Violation("body", "must be a JSON object of the expected shape"))
                : List.of(new Violation("body", "must be JSON"));
    }

    private static String pathOf(JsonMappingException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : mismatch.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
