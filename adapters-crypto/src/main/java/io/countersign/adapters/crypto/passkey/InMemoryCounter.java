package io.countersign.adapters.crypto.passkey;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.concurrent.atomic.AtomicLong;

/** Counts up in memory. Does not wrap around: what comes after the maximum is for the passkey to refuse. */
final class InMemoryCounter implements SignatureCounter {

    private final AtomicLong next;

    InMemoryCounter(long first) {
        this.next = new AtomicLong(first);
    }

    @Override
    public Either<SigningFailure, Long> next() {
        return Either.right(next.getAndUpdate(count -> Math.min(count, MAXIMUM) + 1));
    }

    @Override
    public String toString() {
        return "InMemoryCounter[" + next + "]";
    }
}
