package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;

import java.nio.file.Path;

/** The messages of token refusals. Text that others chose is shown bounded and escaped. */
final class TokenRefusalText {

    private TokenRefusalText() {}

    static String of(TokenRefusal refusal) {
        return switch (refusal.kind()) {
            case LIBRARY_NOT_FOUND -> "there is no file " + shown(((TokenRefusal.LibraryNotFound) refusal).library())
                    + ". Give the path of the PKCS#11 library of your token's vendor.";
            case LIBRARY_NOT_USABLE -> of((TokenRefusal.LibraryNotUsable) refusal);
            case SUPPORT_MISSING -> ((TokenRefusal.SupportMissing) refusal).support().message();
            case NO_SUCH_TOKEN -> of((TokenRefusal.NoSuchToken) refusal);
            case SEVERAL_TOKENS -> of((TokenRefusal.SeveralTokens) refusal);
            case TOKEN_ABSENT -> "the token is not in its slot, or was never initialised ("
                    + ((TokenRefusal.TokenAbsent) refusal).returnValue() + "). Insert it, then try again.";
            case TOKEN_UNUSABLE -> "the token cannot be used (" + ((TokenRefusal.TokenUnusable) refusal).returnValue()
                    + "). Check the device and its connection, then try again.";
            case PIN_PAD -> "the token takes its PIN on a PIN pad of its own (CKF_PROTECTED_AUTHENTICATION_PATH), and "
                    + "SunPKCS11 cannot control when it asks. Use a token that is given its PIN, or a SigningKey of "
                    + "your own.";
            case WRONG_PIN -> "the PIN is not that of this token. It is not tried again here, since a few wrong ones "
                    + "lock the token: find out the right one, then open the token anew.";
            case PIN_LOCKED -> "the token is locked after too many wrong PINs. Have its security officer set a new "
                    + "one, then open it anew.";
            case NO_PIN -> "the token needs its PIN: " + ((TokenRefusal.NoPin) refusal).reason()
                    + ". Check where the PIN comes from; nothing was tried.";
            case LOGIN_REFUSED -> "the token refused the login (" + ((TokenRefusal.LoginRefused) refusal).returnValue()
                    + "). Have that set right, then open the token anew.";
            case SESSION_LOST -> "the session with the token was lost, and opening it once more did not help ("
                    + ((TokenRefusal.SessionLost) refusal).returnValue()
                    + "). Look for what else in this process uses the library, then try again.";
            case TOKEN_CLOSED -> "this token was closed. Open it anew to sign with its keys.";
            case KEYS_UNREADABLE -> "the keys on the token cannot be listed ("
                    + ((TokenRefusal.KeysUnreadable) refusal).returnValue() + "). SunPKCS11 lists nothing if two "
                    + "secret keys on the token share a label, or a certificate is damaged; set that right.";
            case NO_SUCH_KEY -> of((TokenRefusal.NoSuchKey) refusal);
            case KEY_WITHOUT_CERTIFICATE -> "the private key with "
                    + ((TokenRefusal.KeyWithoutCertificate) refusal).wanted() + " has no certificate beside it, "
                    + "without which SunPKCS11 shows none. Store one for its public key with the same CKA_ID; who "
                    + "signed it does not matter.";
            case SEVERAL_KEYS -> "the token has several private keys for "
                    + ((TokenRefusal.SeveralKeys) refusal).wanted()
                    + ". Name one by what it does not share, or give each a label and an id of its own.";
            case KEY_NOT_FIT -> ((TokenRefusal.KeyNotFit) refusal).refusal().message();
            case KEY_MAY_NOT_SIGN -> "the token does not sign with this key ("
                    + ((TokenRefusal.KeyMayNotSign) refusal).returnValue()
                    + "). Use one whose CKA_SIGN is true, and whose certificate is its own.";
            case SCHEME_NOT_OFFERED -> of((TokenRefusal.SchemeNotOffered) refusal);
        };
    }

    private static String of(TokenRefusal.LibraryNotUsable refusal) {
        return shown(refusal.library()) + " cannot be used as a PKCS#11 library (" + refusal.reason()
                + "). Give your vendor's library for this processor and operating system.";
    }

    private static String of(TokenRefusal.NoSuchToken refusal) {
        return "the PKCS#11 library knows no " + refusal.wanted()
                + (refusal.present().isEmpty() ? "" : ", but " + CryptokiText.quoted(refusal.present()))
                + ". Name one that is there, or insert it.";
    }

    private static String of(TokenRefusal.SeveralTokens refusal) {
        return "the tokens in the slots " + OneLine.ofAll(refusal.slots(), "none") + " are all labelled \""
                + OneLine.of(refusal.label()) + "\". Name the slot.";
    }

    private static String of(TokenRefusal.NoSuchKey refusal) {
        return "the token shows no private key with " + refusal.wanted() + (refusal.present().isEmpty()
                ? ", and no other"
                : ", but with label " + CryptokiText.quoted(refusal.present()))
                + ". Name one of those; a key is shown only if a certificate with the same CKA_ID is beside it.";
    }

    private static String of(TokenRefusal.SchemeNotOffered refusal) {
        return "the SunPKCS11 of this Java offers no " + refusal.scheme().joseName()
                + " with this token. Use a key for ECDSA or RSA" + (refusal.scheme() == SignatureScheme.EDDSA
                ? "; Ed25519 on a token needs a SigningKey of your own." : ".");
    }

    private static String shown(Path path) {
        return OneLine.of(path.toString(), OneLine.LONGEST_MESSAGE);
    }
}
