package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** One holder's part in a shared token, with a supplier of the PIN of its own; until it is released. */
final class TokenHold {

    private final SharedToken shared;
    private final TokenConnection connection;
    private final TokenLogin login;
    /** Reading: asking the token. Writing: releasing it, so that no signature is torn. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean released;

    private TokenHold(SharedToken shared, TokenConnection connection, TokenLogin login) {
        this.shared = shared;
        this.connection = connection;
        this.login = login;
    }

    static Either<TokenRefusal, TokenHold> of(SharedToken shared, TokenAccess access, TokenLogin login) {
        return shared.join(access, login).map(connection -> new TokenHold(shared, connection, login));
    }

    /** As {@link TokenConnection#ask}. */
    <F, T> Either<F, T> ask(Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        use.readLock().lock();
        try {
            return released
                    ? Either.left(notOpen.apply(new TokenRefusal.TokenClosed()))
                    : connection.ask(login, question, isLost, notOpen);
        } finally {
            use.readLock().unlock();
        }
    }

    /** Waits for answers that are under way. Nothing is asked any more, and no PIN. */
    void release() {
        use.writeLock().lock();
        try {
            if (!released) {
                released = true;
                shared.leave(connection);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
