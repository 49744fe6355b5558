package io.countersign.adapters.crypto.passkey;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Validation;

/**
 * Counts the signatures of a passkey (WebAuthn Level 2 §6.1.1), so that a relying party notices a copy of it: each
 * count must be greater than the one before, or the assertion is refused.
 *
 * <p>The counters of this interface live in memory and start again with the process, which suits tests. A machine that
 * keeps a passkey <em>keeps its counter too</em>, in a store that all its processes share:
 *
 * <pre>{@code
 * SignatureCounter counter = () -> database.increment("passkey-counter");   // atomic, written before it returns
 * }</pre>
 *
 * <p>A passkey asks its counter for one count at a time, while other threads wait, and refuses a count that is not
 * greater than the last one. Assertions of several threads or processes with one passkey may arrive out of order, and
 * the relying party refuses the late one: {@link #none} serves them better.
 */
@FunctionalInterface
public interface SignatureCounter {

    /** The greatest count: the field has 32 bits, unsigned. */
    long MAXIMUM = 0xFFFF_FFFFL;

    /**
     * Returns the next count. A returned count is used up, whether or not the signature is made.
     *
     * @return 1 to {@link #MAXIMUM}, or why there is no count: {@link SigningFailure.Kind#KEY_UNREACHABLE}, for
     *     instance, if the store of the counter cannot be reached
     */
    Either<SigningFailure, Long> next();

    /** Returns a counter in memory: 1, 2, 3, … */
    static SignatureCounter inMemory() {
        return new InMemoryCounter(1);
    }

    /**
     * Returns a counter in memory.
     *
     * @param first the first count, 1 to {@link #MAXIMUM}
     * @return the counter, or the violation that the first count is out of range
     */
    static Validation<Seq<Violation>, SignatureCounter> inMemoryFrom(long first) {
        return first < 1 || first > MAXIMUM
                ? new Violation("signatureCounter", "must start between 1 and " + MAXIMUM).asInvalid()
                : Validation.valid(new InMemoryCounter(first));
    }

    /**
     * Returns a counter that always gives 0, which tells relying parties that there is no count (§6.1.1). It serves a
     * passkey that several machines use at once. Relying parties refuse it from a passkey that has counted before.
     */
    static SignatureCounter none() {
        return () -> Either.right(0L);
    }
}
