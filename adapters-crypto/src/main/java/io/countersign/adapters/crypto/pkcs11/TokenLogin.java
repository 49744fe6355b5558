package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.encoding.Password;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.adapters.crypto.provider.Thrown;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.AuthProvider;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * Logs in to a token with the PIN that one holder's supplier gives; once each time that it is told to, and never by
 * itself. Once the token has refused what the supplier gave, it is not asked again, and the holder is refused for good.
 */
final class TokenLogin {

    private final Supplier<char @Nullable []> pin;
    private final OpeningTurn turn;
    private volatile Option<TokenRefusal> ended = Option.none();

    TokenLogin(Supplier<char @Nullable []> pin, OpeningTurn turn) {
        this.pin = pin;
        this.turn = turn;
    }

    /** Returns why nothing is tried any more, if that is so. */
    Option<TokenRefusal> ended() {
        return ended;
    }

    void endIfWith(Supplier<char @Nullable []> supplier, TokenRefusal refusal) {
        if (supplier == pin) {
            ended = Option.some(refusal);
        }
    }

    /** Returns true if a refusal is about what the supplier gave, or did not give, and not about the token. */
    static boolean isOfPin(TokenRefusal refusal) {
        return isFinal(refusal) || refusal.kind() == Kind.NO_PIN;
    }

    /** Returns true if another attempt is ruled out, since tokens count wrong PINs. */
    private static boolean isFinal(TokenRefusal refusal) {
        return refusal.kind() == Kind.WRONG_PIN
                || refusal.kind() == Kind.PIN_LOCKED
                || refusal.kind() == Kind.LOGIN_REFUSED;
    }

    /**
     * Logs in. Returns whether the PIN was needed: not if this process is logged in already, or the token wants none.
     */
    Either<TokenRefusal, Boolean> into(AuthProvider provider) {
        PinRequest request = new PinRequest();
        try {
            provider.setCallbackHandler(TokenLogin::refuse);
            provider.login(null, request);
            return Either.right(request.answered);
        } catch (Exception | Error failed) {
            TokenRefusal refusal = request.refusal.getOrElse(() -> refusal(failed, request.answered));
            if (isFinal(refusal)) {
                ended = Option.some(refusal);
                turn.end(pin, request.given, refusal);
            }
            return Either.left(refusal);
        } finally {
            Arrays.fill(request.given, '\0');
        }
    }

    /**
     * Returns {@link Kind#LOGIN_REFUSED}, which ends the logins, for every failure after the PIN was handed over
     * that does not clearly say otherwise: the token may have counted it as a wrong PIN.
     */
    private static TokenRefusal refusal(Throwable failed, boolean answered) {
        Pkcs11Fault fault = Pkcs11Fault.of(failed);
        boolean mayHaveCounted = answered && switch (fault.kind()) {
            case WRONG_PIN, PIN_LOCKED, ABSENT -> false;
            case LOST -> !fault.hasCode();
            case OTHER -> true;
        };
        return mayHaveCounted ? TokenRefusal.of(Kind.LOGIN_REFUSED, fault.code()) : fault.ofToken();
    }

    /** Returns true if this process is logged in; asks for no PIN. */
    static boolean isMade(AuthProvider provider) {
        try {
            provider.login(null, TokenLogin::refuse);
            return true;
        } catch (Exception | Error notLoggedIn) {
            return false;
        }
    }

    /** Refuses logins that SunPKCS11 begins by itself: only this class hands over the PIN. */
    static void refuse(Callback[] callbacks) throws IOException {
        throw new IOException("no login is due");
    }

    /** Asks for the PIN if the provider does, and remembers how that went. Every array with the PIN is wiped. */
    private final class PinRequest implements CallbackHandler {

        private char[] given = {};
        private boolean answered;
        private Option<TokenRefusal> refusal = Option.none();

        @Override
        public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (!(callback instanceof PasswordCallback request)) {
                    throw new UnsupportedCallbackException(callback);
                }
                answer(request);
            }
        }

        private void answer(PasswordCallback request) throws IOException {
            if (ended.isDefined()) {
                throw refused(ended.get());
            }
            given = given();
            if (!Password.isText(given)) {
                throw refused(TokenRefusal.of(Kind.NO_PIN,
                        "what was given is no Unicode text: it holds half of a surrogate pair"));
            }
            Option<TokenRefusal> refusedMeanwhile = turn.refusalOf(given);
            if (refusedMeanwhile.isDefined()) {
                throw refused(refusedMeanwhile.get());
            }
            char[] encoded = CryptokiText.encoded(given);
            request.setPassword(encoded);
            Arrays.fill(encoded, '\0');
            answered = true;
        }

        private char[] given() throws IOException {
            char @Nullable [] fresh;
            try {
                fresh = pin.get();
            } catch (Exception | Error noneGiven) {
                Thrown.keepInterrupt(noneGiven);
                throw refused(TokenRefusal.of(Kind.NO_PIN, "asking for it failed (" + Thrown.typeOf(noneGiven) + ")"));
            }
            if (fresh == null || fresh.length == 0) {
                throw refused(TokenRefusal.of(Kind.NO_PIN, "none was given"));
            }
            return fresh;
        }

        /** Remembers the refusal. The exception of a supplier is not passed on, since it may show the PIN. */
        private IOException refused(TokenRefusal why) {
            refusal = Option.some(why);
            return new IOException("no PIN");
        }
    }
}
