package io.countersign.adapters.crypto.password;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Derives keys from passwords until the thread is interrupted. Providers derive at one go, for seconds if the cost is
 * high, and look at no interrupt. So what takes longer than some milliseconds is done by a thread of its own, which is
 * left to itself when the one that waits for it is interrupted: it ends within the {@link KeyDerivationLimits}, wipes
 * what it made, and keeps no JVM from ending.
 */
final class InterruptibleDerivation {

    private InterruptibleDerivation() {}

    /**
     * Returns the 32 bytes that come of that password, in UTF-8. The caller wipes both.
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

    /** One derivation by a thread of its own, which has its own copy of the password. */
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
