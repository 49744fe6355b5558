package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.util.concurrent.locks.ReentrantLock;
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
     * @param last the token that was open last, whose login may still be made
     */
    private record Opening(Either<TokenRefusal, OpenToken> outcome, OpenToken last) {

        Opening anew(TokenLogin login) {
            Either<TokenRefusal, OpenToken> again = last.anew(login);
            return new Opening(again, again.getOrElse(last));
        }

        /** What trying once more must not do, since tokens count wrong PINs. */
        boolean isFinal() {
            return outcome.fold(refusal -> refusal instanceof TokenRefusal.WrongPin
                    || refusal instanceof TokenRefusal.PinLocked
                    || refusal instanceof TokenRefusal.LoginRefused, open -> false);
        }
    }

    private final ReentrantLock opening = new ReentrantLock();
    private volatile Opening latest;

    private TokenConnection(OpenToken token) {
        this.latest = new Opening(Either.right(token), token);
    }

    static Either<TokenRefusal, TokenConnection> open(TokenAccess access, TokenLogin login) {
        return OpenToken.of(access, login).map(TokenConnection::new);
    }

    /**
     * The token's answer; if it turns out that the session was lost, that of the token opened anew.
     *
     * @param login for opening it anew
     * @param isLost whether that failure says that the session was lost
     * @param notOpen the failure for a token that is not open
     */
    <F, T> Either<F, T> ask(TokenLogin login, Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        Opening begun = latest;
        Either<F, T> answer = begun.outcome().mapLeft(notOpen).flatMap(question);
        boolean opensAnew = !begun.isFinal()
                && (begun.outcome().isLeft() || answer.fold(isLost, given -> false));
        return opensAnew ? openedSince(begun, login).outcome().mapLeft(notOpen).flatMap(question) : answer;
    }

    private Opening openedSince(Opening begun, TokenLogin login) {
        opening.lock();
        try {
            if (latest == begun) {
                latest = begun.anew(login);
            }
            return latest;
        } finally {
            opening.unlock();
        }
    }

    /** Whether it has ended for good; then the token can still be opened with another connection. */
    boolean isFinal() {
        return latest.isFinal();
    }

    /** Logs out, if the login was made here; nobody may ask any more. Whether nothing is left open. */
    boolean end() {
        return latest.last().logOut();
    }
}
