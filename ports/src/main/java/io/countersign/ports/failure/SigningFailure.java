package io.countersign.ports.failure;

/**
 * Tells why a credential made no assertion. Immutable; never holds key material, a password or a PIN. Messages are kept
 * in one line and of bounded length.
 */
public sealed interface SigningFailure {

    /** Returns the kind of failure. */
    Kind kind();

    /** Returns what happened and what to do next. */
    String message();

    /** Returns what happened, in a word for logs and metrics: {@code wrong_password}. Stable, unlike messages. */
    default String code() {
        return kind().code();
    }

    /** Returns who must act, and how. */
    default Remedy remedy() {
        return kind().remedy();
    }

    /** Returns whether asking again, unchanged, can succeed. */
    default boolean isRetryable() {
        return kind().isRetryable();
    }

    /** The kinds of failure, with what follows from each. */
    enum Kind {
        /** {@link KeyUnusable}. */
        KEY_UNUSABLE("key_unusable", false, Remedy.CALL_OPERATOR),
        /** {@link KeyUnreachable}. */
        KEY_UNREACHABLE("key_unreachable", true, Remedy.RETRY_LATER),
        /** {@link WrongPassword}. */
        WRONG_PASSWORD("wrong_password", false, Remedy.ASK_USER),
        /** {@link KeyUnreadable}. */
        KEY_UNREADABLE("key_unreadable", false, Remedy.CALL_OPERATOR),
        /** {@link NotConfirmed}. */
        NOT_CONFIRMED("not_confirmed", true, Remedy.ASK_USER),
        /** {@link WrongPin}. */
        WRONG_PIN("wrong_pin", false, Remedy.ASK_USER),
        /** {@link PinLocked}. */
        PIN_LOCKED("pin_locked", false, Remedy.CALL_OPERATOR),
        /** {@link DeviceRemoved}. */
        DEVICE_REMOVED("device_removed", true, Remedy.CALL_OPERATOR),
        /** {@link SessionLost}. */
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

        /** Returns whether asking again, unchanged, can succeed. */
        public boolean isRetryable() {
            return retryable;
        }

        /** Returns who must act, and how. */
        public Remedy remedy() {
            return remedy;
        }
    }

    /**
     * The password does not open the encrypted private key: it is not the right one, or the text was altered. The text
     * comes from the API with every challenge. Whoever alters it can learn from what becomes of each, so nothing but a
     * person should try again.
     */
    record WrongPassword() implements SigningFailure {

        @Override
        public Kind kind() {
            return Kind.WRONG_PASSWORD;
        }

        @Override
        public String message() {
            return FailureText.WRONG_PASSWORD;
        }
    }

    /**
     * The key cannot be used: destroyed, of the wrong kind, or refused by its provider.
     *
     * @param message what happened and what to do next
     */
    record KeyUnusable(String message) implements SigningFailure {

        public KeyUnusable {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.KEY_UNUSABLE;
        }
    }

    /**
     * The place that holds the key cannot be reached: a service is down, or gives no closer reason.
     *
     * @param message what happened and what to do next
     */
    record KeyUnreachable(String message) implements SigningFailure {

        public KeyUnreachable {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.KEY_UNREACHABLE;
        }
    }

    /**
     * The encrypted private key cannot be read, whatever the password: damaged, of an unknown format, or so costly to
     * open that it is refused.
     *
     * @param message what happened and what to do next
     */
    record KeyUnreadable(String message) implements SigningFailure {

        public KeyUnreadable {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.KEY_UNREADABLE;
        }
    }

    /**
     * The user or the authenticator did not confirm: no passkey that is allowed, no verification, no password given.
     *
     * @param message what happened and what to do next
     */
    record NotConfirmed(String message) implements SigningFailure {

        public NotConfirmed {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_CONFIRMED;
        }
    }

    /**
     * The device that holds the key (an HSM, a smart card) refused the PIN. Devices lock after a few wrong ones, so
     * whoever reports this does not try a PIN again by itself.
     *
     * @param message what happened and what to do next
     */
    record WrongPin(String message) implements SigningFailure {

        public WrongPin {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.WRONG_PIN;
        }
    }

    /**
     * The device that holds the key takes no PIN any more, after too many wrong ones.
     *
     * @param message what happened and what to do next
     */
    record PinLocked(String message) implements SigningFailure {

        public PinLocked {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.PIN_LOCKED;
        }
    }

    /**
     * The device that holds the key is gone: pulled out, switched off, or no longer found by its driver.
     *
     * @param message what happened and what to do next
     */
    record DeviceRemoved(String message) implements SigningFailure {

        public DeviceRemoved {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.DEVICE_REMOVED;
        }
    }

    /**
     * The device that holds the key ended the session with it, and a second one as well.
     *
     * @param message what happened and what to do next
     */
    record SessionLost(String message) implements SigningFailure {

        public SessionLost {
            message = FailureText.bounded(message, "message");
        }

        @Override
        public Kind kind() {
            return Kind.SESSION_LOST;
        }
    }
}
