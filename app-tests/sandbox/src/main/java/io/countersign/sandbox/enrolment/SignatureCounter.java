package io.countersign.sandbox.enrolment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The signature counter of a passkey (WebAuthn Level 2 §6.1.1). Thread-safe: of any number of assertions with the same
 * count, one is accepted.
 */
public final class SignatureCounter {

    private final AtomicLong stored = new AtomicLong();

    public long value() {
        return stored.get();
    }

    /**
     * Accepts and stores a count if it may follow the last one (§7.2 step 21). A passkey without a counter always sends
     * 0.
     *
     * @return whether the count was accepted
     */
    public boolean advanceTo(long count) {
        if (count == 0 && stored.get() == 0) {
            return true;
        }
        return stored.getAndUpdate(last -> Math.max(last, count)) < count;
    }
}
