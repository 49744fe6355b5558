package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.SignatureScheme;

/** The messages of token refusals: what is wrong, and what to do next. */
final class TokenRefusalText {

    private TokenRefusalText() {}

    static String of(TokenRefusal refusal) {
        String detail = detail(refusal, 0);
        String second = detail(refusal, 1);
        return switch (refusal.kind()) {
            case LIBRARY_NOT_FOUND -> "there is no file " + detail
                    + ". Give the path of the PKCS#11 library of your token's vendor.";
            case LIBRARY_NOT_USABLE -> detail + " cannot be used as a PKCS#11 library (" + second
                    + "). Give your vendor's library for this processor and operating system.";
            case SUPPORT_MISSING -> detail;
            case NO_SUCH_TOKEN -> "the PKCS#11 library knows no " + detail + (second.isEmpty() ? "" : ", but " + second)
                    + ". Name one that is there, or insert it.";
            case SEVERAL_TOKENS -> "the tokens in the slots " + second + " are all labelled \"" + detail
                    + "\". Name the slot.";
            case TOKEN_ABSENT -> "the token is not in its slot, or was never initialised (" + detail
                    + "). Insert it, then try again.";
            case TOKEN_UNUSABLE -> "the token cannot be used (" + detail
                    + "). Check the device and its connection, then try again.";
            case PIN_PAD -> "the token takes its PIN on a PIN pad of its own (CKF_PROTECTED_AUTHENTICATION_PATH), and "
                    + "SunPKCS11 cannot control when it asks. Use a token that is given its PIN, or a SigningKey of "
                    + "your own.";
            case WRONG_PIN -> "the PIN is not that of this token. It is not tried again here, since a few wrong ones "
                    + "lock the token: find out the right one, then open the token anew.";
            case PIN_LOCKED -> "the token is locked after too many wrong PINs. Have its security officer set a new "
                    + "one, then open it anew.";
            case NO_PIN -> "the token needs its PIN: " + detail
                    + ". Check where the PIN comes from; nothing was tried.";
            case LOGIN_REFUSED -> "the token refused the login (" + detail
                    + "). Have that set right, then open the token anew.";
            case SESSION_LOST -> "the session with the token was lost, and opening it once more did not help (" + detail
                    + "). Look for what else in this process uses the library, then try again.";
            case TOKEN_CLOSED -> "this token was closed. Open it anew to sign with its keys.";
            case KEYS_UNREADABLE -> "the keys on the token cannot be listed (" + detail + "). SunPKCS11 lists nothing "
                    + "if two secret keys on the token share a label, or a certificate is damaged; set that right.";
            case NO_SUCH_KEY -> "the token shows no private key with " + detail
                    + (second.isEmpty() ? ", and no other" : ", but with label " + second)
                    + ". Name one of those; a key is shown only if a certificate with the same CKA_ID is beside it.";
            case KEY_WITHOUT_CERTIFICATE -> "the private key with " + detail + " has no certificate beside it, without "
                    + "which SunPKCS11 shows none. Store one for its public key with the same CKA_ID; who signed it "
                    + "does not matter.";
            case SEVERAL_KEYS -> "the token has several private keys for " + detail
                    + ". Name one by what it does not share, or give each a label and an id of its own.";
            case KEY_NOT_FIT -> detail;
            case KEY_MAY_NOT_SIGN -> "the token does not sign with this key (" + detail
                    + "). Use one whose CKA_SIGN is true, and whose certificate is its own.";
            case SCHEME_NOT_OFFERED -> "the SunPKCS11 of this Java offers no " + detail + " with this token. Use a key "
                    + "for ECDSA or RSA" + (detail.equals(SignatureScheme.EDDSA.joseName())
                            ? "; Ed25519 on a token needs a SigningKey of your own." : ".");
        };
    }

    private static String detail(TokenRefusal refusal, int index) {
        return refusal.details().drop(index).getOrElse("");
    }
}
