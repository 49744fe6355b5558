package io.countersign.adapters.crypto.pkcs11;

import io.vavr.control.Either;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** One holder's use of a shared token, with its own supplier of the PIN, until it is released. */
final class TokenHold {

    private final SharedToken shared;
    private final TokenConnection connection;
    private final TokenLogin login;
    /** Reading: asking the token. Writing: releasing it, so that no signature is torn. */
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private volatile boolean released;
    private boolean left;

    private TokenHold(SharedToken shared, TokenConnection connection, TokenLogin login) {
        this.shared = shared;
        this.connection = connection;
        this.login = login;
    }

    static Either<TokenRefusal, TokenHold> of(SharedToken shared, TokenAccess access, TokenLogin login) {
        return shared.join(access, login).map(connection -> new TokenHold(shared, connection, login));
    }

    /** Calls {@link TokenConnection#ask}, unless this thread was asked for the PIN and has not answered yet. */
    <F, T> Either<F, T> ask(Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        if (shared.isAskingThisThread()) {
            return Either.left(notOpen.apply(SharedToken.askedByItsSupplier()));
        }
        use.readLock().lock();
        try {
            return released
                    ? Either.left(notOpen.apply(new TokenRefusal.TokenClosed()))
                    : connection.ask(login, question, isLost, notOpen);
        } finally {
            use.readLock().unlock();
            if (released) {
                leave();
            }
        }
    }

    /**
     * Waits for calls of other threads. The supplier of the PIN may release this, too; then it is left when the call
     * that wanted the PIN ends. No further call is made, and no PIN is asked for.
     */
    void release() {
        released = true;
        leave();
    }

    /**
     * Does not wait in a thread that is asked for the PIN, since the calls of others may be waiting for that PIN;
     * the last of them then does what is left to do.
     */
    private void leave() {
        if (use.getReadHoldCount() > 0) {
            return;
        }
        if (shared.isAskingThisThread()) {
            if (!use.writeLock().tryLock()) {
                return;
            }
        } else {
            use.writeLock().lock();
        }
        try {
            if (!left) {
                left = true;
                shared.leave(connection, login);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
