package io.countersign.app;

import io.countersign.ports.outbound.CredentialSigner;

/**
 * A signer, and what is to be forgotten when it is no longer needed.
 *
 * @param signer signs
 * @param forget wipes its key or its password
 */
record OpenSigner(CredentialSigner signer, Runnable forget) implements AutoCloseable {

    @Override
    public void close() {
        forget.run();
    }
}
