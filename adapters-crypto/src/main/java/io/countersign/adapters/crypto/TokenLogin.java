package io.countersign.adapters.crypto;

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
import javax.security.auth.login.LoginException;

/** Logs in to a token with the PIN that the supplier gives; once each time that it is told to, and never by itself. */
final class TokenLogin {

    private final Supplier<char @Nullable []> pin;

    TokenLogin(Supplier<char @Nullable []> pin) {
        this.pin = pin;
    }

    /** Whether the PIN was needed: not if this process is logged in already, or the token wants none. */
    Either<TokenRefusal, Boolean> into(AuthProvider provider) {
        PinRequest request = new PinRequest(pin);
        try {
            provider.setCallbackHandler(TokenLogin::refuse);
            provider.login(null, request);
            return Either.right(request.answered);
        } catch (LoginException | RuntimeException | AssertionError | LinkageError failed) {
            return Either.left(request.refusal.getOrElse(() -> refusal(failed, request.answered)));
        }
    }

    /**
     * Once the PIN was handed over, every failure that does not clearly say otherwise may have been counted as a wrong
     * PIN, so it ends the logins: {@link TokenRefusal.LoginRefused}.
     */
    private static TokenRefusal refusal(Throwable failed, boolean answered) {
        Pkcs11Fault fault = Pkcs11Fault.of(failed);
        boolean mayHaveCounted = answered && switch (fault.kind()) {
            case WRONG_PIN, PIN_LOCKED, ABSENT -> false;
            case LOST -> !fault.hasCode();
            case OTHER -> true;
        };
        return mayHaveCounted ? new TokenRefusal.LoginRefused(fault.code()) : fault.ofToken();
    }

    /** Whether this process is logged in; asks for no PIN. */
    static boolean isMade(AuthProvider provider) {
        try {
            provider.login(null, TokenLogin::refuse);
            return true;
        } catch (LoginException | RuntimeException | AssertionError | LinkageError notLoggedIn) {
            return false;
        }
    }

    /** For SunPKCS11's own ideas of when to log in: the PIN is handed over here alone. */
    private static void refuse(Callback[] callbacks) throws IOException {
        throw new IOException("no login is due");
    }

    /** Asks for the PIN if the provider does, and remembers how that went. Every array with the PIN is wiped. */
    private static final class PinRequest implements CallbackHandler {

        private final Supplier<char @Nullable []> pin;
        private boolean answered;
        private Option<TokenRefusal> refusal = Option.none();

        PinRequest(Supplier<char @Nullable []> pin) {
            this.pin = pin;
        }

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
            char[] given = given();
            try {
                if (!Password.isText(given)) {
                    throw refused("what was given is no Unicode text: it holds half of a surrogate pair");
                }
                char[] encoded = CryptokiText.encoded(given);
                request.setPassword(encoded);
                Arrays.fill(encoded, '\0');
                answered = true;
            } finally {
                Arrays.fill(given, '\0');
            }
        }

        private char[] given() throws IOException {
            char @Nullable [] given;
            try {
                given = pin.get();
            } catch (Exception | AssertionError | LinkageError noneGiven) {
                throw refused("asking for it failed (" + noneGiven.getClass().getName() + ")");
            }
            if (given == null || given.length == 0) {
                throw refused("none was given");
            }
            return given;
        }

        /** What a supplier throws may show the PIN, so it is not passed on. */
        private IOException refused(String why) {
            refusal = Option.some(new TokenRefusal.NoPin(why));
            return new IOException("no PIN");
        }
    }
}
