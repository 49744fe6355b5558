package io.countersign.adapters.crypto.pkcs11;

import io.countersign.ports.failure.SigningFailure;

/** Translates the refusal of a token whose key was found before into a failure of a signature. */
final class TokenFailure {

    private TokenFailure() {}

    /** Returns the failure for a token that is not open. */
    static SigningFailure of(TokenRefusal refusal) {
        String message = refusal.message();
        return switch (refusal.kind()) {
            case LIBRARY_NOT_FOUND, LIBRARY_NOT_USABLE, SEVERAL_TOKENS -> SigningFailure.keyUnreachable(message);
            // TOKEN_UNUSABLE: it could be opened before, and now it cannot.
            case NO_SUCH_TOKEN, TOKEN_ABSENT, TOKEN_UNUSABLE -> SigningFailure.deviceRemoved(message);
            case WRONG_PIN -> SigningFailure.wrongPin(message);
            case PIN_LOCKED -> SigningFailure.pinLocked(message);
            case NO_PIN -> SigningFailure.notConfirmed(message);
            case SESSION_LOST -> SigningFailure.sessionLost(message);
            case SUPPORT_MISSING, PIN_PAD, LOGIN_REFUSED, TOKEN_CLOSED, KEYS_UNREADABLE, NO_SUCH_KEY,
                    KEY_WITHOUT_CERTIFICATE, SEVERAL_KEYS, KEY_NOT_FIT, KEY_MAY_NOT_SIGN, SCHEME_NOT_OFFERED ->
                    SigningFailure.keyUnusable(message);
        };
    }

    /** Returns the failure for a key that is not found again on an open token. */
    static SigningFailure ofSearch(TokenRefusal refusal) {
        return refusal.kind() == TokenRefusal.Kind.TOKEN_UNUSABLE
                ? SigningFailure.keyUnreachable(refusal.message())
                : of(refusal);
    }
}
