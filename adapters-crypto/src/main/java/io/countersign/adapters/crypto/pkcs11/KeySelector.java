package io.countersign.adapters.crypto.pkcs11;

import io.countersign.domain.OneLine;
import io.countersign.domain.credential.Octets;

import java.util.HexFormat;
import java.util.Objects;

/** Names a key on a PKCS#11 token. Immutable. */
public sealed interface KeySelector {

    /**
     * Selects the key whose certificate has that label, which {@code keytool} calls the alias. The label of the private
     * key itself does not matter: the JDK does not read it, and {@code keytool} leaves it empty.
     *
     * @param label the {@code CKA_LABEL} of the certificate, as it is, capitals included
     */
    static KeySelector label(String label) {
        return new Label(Objects.requireNonNull(label, "label"));
    }

    /**
     * Selects the key with that id, which its certificate has too. The JDK cannot search by id, so this needs JNA
     * ({@code net.java.dev.jna:jna-jpms}) on the class path or module path.
     *
     * @param id the {@code CKA_ID} of the private key and of its certificate; copied
     */
    static KeySelector id(byte[] id) {
        return new Id(Octets.of(id));
    }

    /** Selects a key by the label of its certificate. */
    record Label(String text) implements KeySelector {

        public Label {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return "label \"" + OneLine.of(text) + "\"";
        }
    }

    /** Selects a key by its id. */
    record Id(Octets octets) implements KeySelector {

        public Id {
            Objects.requireNonNull(octets, "octets");
        }

        @Override
        public String toString() {
            return "id 0x" + OneLine.of(HexFormat.of().formatHex(octets.toByteArray()));
        }
    }
}
