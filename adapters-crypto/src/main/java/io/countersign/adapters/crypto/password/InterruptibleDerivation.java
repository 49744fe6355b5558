package io.countersign.adapters.crypto.password;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

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
        return derivation.isQuick()
                ? derivation.key(password, provider)
                : new Work(derivation, password.clone(), provider).key();
    }

    /** A derivation by a thread of its own, with its own copy of the password. */
    private static final class Work {

        private static final byte[] NO_LONGER_WANTED = {};

        private final AtomicReference<byte @Nullable []> made = new AtomicReference<>();
        private final FutureTask<byte[]> task;

        Work(KeyDerivation derivation, char[] password, Provider provider) {
            task = new FutureTask<>(() -> {
                try {
                    byte[] key = derivation.key(password, provider);
                    if (!made.compareAndSet(null, key)) {
                        Arrays.fill(key, (byte) 0);
                    }
                    return key;
                } finally {
                    Arrays.fill(password, '\0');
                }
            });
        }

        byte[] key() throws GeneralSecurityException {
            Thread thread = new Thread(task, "key-derivation");
            thread.setDaemon(true);
            thread.start();
            try {
                return task.get();
            } catch (InterruptedException noLongerWanted) {
                byte[] key = made.getAndSet(NO_LONGER_WANTED);
                if (key != null) {
                    Arrays.fill(key, (byte) 0);
                }
                thread.interrupt();
                Thread.currentThread().interrupt();
                throw new Interrupted();
            } catch (ExecutionException failed) {
                throw rethrown(failed.getCause());
            }
        }

        private static GeneralSecurityException rethrown(Throwable cause) throws GeneralSecurityException {
            if (cause instanceof GeneralSecurityException refused) {
                throw refused;
            }
            if (cause instanceof RuntimeException refused) {
                throw refused;
            }
            if (cause instanceof Error refused) {
                throw refused;
            }
            return new GeneralSecurityException(cause);
        }
    }

    /** The thread was interrupted before a key was derived. */
    static final class Interrupted extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted");
        }
    }
}
