package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Derives keys from passwords until the thread is interrupted. Providers derive for seconds if the cost is high, and
 * ignore interrupts. So what takes longer than some milliseconds is done by a daemon thread of its own. When the
 * waiting thread is interrupted, that thread goes on within the {@link KeyDerivationLimits} and overwrites its result.
 */
final class InterruptibleDerivation {

    private InterruptibleDerivation() {}

    /**
     * Derives 32 bytes from a password in UTF-8. The caller overwrites both.
     *
     * @throws Interrupted if this thread was or is interrupted, as it stays
     */
    static byte[] key(KeyDerivation derivation, char[] password, Provider provider) throws GeneralSecurityException {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
        if (derivation.isQuick()) {
            return derivation.key(password, provider);
        }
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        char[] copy = password.clone();
        Thread thread = new Thread(() -> derive(derivation, copy, provider, result), "key-derivation");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (InterruptedException noLongerWanted) {
            result.cancel(false);
            // Runs at once if the key was made before the result was cancelled, and never otherwise.
            result.thenAccept(InterruptibleDerivation::overwrite);
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new Interrupted();
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    private static void derive(
            KeyDerivation derivation, char[] password, Provider provider, CompletableFuture<byte[]> result) {
        try {
            byte[] key;
            try {
                key = derivation.key(password, provider);
            } finally {
                Arrays.fill(password, '\0');
            }
            if (!result.complete(key)) {
                overwrite(key);
            }
        } catch (Exception | Error failed) {
            result.completeExceptionally(failed);
        }
    }

    private static void overwrite(byte[] key) {
        Arrays.fill(key, (byte) 0);
    }

    private static GeneralSecurityException rethrown(Throwable failed) {
        if (failed instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        return (GeneralSecurityException) failed;
    }

    /** The thread was interrupted before a key was derived. */
    static final class Interrupted extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted");
        }
    }
}
