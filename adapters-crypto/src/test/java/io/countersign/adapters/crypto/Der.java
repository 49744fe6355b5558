package io.countersign.adapters.crypto;

import java.io.ByteArrayOutputStream;

/** DER by hand, and whatever looks like it: no encoder would write what the tests need. */
final class Der {

    private Der() {}

    static byte[] integer(byte... content) {
        return element(0x02, content);
    }

    static byte[] sequence(byte[]... elements) {
        return element(0x30, joined(elements));
    }

    /** With the length in one byte. */
    static byte[] element(int tag, byte... content) {
        return joined(new byte[] {(byte) tag, (byte) content.length}, content);
    }

    static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }
}
