package io.countersign.ports.outbound;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.PendingUserAction;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/**
 * Writes a pending user action as text and reads it back, so that it survives between two requests and two machines.
 *
 * <p>The text holds the secrets of the challenge: it is for storage that only the application reads, or to be sealed.
 * Implementations are safe for use by several threads and throw nothing.
 */
public interface PendingUserActionFormat {

    /**
     * Writes a pending action.
     *
     * @param pending the pending action
     * @return text from which {@link #read} makes an equal value
     */
    String write(PendingUserAction pending);

    /**
     * Reads a pending action.
     *
     * @param text the text, as {@link #write} returned it
     * @return the pending action, or everything that is wrong with the text; violations do not repeat its content
     */
    Either<Seq<Violation>, PendingUserAction> read(String text);
}
