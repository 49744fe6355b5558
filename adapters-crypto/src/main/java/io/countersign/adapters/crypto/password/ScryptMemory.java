package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;

/**
 * The memory that all of scrypt in this JVM may use at once. The limit of one derivation says nothing of ten that run
 * side by side, and who places the encrypted texts decides how many do.
 */
final class ScryptMemory {

    /** In KiB. First come, first served: a large derivation is not starved by small ones. */
    private static final int BUDGET = (int) (budget(Runtime.getRuntime().maxMemory()) >> 10);
    private static final Semaphore FREE = new Semaphore(BUDGET, true);

    private ScryptMemory() {}

    /** How many bytes scrypt may use, alone or all together, in a JVM that may use so many. */
    static long budget(long jvmMemory) {
        return Math.min(KeyDerivationLimits.MAXIMUM_SCRYPT_MEMORY, jvmMemory / 2);
    }

    /** Something that derives a key. */
    @FunctionalInterface
    interface Derivation {

        byte[] key() throws GeneralSecurityException;
    }

    /**
     * Returns what that derivation makes once so many bytes are free for it; it waits until they are.
     *
     * @throws InterruptibleDerivation.Interrupted if the thread is interrupted while it waits
     */
    static byte[] within(long bytes, Derivation derivation) throws GeneralSecurityException {
        int share = (int) Math.min(BUDGET, (bytes >> 10) + 1);
        try {
            FREE.acquire(share);
        } catch (InterruptedException noLongerWanted) {
            Thread.currentThread().interrupt();
            throw new InterruptibleDerivation.Interrupted();
        }
        try {
            return derivation.key();
        } catch (OutOfMemoryError heapIsFull) {
            // Of others' making, and over with the derivation: its memory is free again, and the JVM is whole.
            throw new Exhausted();
        } finally {
            FREE.release(share);
        }
    }

    /** There was not enough memory for this derivation now. */
    static final class Exhausted extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;

        private Exhausted() {
            super("not enough memory for scrypt now");
        }
    }
}
