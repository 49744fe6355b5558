package io.countersign.adapters.crypto.pkcs11;

import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Function;

/**
 * The connection to a token that all its keys share. If it is lost it is opened again, once: threads that were waiting
 * meanwhile get the outcome of that attempt.
 */
final class TokenConnection {

    /**
     * An attempt to open the token.
     *
     * @param outcome the open token, or why there is none
     * @param last the token that was open last, whose login may still be made
     * @param login whose PIN was to open it
     */
    private record Opening(Either<TokenRefusal, OpenToken> outcome, OpenToken last, TokenLogin login) {

        Opening anew(TokenLogin with) {
            Either<TokenRefusal, OpenToken> again = last.anew(with);
            return new Opening(again, again.getOrElse(last), with);
        }

        /** Returns true if it is another's PIN that was refused or missing, which says nothing about one's own. */
        boolean failedForAnother(TokenLogin own) {
            return login != own && outcome.fold(TokenLogin::isOfPin, open -> false);
        }
    }

    private final OpeningTurn turn;
    private volatile Opening latest;

    private TokenConnection(OpenToken token, TokenLogin login, OpeningTurn turn) {
        this.turn = turn;
        this.latest = new Opening(Either.right(token), token, login);
    }

    static Either<TokenRefusal, TokenConnection> open(TokenAccess access, TokenLogin login, OpeningTurn turn) {
        return login.ended().<Either<TokenRefusal, OpenToken>>map(Either::left)
                .getOrElse(() -> OpenToken.of(access, login, Option.none()))
                .map(token -> new TokenConnection(token, login, turn));
    }

    /**
     * Returns the token's answer. If the session was lost, opens the token again and asks once more. A holder whose PIN
     * was refused gets that refusal, whoever else is logged in.
     *
     * @param login for opening it anew
     * @param isLost tells if a failure means that the session was lost
     * @param notOpen the failure for a token that is not open
     */
    <F, T> Either<F, T> ask(TokenLogin login, Function<OpenToken, Either<F, T>> question,
            Function<F, Boolean> isLost, Function<TokenRefusal, F> notOpen) {
        if (login.ended().isDefined()) {
            return Either.left(notOpen.apply(login.ended().get()));
        }
        Opening begun = latest;
        Either<F, T> answer = begun.outcome().mapLeft(notOpen).flatMap(question);
        boolean opensAnew = begun.outcome().isLeft() || answer.fold(isLost, given -> false);
        return opensAnew ? openedSince(begun, login).mapLeft(notOpen).flatMap(question) : answer;
    }

    private Either<TokenRefusal, OpenToken> openedSince(Opening begun, TokenLogin login) {
        return turn.take(() -> {
            if (login.ended().isDefined()) {
                return Either.left(login.ended().get());
            }
            if (latest == begun || latest.failedForAnother(login)) {
                latest = latest.anew(login);
            }
            return latest.outcome();
        });
    }

    /** Logs out if the login was made here. No call may follow. Returns whether nothing is left open. */
    boolean end() {
        return latest.last().logOut();
    }
}
