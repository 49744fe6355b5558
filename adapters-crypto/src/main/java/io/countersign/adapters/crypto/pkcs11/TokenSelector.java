package io.countersign.adapters.crypto.pkcs11;

import io.countersign.domain.OneLine;

import java.util.Objects;

/** Names a token that a PKCS#11 library knows. Immutable. */
public sealed interface TokenSelector {

    /**
     * Selects the token in that slot.
     *
     * @param number the slot's {@code CK_SLOT_ID}; SunPKCS11 addresses those from 0 to 2147483647
     */
    static TokenSelector slot(long number) {
        return new Slot(number);
    }

    /**
     * Selects the token with that label, in any slot. The JDK cannot search by label, so this needs JNA
     * ({@code net.java.dev.jna:jna-jpms}) on the class path or module path.
     *
     * @param label the {@code label} of its {@code CK_TOKEN_INFO}, without the blanks that pad it
     */
    static TokenSelector label(String label) {
        return new Label(Objects.requireNonNull(label, "label"));
    }

    /** Selects a token by its slot. */
    record Slot(long number) implements TokenSelector {

        @Override
        public String toString() {
            return "slot " + number;
        }
    }

    /** Selects a token by its label. */
    record Label(String text) implements TokenSelector {

        public Label {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return "token \"" + OneLine.of(text) + "\"";
        }
    }
}
