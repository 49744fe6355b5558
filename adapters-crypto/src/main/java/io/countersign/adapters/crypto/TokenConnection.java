package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The one connection to a token that all its keys share. Whoever finds it lost has it opened anew, once, and together:
 * those that were asking meanwhile get what came of it.
 */
final class TokenConnection {

    /**
     * What came of opening the token.
     *
     * @param outcome the open token, or why there is none
     */
    private record Opening(Either<TokenRefusal, OpenToken> outcome) {

        /** What opening it once more cannot change, or must not try. */
        boolean isFinal() {
            return outcome.fold(refusal -> refusal instanceof TokenRefusal.WrongPin
                    || refusal instanceof TokenRefusal.PinLocked
                    || refusal instanceof TokenRefusal.LoginRefused
                    || refusal instanceof TokenRefusal.TokenClosed, open -> false);
        }
    }

    private final TokenAccess access;
    private final TokenLogin login;
    /** Held while the token is opened or closed. */
    private final ReentrantLock opening = new ReentrantLock();
    /** Reading: asking the token. Writing: logging out, so that nobody's signature is torn. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private volatile Opening latest;

    private TokenConnection(TokenAccess access, TokenLogin login, OpenToken token) {
        this.access = access;
        this.login = login;
        this.latest = new Opening(Either.right(token));
    }

    static Either<TokenRefusal, TokenConnection> open(TokenAccess access, TokenLogin login) {
        return OpenToken.of(access, login, false).map(token -> new TokenConnection(access, login, token));
    }

    /**
     * The token's answer; if it turns out that the session was lost, that of the token opened anew.
     *
     * @param isLost whether that failure says so
     * @param notOpen the failure for a token that is not open
     */
    <F, T> Either<F, T> ask(Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        Opening begun = latest;
        Either<F, T> answer = answer(begun, question, notOpen);
        boolean opensAnew = !begun.isFinal()
                && (begun.outcome().isLeft() || answer.fold(isLost, given -> false));
        return opensAnew ? answer(openedSince(begun), question, notOpen) : answer;
    }

    private <F, T> Either<F, T> answer(
            Opening opened, Function<OpenToken, Either<F, T>> question, Function<TokenRefusal, F> notOpen) {
        use.readLock().lock();
        try {
            return opened.outcome().mapLeft(notOpen).flatMap(question);
        } finally {
            use.readLock().unlock();
        }
    }

    private Opening openedSince(Opening begun) {
        opening.lock();
        try {
            if (latest == begun) {
                latest = new Opening(OpenToken.of(access, login, true));
            }
            return latest;
        } finally {
            opening.unlock();
        }
    }

    /** Waits for answers that are under way, then logs out. Nothing is asked, and no PIN, any more. */
    void close() {
        opening.lock();
        try {
            Opening last = latest;
            latest = new Opening(Either.left(new TokenRefusal.TokenClosed()));
            use.writeLock().lock();
            try {
                last.outcome().forEach(OpenToken::logOut);
            } finally {
                use.writeLock().unlock();
            }
        } finally {
            opening.unlock();
        }
    }
}
