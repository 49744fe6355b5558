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

/** Requires bytes as canonical base64url (RFC 4648 §5, §3.5), as WebAuthn has it: no padding, unused bits zero. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Base64Url.Check.class)
@interface Base64Url {

    /** The smallest number of bytes. */
    int min();

    /** The largest number of bytes. */
    int max();

    String message() default "must be {min} to {max} bytes as base64url without padding";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Decodes, and encodes again. */
    final class Check implements ConstraintValidator<Base64Url, String> {

        private int min;
        private int max;

        @Override
        public void initialize(Base64Url constraint) {
            min = constraint.min();
            max = constraint.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.length() / 4 <= max && Octets.ofBase64Url("", text).toOption()
                    .exists(octets -> octets.length() >= min && octets.length() <= max
                            && octets.base64Url().equals(text));
        }
    }
}
