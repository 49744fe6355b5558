package io.countersign.ports.outbound;

import io.vavr.control.Either;

/**
 * Encrypts and authenticates a text for one purpose, for one user and for a while, so that it can pass through hands
 * that are not trusted, such as a browser.
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
     * Seals a text. It opens for that purpose and that user alone, and not for ever.
     *
     * @param text what is to be hidden
     * @param purpose what the sealed text is for
     * @param user whom it is for: the application's own stable name of the signed-in user
     * @return the sealed text, or why there is none
     */
    Either<SealFailure, String> seal(String text, SealPurpose purpose, String user);

    /**
     * Opens a sealed text.
     *
     * @param sealed the text exactly as {@link #seal} gave it out
     * @param purpose the purpose that it was sealed for
     * @param user the user that it was sealed for
     * @return the text that was sealed, or why it does not open
     */
    Either<SealFailure, String> open(String sealed, SealPurpose purpose, String user);
}
