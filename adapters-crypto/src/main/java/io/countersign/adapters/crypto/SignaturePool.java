package io.countersign.adapters.crypto;

import org.jspecify.annotations.Nullable;

import java.security.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Initialised signatures between two messages. Handing the key over anew for each message costs a native provider as
 * much as signing. Each is lent to one thread at a time; nobody waits for one, and none belongs to a thread, of which
 * there may be very many.
 */
final class SignaturePool {

    /** A power of two, and more than threads that sign at the same instant. What does not fit is let go of. */
    private static final int PLACES =
            4 * Integer.highestOneBit(Math.min(Runtime.getRuntime().availableProcessors(), 64));

    private final AtomicReferenceArray<@Nullable Signature> places = new AtomicReferenceArray<>(PLACES);

    /** One that nobody else has; null if there is none. */
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

    /** It is free for its next message. Not for one that failed, of which nobody knows the state. */
    void giveBack(Signature free) {
        int start = start();
        for (int step = 0; step < PLACES; step++) {
            if (places.compareAndSet((start + step) & (PLACES - 1), null, free)) {
                return;
            }
        }
    }

    /** Lets go of all, and so of the key in them. */
    void clear() {
        for (int place = 0; place < PLACES; place++) {
            places.set(place, null);
        }
    }

    /** Threads begin their search apart. */
    private static int start() {
        return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 40) & (PLACES - 1);
    }
}
