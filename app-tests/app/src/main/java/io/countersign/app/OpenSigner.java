package io.countersign.app;

import io.countersign.ports.outbound.CredentialSigner;

/**
 * A signer to be closed after use.
 *
 * @param signer the signer
 * @param forget wipes its key or its password
 */
record OpenSigner(CredentialSigner signer, Runnable forget) implements AutoCloseable {

    @Override
    public void close() {
        forget.run();
    }
}
