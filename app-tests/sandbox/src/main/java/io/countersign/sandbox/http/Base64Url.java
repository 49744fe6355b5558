package io.countersign.sandbox.http;

import io.vavr.control.Option;

import java.util.Base64;

/** Base64url without padding (RFC 4648 §5), in its canonical form. */
public final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {
    }

    public static String of(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static Option<byte[]> bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder takes padding and stray bits at the end; only the canonical text encodes back to itself.
            return Option.when(of(bytes).equals(text), bytes);
        } catch (IllegalArgumentException notBase64Url) {
            return Option.none();
        }
    }
}
