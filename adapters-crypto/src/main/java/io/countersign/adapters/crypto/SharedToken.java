package io.countersign.adapters.crypto;

import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A token that is open in this process: one connection, however many hold it. The login is the process's, so it is the
 * last one to leave who ends it. And since SunPKCS11 gives sessions back with a logout only, a connection for each
 * holder would use up those that the token has.
 */
final class SharedToken {

    private static final ConcurrentMap<SunPkcs11.Place, SharedToken> BY_PLACE = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TokenConnection connection;
    private int holders;

    /** The same for the same place. */
    static SharedToken at(SunPkcs11.Place place) {
        return BY_PLACE.computeIfAbsent(place, first -> new SharedToken());
    }

    /** The connection that there is, provided that it works; otherwise a new one. */
    Either<TokenRefusal, TokenConnection> join(TokenAccess access, TokenLogin login) {
        lock.lock();
        try {
            TokenConnection present = connection;
            return present == null || present.isFinal()
                    ? TokenConnection.open(access, login).peek(opened -> hold(opened, 1))
                    : present.<TokenRefusal, OpenToken>ask(login, OpenToken::loggedIn,
                            refusal -> refusal instanceof TokenRefusal.SessionLost, Function.identity())
                            .map(open -> present)
                            .peek(working -> hold(present, holders + 1));
        } finally {
            lock.unlock();
        }
    }

    /** Whoever gave the PIN meanwhile may have closed the last other use. */
    private void hold(TokenConnection working, int byHowMany) {
        connection = working;
        holders = byHowMany;
    }

    /** A connection that cannot be ended, since the login is somebody else's, is kept for whoever joins next. */
    void leave(TokenConnection left) {
        lock.lock();
        try {
            if (left == connection) {
                holders--;
                connection = holders == 0 && left.end() ? null : left;
            }
        } finally {
            lock.unlock();
        }
    }
}
