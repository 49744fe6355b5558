package io.countersign.adapters.crypto.passkey;

import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Passes on the counts of a counter as long as they increase, or are all 0 (none), and refuses any other. */
final class IncreasingCounter {

    private final SignatureCounter counter;
    /** Held while the counter is asked, too: or else two threads could ask in one order and be checked in the other. */
    private final Lock lock = new ReentrantLock();
    private long last;

    IncreasingCounter(SignatureCounter counter) {
        this.counter = counter;
    }

    Either<SigningFailure, Long> next() {
        lock.lock();
        try {
            return Objects.requireNonNull(counter.next(), "count").flatMap(this::accepted);
        } catch (Exception | Error failed) {
            Thrown.keepInterrupt(failed);
            return Either.left(SigningFailure.keyUnreachable("the passkey's signature counter failed ("
                    + Thrown.typeOf(failed)
                    + "). Check that where it is kept can be reached, then try again."));
        } finally {
            lock.unlock();
        }
    }

    private Either<SigningFailure, Long> accepted(Long count) {
        if (count > SignatureCounter.MAXIMUM) {
            return Either.left(SigningFailure.keyUnusable("the passkey's signature counter is used up at "
                    + SignatureCounter.MAXIMUM + ". Register a new passkey."));
        }
        if (count < 0 || count < last || count == last && last != 0) {
            return Either.left(SigningFailure.keyUnusable("the passkey's signature counter gave " + count
                    + " after " + last + ", and relying parties refuse a count that does not increase. Set the counter "
                    + "behind it to more than " + last + "."));
        }
        last = count;
        return Either.right(count);
    }
}
