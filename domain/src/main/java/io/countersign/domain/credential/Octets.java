package io.countersign.domain.credential;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * An immutable sequence of bytes, such as a signature, authenticator data or a user handle. Equal by content; ordered
 * by unsigned bytes, so that octets with equal hash codes can be kept in trees.
 *
 * <p>The API carries all of these as base64url without padding (RFC 4648 §5).
 */
public final class Octets implements Comparable<Octets> {

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns octets with a copy of those bytes. */
    public static Octets of(byte[] bytes) {
        return new Octets(Objects.requireNonNull(bytes, "bytes").clone());
    }

    /**
     * Decodes base64url or base64 (RFC 4648 §5 and §4), with or without padding: some browsers and phones write the one
     * where WebAuthn has the other. Refuses texts of both alphabets at once, and unused bits that are not zero (§3.5).
     *
     * @param field the field that a violation names
     * @param text the text
     * @return the bytes, or the violation, which does not repeat the text
     */
    public static Validation<Seq<Violation>, Octets> ofBase64(String field, String text) {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
        boolean isBase64 = text.indexOf('+') >= 0 || text.indexOf('/') >= 0;
        try {
            byte[] bytes = (isBase64 ? Base64.getDecoder() : Base64.getUrlDecoder()).decode(text);
            String canonical = (isBase64 ? Base64.getEncoder() : Base64.getUrlEncoder()).encodeToString(bytes);
            if (canonical.startsWith(text)) {
                return Validation.valid(new Octets(bytes));
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below
        }
        return new Violation(field, "must be base64url").asInvalid();
    }

    /** Returns these bytes in a new array. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Returns these bytes as base64url without padding. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the number of bytes. */
    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Octets that) {
        return Arrays.compareUnsigned(bytes, that.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Octets[" + bytes.length + "]";
    }
}
