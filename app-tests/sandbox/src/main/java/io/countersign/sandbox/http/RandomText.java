package io.countersign.sandbox.http;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Generates unpredictable text. */
public final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {
    }

    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    public static long seed() {
        return RANDOM.nextLong();
    }

    /** Returns an id: the prefix and 80 bits in letters and digits. */
    public static String named(String prefix) {
        StringBuilder text = new StringBuilder(prefix);
        for (byte octet : bytes(10)) {
            text.append(Character.forDigit(octet >> 4 & 0xF, 16)).append(Character.forDigit(octet & 0xF, 16));
        }
        return text.toString();
    }

    /** Returns the given number of decimal digits. */
    public static String digits(int count) {
        return RANDOM.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }

    /** Returns a secret: the prefix and 256 bits. Tests find leaked secrets by the prefix. */
    public static String secret(String prefix) {
        return prefix + Base64Url.of(bytes(32));
    }
}
