package io.countersign.adapters.crypto;

import org.jspecify.annotations.Nullable;

import java.security.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A pool of initialised signatures, since initialising costs a native provider as much as signing. One thread at a time
 * has a signature. Done by hand, since the queues of the JDK either make threads wait for one lock or have no bound.
 */
final class SignaturePool {

    /** A power of two, above the number of threads that sign at once. A signature that finds no place is dropped. */
    private static final int PLACES =
            4 * Integer.highestOneBit(Math.min(Runtime.getRuntime().availableProcessors(), 64));

    private final AtomicReferenceArray<@Nullable Signature> places = new AtomicReferenceArray<>(PLACES);

    /** Takes a signature out of the pool; returns null if there is none. */
    @Nullable Signature take() {
        int start = start();
        for (int step = 0; step < PLACES; step++) {
            int place = (start + step) & (PLACES - 1);
            if (places.getPlain(place) != null) {
                Signature free = places.getAndSet(place, null);
                if (free != null) {
                    return free;
                }
            }
        }
        return null;
    }

    /** Returns a signature to the pool. Do not return one that failed: its state is unknown. */
    void giveBack(Signature free) {
        int start = start();
        for (int step = 0; step < PLACES; step++) {
            if (places.compareAndSet((start + step) & (PLACES - 1), null, free)) {
                return;
            }
        }
    }

    /** Drops all signatures, and with them the key. */
    void clear() {
        for (int place = 0; place < PLACES; place++) {
            places.set(place, null);
        }
    }

    /** Has threads begin their search at different places. */
    private static int start() {
        return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 40) & (PLACES - 1);
    }
}
