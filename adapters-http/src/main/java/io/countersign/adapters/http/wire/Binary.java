package io.countersign.adapters.http.wire;

import io.countersign.domain.credential.Octets;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requires bytes as base64url, or as base64, which some clients write instead; see {@link Octets#ofBase64}. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Binary.Check.class)
@interface Binary {

    /** Returns the smallest number of bytes. */
    int min();

    /** Returns the largest number of bytes. */
    int max();

    String message() default "must be {min} to {max} bytes as base64url";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Decodes what is not too long. */
    final class Check implements ConstraintValidator<Binary, String> {

        private int min;
        private int max;

        @Override
        public void initialize(Binary constraint) {
            min = constraint.min();
            max = constraint.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.length() / 4 <= max && Octets.ofBase64("", text).toOption()
                    .exists(octets -> octets.length() >= min && octets.length() <= max);
        }
    }
}
