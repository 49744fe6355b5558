package io.countersign.sandbox.enrolment;

import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a PEM text with one {@code PUBLIC KEY} (RFC 7468 §13). */
final class PublicKeyPem {

    private static final String LABEL = "PUBLIC KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private PublicKeyPem() {
    }

    /**
     * Returns the DER in the PEM, without parsing it.
     *
     * @throws IllegalArgumentException if the text holds no public key, or anything else besides
     */
    static byte[] der(String pem) {
        Matcher block = BLOCK.matcher(Objects.requireNonNull(pem, "publicKeyPem"));
        if (!block.find()) {
            throw new IllegalArgumentException("no PEM of a public key (BEGIN PUBLIC KEY)");
        } else if (!block.group(1).equals(LABEL)) {
            throw new IllegalArgumentException(
                    "a PEM of a " + block.group(1) + " where a public key is due" + hint(block.group(1)));
        }
        String base64 = block.group(2);
        if (block.find()) {
            throw new IllegalArgumentException("more than one PEM block where one public key is due");
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("(?m)^.*:.*$|\\s|\\\\[nr]?", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a public key whose PEM is not base64 throughout");
        }
    }

    /** Returns the command that writes the public key that is in a block. */
    private static String hint(String label) {
        String command = switch (label) {
            case "CERTIFICATE" -> "x509 -in KEY_FILE -noout -pubkey >";
            case "RSA PUBLIC KEY" -> "rsa -RSAPublicKey_in -in KEY_FILE -pubout -out";
            default -> "pkey -in KEY_FILE -pubout -out";
        };
        return "; write one with \"openssl " + command + " KEY_FILE.pub\"";
    }
}
