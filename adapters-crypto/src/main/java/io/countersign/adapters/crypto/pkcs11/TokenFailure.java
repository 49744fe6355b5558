package io.countersign.adapters.crypto.pkcs11;

import io.countersign.ports.failure.SigningFailure;

/** Translates the refusal of a token whose key was found before into a failure of a signature. */
final class TokenFailure {

    private TokenFailure() {}

    static SigningFailure of(TokenRefusal refusal) {
        String message = refusal.message();
        return switch (refusal.kind()) {
            case LIBRARY_NOT_FOUND, LIBRARY_NOT_USABLE, SEVERAL_TOKENS -> new SigningFailure.KeyUnreachable(message);
            // TOKEN_UNUSABLE: it could be opened before, and now it cannot.
            case NO_SUCH_TOKEN, TOKEN_ABSENT, TOKEN_UNUSABLE -> new SigningFailure.DeviceRemoved(message);
            case SUPPORT_MISSING, PIN_PAD, LOGIN_REFUSED, TOKEN_CLOSED -> new SigningFailure.KeyUnusable(message);
            case WRONG_PIN -> new SigningFailure.WrongPin(message);
            case PIN_LOCKED -> new SigningFailure.PinLocked(message);
            case NO_PIN -> new SigningFailure.NotConfirmed(message);
            case SESSION_LOST -> new SigningFailure.SessionLost(message);
        };
    }

    static SigningFailure of(TokenKeyRefusal refusal) {
        if (refusal instanceof TokenKeyRefusal.TokenRefused ofToken) {
            return ofToken.refusal().kind() == TokenRefusal.Kind.TOKEN_UNUSABLE
                    ? new SigningFailure.KeyUnreachable(refusal.message())
                    : of(ofToken.refusal());
        }
        return new SigningFailure.KeyUnusable(refusal.message());
    }
}
