package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A token that is open in this process. All holders share one connection. The login belongs to the process, so the last
 * holder ends it. SunPKCS11 closes sessions only with a logout, so a connection for each holder would use up those that
 * the token has.
 */
final class SharedToken {

    private static final ConcurrentMap<SunPkcs11.Place, SharedToken> BY_PLACE = new ConcurrentHashMap<>();

    private final OpeningTurn turn = new OpeningTurn();
    private @Nullable TokenConnection connection;
    private int holders;

    /** Returns the token at that place; the same object for the same place. */
    static SharedToken at(SunPkcs11.Place place) {
        return BY_PLACE.computeIfAbsent(place, first -> new SharedToken());
    }

    /** Returns a login with that supplier of the PIN. */
    TokenLogin login(Supplier<char @Nullable []> pin) {
        return new TokenLogin(pin, turn);
    }

    /** Returns the open connection, if it works, or opens a new one. */
    Either<TokenRefusal, TokenConnection> join(TokenAccess access, TokenLogin login) {
        if (turn.isTakenByThisThread()) {
            return Either.left(askedByItsSupplier());
        }
        turn.register(login);
        return turn.take(() -> joined(access, login)).peekLeft(refused -> turn.unregister(login));
    }

    private Either<TokenRefusal, TokenConnection> joined(TokenAccess access, TokenLogin login) {
        TokenConnection present = connection;
        return present == null
                ? TokenConnection.open(access, login, turn).peek(opened -> hold(opened, 1))
                : present.<TokenRefusal, OpenToken>ask(login, OpenToken::loggedIn,
                        refusal -> refusal.kind() == Kind.SESSION_LOST, Function.identity())
                        .map(open -> present)
                        .peek(working -> hold(present, holders + 1));
    }

    /** Returns true if this thread was asked for the PIN of this token and has not answered yet. */
    boolean isAskingThisThread() {
        return turn.isTakenByThisThread();
    }

    /** Refuses a call that would ask for the PIN again, without end. */
    static TokenRefusal askedByItsSupplier() {
        return TokenRefusal.of(Kind.NO_PIN,
                "what is asked for the PIN asks this very token for something, which needs the PIN");
    }

    /** Sets both, since the supplier of the PIN may have closed the last other use meanwhile. */
    private void hold(TokenConnection working, int byHowMany) {
        connection = working;
        holders = byHowMany;
    }

    /** Keeps a connection that cannot be ended, since other code made the login, for the next holder. */
    void leave(TokenConnection left, TokenLogin login) {
        turn.unregister(login);
        turn.take(() -> {
            if (left == connection) {
                holders--;
                connection = holders == 0 && left.end() ? null : left;
            }
            return left;
        });
    }
}
