package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A reason why a PKCS#11 token cannot be used, or has no key to sign with. Immutable; never holds a PIN.
 *
 * <p>A {@code returnValue} is the one that the token gave, such as {@code CKR_DEVICE_ERROR} (PKCS#11 v2.40 §5.1), or
 * the type of an exception if there is none. A {@code wanted} token or key is the one that was asked for.
 */
public sealed interface TokenRefusal {

    /** The kinds of refusal. */
    enum Kind {
        LIBRARY_NOT_FOUND(LibraryNotFound.class, "library_not_found", Remedy.CALL_OPERATOR),
        LIBRARY_NOT_USABLE(LibraryNotUsable.class, "library_not_usable", Remedy.CALL_OPERATOR),
        SUPPORT_MISSING(SupportMissing.class, "support_missing", Remedy.CALL_OPERATOR),
        NO_SUCH_TOKEN(NoSuchToken.class, "no_such_token", Remedy.CALL_OPERATOR),
        SEVERAL_TOKENS(SeveralTokens.class, "several_tokens", Remedy.CORRECT_CALL),
        TOKEN_ABSENT(TokenAbsent.class, "token_absent", Remedy.CALL_OPERATOR),
        TOKEN_UNUSABLE(TokenUnusable.class, "token_unusable", Remedy.CALL_OPERATOR),
        PIN_PAD(PinPad.class, "pin_pad", Remedy.CALL_OPERATOR),
        WRONG_PIN(WrongPin.class, "wrong_pin", Remedy.ASK_USER),
        PIN_LOCKED(PinLocked.class, "pin_locked", Remedy.CALL_OPERATOR),
        NO_PIN(NoPin.class, "no_pin", Remedy.ASK_USER),
        LOGIN_REFUSED(LoginRefused.class, "login_refused", Remedy.CALL_OPERATOR),
        SESSION_LOST(SessionLost.class, "session_lost", Remedy.RETRY_LATER),
        TOKEN_CLOSED(TokenClosed.class, "token_closed", Remedy.CORRECT_CALL),
        KEYS_UNREADABLE(KeysUnreadable.class, "keys_unreadable", Remedy.CALL_OPERATOR),
        NO_SUCH_KEY(NoSuchKey.class, "no_such_key", Remedy.CALL_OPERATOR),
        KEY_WITHOUT_CERTIFICATE(KeyWithoutCertificate.class, "key_without_certificate", Remedy.CALL_OPERATOR),
        SEVERAL_KEYS(SeveralKeys.class, "several_keys", Remedy.CORRECT_CALL),
        KEY_NOT_FIT(KeyNotFit.class, "key_not_fit", Remedy.CALL_OPERATOR),
        KEY_MAY_NOT_SIGN(KeyMayNotSign.class, "key_may_not_sign", Remedy.CALL_OPERATOR),
        SCHEME_NOT_OFFERED(SchemeNotOffered.class, "scheme_not_offered", Remedy.CALL_OPERATOR);

        private final Class<? extends TokenRefusal> type;
        private final String code;
        private final Remedy remedy;

        Kind(Class<? extends TokenRefusal> type, String code, Remedy remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
        }
    }

    /** Returns the kind of this refusal: one for each record of this interface. */
    default Kind kind() {
        return List.of(Kind.values()).find(kind -> kind.type == getClass()).get();
    }

    /** Returns the code for logs and metrics, which is the same in every version. */
    default String code() {
        return kind().code;
    }

    /** Returns who must act, and how. */
    default Remedy remedy() {
        return kind().remedy;
    }

    /** Returns what is wrong and what to do next, in one line of bounded length. */
    default String message() {
        return TokenRefusalText.of(this);
    }

    /** There is no file of the PKCS#11 library. */
    record LibraryNotFound(Path library) implements TokenRefusal {
        @Override
        public String toString() {
            return "LibraryNotFound[" + message() + "]";
        }
    }

    /**
     * The file is not a PKCS#11 library for this machine, or cannot be configured as one.
     *
     * @param reason the loader's message
     */
    record LibraryNotUsable(Path library, String reason) implements TokenRefusal {
        public LibraryNotUsable {
            Objects.requireNonNull(library, "library");
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String toString() {
            return "LibraryNotUsable[" + message() + "]";
        }
    }

    /** This JVM lacks a part that is needed. */
    record SupportMissing(Pkcs11Support support) implements TokenRefusal {}

    /**
     * The library knows no such slot, or no token of that label.
     *
     * @param present the labels of the tokens that there are; empty if they were not looked at
     */
    record NoSuchToken(TokenSelector wanted, Seq<String> present) implements TokenRefusal {
        public NoSuchToken {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(present, "present");
        }

        @Override
        public String toString() {
            return "NoSuchToken[" + message() + "]";
        }
    }

    /**
     * Several tokens have that label.
     *
     * @param slots the numbers of their slots
     */
    record SeveralTokens(String label, Seq<Long> slots) implements TokenRefusal {
        public SeveralTokens {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(slots, "slots");
        }

        @Override
        public String toString() {
            return "SeveralTokens[" + message() + "]";
        }
    }

    /** The slot holds no token, or none that was initialised. */
    record TokenAbsent(String returnValue) implements TokenRefusal {
        public TokenAbsent {
            returnValue = OneLine.of(returnValue);
        }
    }

    /** The token cannot be used, for a reason that no other kind names. */
    record TokenUnusable(String returnValue) implements TokenRefusal {
        public TokenUnusable {
            returnValue = OneLine.of(returnValue);
        }
    }

    /** The token takes its PIN on a PIN pad of its own, which is not supported. It was not asked to. */
    record PinPad() implements TokenRefusal {}

    /** The PIN is not the token's. No other was tried, and this one is not tried again. */
    record WrongPin() implements TokenRefusal {}

    /** The token takes no PIN any more, after too many wrong ones. */
    record PinLocked() implements TokenRefusal {}

    /**
     * A PIN is needed, and the supplier gave none.
     *
     * @param reason the answer of the supplier instead
     */
    record NoPin(String reason) implements TokenRefusal {
        public NoPin {
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }
    }

    /**
     * The token refused the login for another reason than a wrong PIN: it expired, it was never set, the security
     * officer is logged in. As with a wrong PIN, it is not tried again.
     */
    record LoginRefused(String returnValue) implements TokenRefusal {
        public LoginRefused {
            returnValue = OneLine.of(returnValue);
        }
    }

    /** The session with the token was lost, and so was the one that was opened in its place. */
    record SessionLost(String returnValue) implements TokenRefusal {
        public SessionLost {
            returnValue = OneLine.of(returnValue);
        }
    }

    /** This {@link Pkcs11Token} was closed. */
    record TokenClosed() implements TokenRefusal {}

    /** SunPKCS11 cannot list the objects on the token. */
    record KeysUnreadable(String returnValue) implements TokenRefusal {
        public KeysUnreadable {
            returnValue = OneLine.of(returnValue);
        }
    }

    /**
     * The token has no private key of that name, or none that has a certificate.
     *
     * @param present the labels of the keys that there are
     */
    record NoSuchKey(KeySelector wanted, Seq<String> present) implements TokenRefusal {
        public NoSuchKey {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(present, "present");
        }

        @Override
        public String toString() {
            return "NoSuchKey[" + message() + "]";
        }
    }

    /** The private key has no certificate, and SunPKCS11 shows no key without one. */
    record KeyWithoutCertificate(KeySelector wanted) implements TokenRefusal {
        public KeyWithoutCertificate {
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /** Several private keys have that name, and nothing says which one is meant. */
    record SeveralKeys(KeySelector wanted) implements TokenRefusal {
        public SeveralKeys {
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /** The key has an algorithm, a curve or a length that the API does not accept. */
    record KeyNotFit(KeyRefusal refusal) implements TokenRefusal {
        public KeyNotFit {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /** The token does not let the key sign. */
    record KeyMayNotSign(String returnValue) implements TokenRefusal {
        public KeyMayNotSign {
            returnValue = OneLine.of(returnValue);
        }
    }

    /**
     * The key is fit, but SunPKCS11 does not offer its scheme: the token lacks the mechanism, or the JDK does not know
     * it, as with Ed25519 in Java 17 to 25.
     */
    record SchemeNotOffered(SignatureScheme scheme) implements TokenRefusal {
        public SchemeNotOffered {
            Objects.requireNonNull(scheme, "scheme");
        }
    }
}
