package io.countersign.adapters.http.wire;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.CorrelationId;
import io.vavr.control.Validation;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Function;

/** Requires a text that the domain accepts as a certain value. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = DomainText.Check.class)
@interface DomainText {

    /** The values, each with the rule of the domain. */
    enum Kind {
        ACTION_PATH(ActionPath::of), ACTION_PAYLOAD(ActionPayload::of), CORRELATION_ID(CorrelationId::of);

        private final Function<String, Validation<?, ?>> rule;

        Kind(Function<String, Validation<?, ?>> rule) {
            this.rule = rule;
        }
    }

    Kind value();

    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the domain. */
    final class Check implements ConstraintValidator<DomainText, String> {

        private Kind kind = Kind.ACTION_PATH;

        @Override
        public void initialize(DomainText constraint) {
            kind = constraint.value();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || kind.rule.apply(text).isValid();
        }
    }
}
