package io.countersign.adapters.crypto.pkcs11;

import io.countersign.ports.failure.SigningFailure;

/** Translates the refusal of a token whose key was found before into a failure of a signature. */
final class TokenFailure {

    private TokenFailure() {}

    static SigningFailure of(TokenRefusal refusal) {
        String message = refusal.message();
        return switch (refusal.kind()) {
            case LIBRARY_NOT_FOUND, LIBRARY_NOT_USABLE, SEVERAL_TOKENS -> SigningFailure.keyUnreachable(message);
            // TOKEN_UNUSABLE: it could be opened before, and now it cannot.
            case NO_SUCH_TOKEN, TOKEN_ABSENT, TOKEN_UNUSABLE -> SigningFailure.deviceRemoved(message);
            case SUPPORT_MISSING, PIN_PAD, LOGIN_REFUSED, TOKEN_CLOSED -> SigningFailure.keyUnusable(message);
            case WRONG_PIN -> SigningFailure.wrongPin(message);
            case PIN_LOCKED -> SigningFailure.pinLocked(message);
            case NO_PIN -> SigningFailure.notConfirmed(message);
            case SESSION_LOST -> SigningFailure.sessionLost(message);
        };
    }

    static SigningFailure of(TokenKeyRefusal refusal) {
        if (refusal instanceof TokenKeyRefusal.TokenRefused ofToken) {
            return ofToken.refusal().kind() == TokenRefusal.Kind.TOKEN_UNUSABLE
                    ? SigningFailure.keyUnreachable(refusal.message())
                    : of(ofToken.refusal());
        }
        return SigningFailure.keyUnusable(refusal.message());
    }
}
