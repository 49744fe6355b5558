package io.countersign.ports.outbound;

import io.vavr.control.Either;

/**
 * Encrypts and authenticates a text for a while and for one user, so that it can pass through hands that are not
 * trusted, such as a browser.
 *
 * <p>Implementations are safe for use by several threads and throw nothing. The sealed text consists of
 * characters that a form field, a header or a URL carries as they are; it is longer than the text, and may be too long
 * for a cookie.
 */
public interface Seal {

    /**
     * The sealed text, which opens for that user alone and not for ever.
     *
     * @param text what is to be hidden
     * @param user whom it is for: the application's own stable name of the signed-in user
     */
    Either<SealFailure, String> seal(String text, String user);

    /** What was sealed for that user; or why it does not open. */
    Either<SealFailure, String> open(String sealed, String user);
}
