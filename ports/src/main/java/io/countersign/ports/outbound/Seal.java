package io.countersign.ports.outbound;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.SealFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * Encrypts and authenticates a text for one purpose, one user and a limited time, so that it can be handed to a browser
 * or another place that is not trusted.
 *
 * <p>Purpose and user are authenticated together with the text: what was sealed for one purpose never opens for
 * another, even under the same keys.
 *
 * <p>Implementations are safe for use by several threads and throw nothing. The sealed text consists of
 * characters that a form field, a header or a URL carries as they are; it is longer than the text, and may be too long
 * for a cookie.
 */
public interface Seal {

    /**
     * Seals a text. It opens for that purpose and that user alone, and for a limited time.
     *
     * @param text the text to seal
     * @param purpose the use of the sealed text
     * @param user the application's own stable name of the signed-in user
     * @return the sealed text, or the failure
     */
    Either<SealFailure, String> seal(String text, Purpose purpose, String user);

    /**
     * Opens a sealed text.
     *
     * @param sealed the text exactly as {@link #seal} returned it
     * @param purpose the purpose that it was sealed for
     * @param user the user that it was sealed for
     * @return the text that was sealed, or the failure
     */
    Either<SealFailure, String> open(String sealed, Purpose purpose, String user);

    /**
     * Names the use that a sealed text is made for. A text opens for the purpose that it was sealed for and for no
     * other, so an application can use one {@code Seal}, with one set of keys, for several kinds of text. Immutable,
     * equal by name.
     *
     * @param name 1 to 64 of a-z, 0-9, dot and hyphen
     */
    record Purpose(String name) {

        /** The purpose of a sealed pending user action. Applications choose other names for texts of their own. */
        public static final Purpose PENDING_USER_ACTION = new Purpose("countersign.pending-user-action");

        private static final String RULE = "must be 1 to 64 of a-z, 0-9, dot and hyphen";

        /**
         * Creates a purpose.
         *
         * @throws IllegalArgumentException if the name is not 1 to 64 of a-z, 0-9, dot and hyphen
         */
        public Purpose {
            if (!isName(name)) {
                throw new IllegalArgumentException("purpose " + RULE);
            }
        }

        /**
         * Returns the purpose of a name, or the violation that it is not a name.
         *
         * @param name 1 to 64 of a-z, 0-9, dot and hyphen; it is not secret
         */
        public static Validation<Seq<Violation>, Purpose> of(String name) {
            return isName(name)
                    ? Validation.valid(new Purpose(name))
                    : new Violation("purpose", RULE).asInvalid();
        }

        private static boolean isName(String name) {
            return Objects.requireNonNull(name, "name").matches("[a-z0-9.-]{1,64}");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
