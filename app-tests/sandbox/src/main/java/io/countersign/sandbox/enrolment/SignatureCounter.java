package io.countersign.sandbox.enrolment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a passkey signed, by its own account (WebAuthn Level 2 §6.1.1). Thread-safe: of any number of assertions
 * with one count, one is counted.
 */
public final class SignatureCounter {

    private final AtomicLong stored = new AtomicLong();

    public long value() {
        return stored.get();
    }

    /** Whether that count may follow (§7.2 step 21); if so, it is stored. A passkey that does not count always says 0. */
    public boolean advanceTo(long count) {
        if (count == 0 && stored.get() == 0) {
            return true;
        }
        return stored.getAndUpdate(last -> Math.max(last, count)) < count;
    }
}
