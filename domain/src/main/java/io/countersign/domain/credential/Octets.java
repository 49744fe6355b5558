package io.countersign.domain.credential;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Bytes as a value: a signature, authenticator data, a user handle. Immutable, equal by content. Ordered by their
 * unsigned bytes, so that octets whose hash codes are all the same can be told apart by few comparisons.
 *
 * <p>The API carries all of these as base64url without padding (RFC 4648 §5).
 */
public final class Octets implements Comparable<Octets> {

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of those bytes. */
    public static Octets of(byte[] bytes) {
        return new Octets(Objects.requireNonNull(bytes, "bytes").clone());
    }

    /** The bytes that a base64url text (padding optional) stands for, or the violation that it is none. */
    public static Validation<Seq<Violation>, Octets> ofBase64Url(String field, String text) {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
        try {
            return Validation.valid(new Octets(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException notBase64Url) {
            return new Violation(field, "must be base64url").asInvalid();
        }
    }

    /** A fresh array with these bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** These bytes as base64url without padding. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

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
