package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;

/**
 * Bounds the memory that all derivations with scrypt in this JVM use at once. The limit of one derivation does not
 * bound ten at the same time, and whoever places the encrypted texts decides how many there are.
 */
final class ScryptMemory {

    /** In KiB. The semaphore is fair, so that small derivations do not starve a large one. */
    private static final int BUDGET = (int) (budget(Runtime.getRuntime().maxMemory()) >> 10);
    private static final Semaphore FREE = new Semaphore(BUDGET, true);

    private ScryptMemory() {}

    /** Returns the bytes that all scrypt together may use in a JVM with that much memory. */
    static long budget(long jvmMemory) {
        return Math.min(KeyDerivationLimits.MAXIMUM_SCRYPT_MEMORY, jvmMemory / 2);
    }

    /** A derivation of a key. */
    @FunctionalInterface
    interface Derivation {

        byte[] key() throws GeneralSecurityException;
    }

    /**
     * Waits until that many bytes are free, then derives the key.
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
            // The heap was full of other objects; the memory of the derivation is free again.
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
