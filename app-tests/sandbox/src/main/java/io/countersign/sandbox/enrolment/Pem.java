package io.countersign.sandbox.enrolment;

import java.util.Base64;

/** Writes PEM (RFC 7468). */
final class Pem {

    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {
    }

    static String of(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
