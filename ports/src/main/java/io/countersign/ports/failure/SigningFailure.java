package io.countersign.ports.failure;

/**
 * Tells why a credential made no assertion. Never holds key material, a password or a PIN.
 *
 * @param kind the kind of failure, to switch over
 * @param message what happened and what to do next, in one line of bounded length
 */
public record SigningFailure(Kind kind, String message) implements Failure {

    /** The kinds of failure, with what follows from each. */
    public enum Kind {
        /** The key cannot be used: destroyed, of the wrong kind, or refused by its provider. */
        KEY_UNUSABLE("key_unusable", false, Remedy.CALL_OPERATOR),
        /** The place that holds the key cannot be reached: a service is down, or gives no closer reason. */
        KEY_UNREACHABLE("key_unreachable", true, Remedy.RETRY_LATER),
        /**
         * The password does not open the encrypted private key: it is not the right one, or the text was altered. The
         * text comes from the API with every challenge. Whoever alters it can learn from what becomes of each, so
         * nothing but a person should try again; and all these failures have one message.
         */
        WRONG_PASSWORD("wrong_password", false, Remedy.ASK_USER),
        /** The encrypted key cannot be read, whatever the password: damaged, of an unknown format, or too costly. */
        KEY_UNREADABLE("key_unreadable", false, Remedy.CALL_OPERATOR),
        /** The user or the authenticator did not confirm: no allowed passkey, no verification, no password given. */
        NOT_CONFIRMED("not_confirmed", true, Remedy.ASK_USER),
        /**
         * The device that holds the key (an HSM, a smart card) refused the PIN. Devices lock after a few wrong ones, so
         * whoever reports this does not try a PIN again by itself.
         */
        WRONG_PIN("wrong_pin", false, Remedy.ASK_USER),
        /** The device that holds the key takes no PIN any more, after too many wrong ones. */
        PIN_LOCKED("pin_locked", false, Remedy.CALL_OPERATOR),
        /** The device that holds the key is gone: pulled out, switched off, or no longer found by its driver. */
        DEVICE_REMOVED("device_removed", true, Remedy.CALL_OPERATOR),
        /** The device that holds the key ended the session with it, and a second one as well. */
        SESSION_LOST("session_lost", true, Remedy.RETRY_LATER);

        private final String code;
        private final boolean retryable;
        private final Remedy remedy;

        Kind(String code, boolean retryable, Remedy remedy) {
            this.code = code;
            this.retryable = retryable;
            this.remedy = remedy;
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }
    }

    public SigningFailure {
        Components.nonNull("kind", kind, "message", message);
        message = kind == Kind.WRONG_PASSWORD ? FailureText.WRONG_PASSWORD : Components.bounded(message, "message");
    }

    /** Returns the failure {@link Kind#KEY_UNUSABLE}. */
    public static SigningFailure keyUnusable(String message) {
        return new SigningFailure(Kind.KEY_UNUSABLE, message);
    }

    /** Returns the failure {@link Kind#KEY_UNREACHABLE}. */
    public static SigningFailure keyUnreachable(String message) {
        return new SigningFailure(Kind.KEY_UNREACHABLE, message);
    }

    /** Returns the failure {@link Kind#WRONG_PASSWORD}. */
    public static SigningFailure wrongPassword() {
        return new SigningFailure(Kind.WRONG_PASSWORD, FailureText.WRONG_PASSWORD);
    }

    /** Returns the failure {@link Kind#KEY_UNREADABLE}. */
    public static SigningFailure keyUnreadable(String message) {
        return new SigningFailure(Kind.KEY_UNREADABLE, message);
    }

    /** Returns the failure {@link Kind#NOT_CONFIRMED}. */
    public static SigningFailure notConfirmed(String message) {
        return new SigningFailure(Kind.NOT_CONFIRMED, message);
    }

    /** Returns the failure {@link Kind#WRONG_PIN}. */
    public static SigningFailure wrongPin(String message) {
        return new SigningFailure(Kind.WRONG_PIN, message);
    }

    /** Returns the failure {@link Kind#PIN_LOCKED}. */
    public static SigningFailure pinLocked(String message) {
        return new SigningFailure(Kind.PIN_LOCKED, message);
    }

    /** Returns the failure {@link Kind#DEVICE_REMOVED}. */
    public static SigningFailure deviceRemoved(String message) {
        return new SigningFailure(Kind.DEVICE_REMOVED, message);
    }

    /** Returns the failure {@link Kind#SESSION_LOST}. */
    public static SigningFailure sessionLost(String message) {
        return new SigningFailure(Kind.SESSION_LOST, message);
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public Remedy remedy() {
        return kind.remedy;
    }

    @Override
    public boolean isRetryable() {
        return kind.retryable;
    }
}
