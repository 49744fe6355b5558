package io.countersign.ports.outbound;

import java.util.Objects;
import java.util.function.Function;

/** Why a key made no signature. Never holds key material. */
public sealed interface SigningFailure {

    /** What happened and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    default <T> T fold(
            Function<? super KeyUnusable, ? extends T> keyUnusable,
            Function<? super KeyUnreachable, ? extends T> keyUnreachable) {
        return this instanceof KeyUnusable failure
                ? keyUnusable.apply(failure)
                : keyUnreachable.apply((KeyUnreachable) this);
    }

    /** Whether asking the same key again, unchanged, can succeed. */
    boolean canRepeatingHelp();

    /**
     * The key cannot be used: destroyed, of the wrong kind, or refused by its provider.
     *
     * @param message what happened and what to do next
     */
    record KeyUnusable(String message) implements SigningFailure {

        public KeyUnusable {
            Objects.requireNonNull(message, "message");
        }

        @Override
        public boolean canRepeatingHelp() {
            return false;
        }
    }

    /**
     * Where the key lives cannot be reached right now: a token was removed, a session lost, a service is down.
     *
     * @param message what happened and what to do next
     */
    record KeyUnreachable(String message) implements SigningFailure {

        public KeyUnreachable {
            Objects.requireNonNull(message, "message");
        }

        @Override
        public boolean canRepeatingHelp() {
            return true;
        }
    }
}
