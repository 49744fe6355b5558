package io.countersign.ports.outbound;

/**
 * A private key that is in the clear for as long as it is needed. Whoever asked for it closes it, which wipes it; then
 * it signs no more.
 */
public interface UnlockedKey extends SigningKey, AutoCloseable {

    /**
     * Forgets the key. Closing again does nothing. A key that throws here may not be wiped, of which nobody else would
     * hear: what it has signed is not used, and the user action ends as one whose adapter broke.
     */
    @Override
    void close();
}
