package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.provider.Thrown;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.security.Provider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;

/**
 * An error of a PKCS#11 token, or of SunPKCS11 on its behalf.
 *
 * @param code the return value (PKCS#11 v2.40 §5.1), such as {@code CKR_DEVICE_REMOVED}; where there is none, the type
 *     of what was thrown
 * @param kind the meaning for a session that worked before
 */
record Pkcs11Fault(String code, Kind kind) {

    enum Kind {
        /** The token is not there. */
        ABSENT,
        /** The session ended, or what was in it: the login, the handles, a signature that was begun. */
        LOST,
        WRONG_PIN,
        PIN_LOCKED,
        /** A new session would not help. */
        OTHER
    }

    /** A return value as SunPKCS11 writes it. No other text of an exception is passed on: it may hold anything. */
    private static final Pattern CODE = Pattern.compile("^(CKR_[A-Z0-9_]+|0x[0-9A-Fa-f]{8})");

    private static final Pattern OF_KEYS = Pattern.compile("^CKR_(KEY|MECHANISM|CURVE|TEMPLATE|ATTRIBUTE|ACTION)_");

    static Pkcs11Fault of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        return chain.flatMap(Pkcs11Fault::codeOf).headOption()
                .map(code -> new Pkcs11Fault(code, kindOf(code)))
                .getOrElse(() -> new Pkcs11Fault(Thrown.typeOf(chain.last()), kindWithoutCode(chain)));
    }

    /** Returns the refusal of a token that was to be used. */
    TokenRefusal ofToken() {
        return switch (kind) {
            case ABSENT -> TokenRefusal.of(TokenRefusal.Kind.TOKEN_ABSENT, code);
            case LOST -> TokenRefusal.of(TokenRefusal.Kind.SESSION_LOST, code);
            case WRONG_PIN -> TokenRefusal.of(TokenRefusal.Kind.WRONG_PIN);
            case PIN_LOCKED -> TokenRefusal.of(TokenRefusal.Kind.PIN_LOCKED);
            case OTHER -> TokenRefusal.of(TokenRefusal.Kind.TOKEN_UNUSABLE, code);
        };
    }

    /** Returns true if the key is at fault, or SunPKCS11's handling of it, and not the token. */
    boolean isOfKey() {
        return kind == Kind.OTHER && (!hasCode() || OF_KEYS.matcher(code).find());
    }

    boolean hasCode() {
        return CODE.matcher(code).find();
    }

    /**
     * Reads what a provider threw. A provider whose token was removed offers nothing, and reports that in many ways.
     */
    static Pkcs11Fault of(Throwable thrown, Provider provider) {
        Pkcs11Fault told = of(thrown);
        return told.kind == Kind.OTHER && !ConfiguredProvider.hasToken(provider)
                ? new Pkcs11Fault(told.code, Kind.ABSENT)
                : told;
    }

    /** Returns a throwable and its causes. */
    static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = List.empty();
        for (Throwable cause = thrown; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain = chain.append(cause);
        }
        return chain;
    }

    private static Option<String> codeOf(Throwable cause) {
        Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
        return matcher.find() ? Option.some(matcher.group(1)) : Option.none();
    }

    private static Kind kindOf(String code) {
        return switch (code) {
            case "CKR_DEVICE_REMOVED", "CKR_TOKEN_NOT_PRESENT", "CKR_TOKEN_NOT_RECOGNIZED", "CKR_SLOT_ID_INVALID" ->
                    Kind.ABSENT;
            case "CKR_SESSION_HANDLE_INVALID", "CKR_SESSION_CLOSED", "CKR_USER_NOT_LOGGED_IN",
                    "CKR_OBJECT_HANDLE_INVALID", "CKR_KEY_HANDLE_INVALID", "CKR_OPERATION_NOT_INITIALIZED",
                    "CKR_CRYPTOKI_NOT_INITIALIZED" -> Kind.LOST;
            case "CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE" -> Kind.WRONG_PIN;
            case "CKR_PIN_LOCKED" -> Kind.PIN_LOCKED;
            default -> Kind.OTHER;
        };
    }

    /** Recognises what SunPKCS11 reports in words alone: the token was removed, or nobody is logged in any more. */
    private static Kind kindWithoutCode(List<Throwable> chain) {
        if (chain.map(Throwable::getMessage).exists(text ->
                "Token has been removed".equals(text) || "No token present".equals(text))) {
            return Kind.ABSENT;
        }
        return chain.exists(LoginException.class::isInstance) ? Kind.LOST : Kind.OTHER;
    }
}
