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
    private static final String HINT = "; write one with: openssl pkey -in KEY -pubout";

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
            throw new IllegalArgumentException("no PEM of a public key" + HINT);
        } else if (!block.group(1).equals(LABEL)) {
            throw new IllegalArgumentException("a PEM of a " + block.group(1) + " where a public key is due" + HINT);
        }
        String base64 = block.group(2);
        if (block.find()) {
            throw new IllegalArgumentException("more than one PEM block where one public key is due" + HINT);
        }
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a public key whose PEM is not base64 throughout" + HINT);
        }
    }
}
