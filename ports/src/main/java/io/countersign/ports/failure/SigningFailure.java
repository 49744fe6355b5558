package io.countersign.ports.failure;

import io.countersign.domain.OneLine;

import java.util.Objects;

/**
 * Why a credential made no assertion. Never holds key material, a password or a PIN. Messages are kept in one line and
 * of bounded length, see {@link OneLine}.
 */
public sealed interface SigningFailure {

    /** What happened and what to do next. */
    String message();

    /** Whether asking again, unchanged, can succeed. */
    boolean canRepeatingHelp();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /** What happened, in a word for logs and metrics: {@code wrong_password}. Stable, unlike messages. */
    default String name() {
        return CaseName.of(this);
    }

    /**
     * The key cannot be used: destroyed, of the wrong kind, or refused by its provider.
     *
     * @param message what happened and what to do next
     */
    record KeyUnusable(String message) implements SigningFailure {

        public KeyUnusable {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyUnusable(this);
        }
    }

    /**
     * Where the key lives cannot be reached right now: a service is down, or what happened there is not told closer.
     *
     * @param message what happened and what to do next
     */
    record KeyUnreachable(String message) implements SigningFailure {

        public KeyUnreachable {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyUnreachable(this);
        }
    }

    /**
     * The password does not open the encrypted private key: it is not the right one, or the text was altered. The text
     * comes from the API with every challenge. Whoever alters it can learn from what becomes of each, so nothing but a
     * person should try again.
     */
    record WrongPassword() implements SigningFailure {

        @Override
        public String message() {
            return "the password does not open the encrypted private key that the API sent. Do not try again "
                    + "unattended: have a person check the password, and if it is right, whether that text is still "
                    + "the one that was registered";
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.wrongPassword(this);
        }
    }

    /**
     * The encrypted private key cannot be read, whatever the password: damaged, of a format that is not known here, or
     * so costly to open that it is refused.
     *
     * @param message what happened and what to do next
     */
    record KeyUnreadable(String message) implements SigningFailure {

        public KeyUnreadable {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyUnreadable(this);
        }
    }

    /**
     * The user or the authenticator did not confirm: no passkey that is allowed, no verification, no password given.
     *
     * @param message what happened and what to do next
     */
    record NotConfirmed(String message) implements SigningFailure {

        public NotConfirmed {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.notConfirmed(this);
        }
    }

    /**
     * The PIN is not that of the device that holds the key: an HSM, a smart card. Devices lock after a few wrong PINs,
     * so whoever reports this does not try a PIN again by itself.
     *
     * @param message what happened and what to do next
     */
    record WrongPin(String message) implements SigningFailure {

        public WrongPin {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.wrongPin(this);
        }
    }

    /**
     * The device that holds the key takes no PIN any more, after too many wrong ones.
     *
     * @param message what happened and what to do next
     */
    record PinLocked(String message) implements SigningFailure {

        public PinLocked {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.pinLocked(this);
        }
    }

    /**
     * The device that holds the key is gone: pulled out, switched off, or no longer found by its driver.
     *
     * @param message what happened and what to do next
     */
    record DeviceRemoved(String message) implements SigningFailure {

        public DeviceRemoved {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.deviceRemoved(this);
        }
    }

    /**
     * The device that holds the key is there but ended the session with it, and another one just as soon.
     *
     * @param message what happened and what to do next
     */
    record SessionLost(String message) implements SigningFailure {

        public SessionLost {
            message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.sessionLost(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T keyUnusable(KeyUnusable failure);

        T keyUnreachable(KeyUnreachable failure);

        T wrongPassword(WrongPassword failure);

        T keyUnreadable(KeyUnreadable failure);

        T notConfirmed(NotConfirmed failure);

        T wrongPin(WrongPin failure);

        T pinLocked(PinLocked failure);

        T deviceRemoved(DeviceRemoved failure);

        T sessionLost(SessionLost failure);
    }
}
