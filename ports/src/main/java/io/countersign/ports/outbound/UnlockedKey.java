package io.countersign.ports.outbound;

/**
 * A decrypted private key. Whoever asked for it closes it, which wipes it; then it signs no more.
 */
public interface UnlockedKey extends SigningKey, AutoCloseable {

    /**
     * Wipes the key. Closing again does nothing. If this throws, the key may not be wiped: its signature is not used,
     * and the user action fails because an adapter broke its contract.
     */
    @Override
    void close();
}
