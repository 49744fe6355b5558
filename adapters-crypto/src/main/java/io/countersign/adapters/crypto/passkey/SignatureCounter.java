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
 * <p>The counters that this interface makes live in memory and start again with the process, which suits tests. A
 * machine that keeps a passkey <em>keeps its counter too</em>:
 *
 * <pre>{@code
 * SignatureCounter counter = () -> database.increment("passkey-counter");   // atomic, written before it returns
 * }</pre>
 *
 * <p>A passkey asks its counter for one count at a time, holding back other threads meanwhile, and refuses a count that
 * is not greater than the last one it saw. Assertions that several threads or processes make with one passkey may overtake
 * each other on their way to the relying party, which then refuses the one that is late: {@link #none} serves them better.
 * Several processes that do count must share what is behind their counters.
 */
@FunctionalInterface
public interface SignatureCounter {

    /** The greatest count: the field has 32 bits, unsigned. */
    long MAXIMUM = 0xFFFF_FFFFL;

    /**
     * The count of the signature that is about to be made, from 1 to {@link #MAXIMUM}; or why there is none, for
     * instance {@link SigningFailure.KeyUnreachable} if where it is kept cannot be reached. A count that was given away
     * is used up, whether or not the signature comes about.
     */
    Either<SigningFailure, Long> next();

    /** Counts 1, 2, 3, … in memory. */
    static SignatureCounter inMemory() {
        return new InMemoryCounter(1);
    }

    /** Counts from there, in memory; or the violation that it is not between 1 and {@link #MAXIMUM}. */
    static Validation<Seq<Violation>, SignatureCounter> inMemoryFrom(long first) {
        return first < 1 || first > MAXIMUM
                ? new Violation("signatureCounter", "must start between 1 and " + MAXIMUM).asInvalid()
                : Validation.valid(new InMemoryCounter(first));
    }

    /**
     * Does not count: always 0, which says so to relying parties (§6.1.1). For a passkey that several machines use at
     * once. Relying parties refuse it from a passkey that has counted before.
     */
    static SignatureCounter none() {
        return () -> Either.right(0L);
    }
}
