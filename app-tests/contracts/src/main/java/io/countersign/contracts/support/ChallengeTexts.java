package io.countersign.contracts.support;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Challenges that an API could issue: any text that UTF-8 can encode, to be signed unchanged. */
public final class ChallengeTexts {

    private static final int LONG = 1 << 16;
    /** The length of client data without its challenge, such as the origin. */
    private static final int REST_OF_THE_CLIENT_DATA = 256;

    /**
     * Base64 of both alphabets, with and without padding, white space, characters that JSON escapes, and other scripts.
     */
    private static final Seq<String> SHORT = List.of("MTpkOWI2", "ab-_", "ab+/==", " a b\t\r\n",
            "\"\\/</script>\u2028\u007f\u0001", "Zoë 🦜 ﷽ e\u0301", "{\"type\":\"key.get\"}");

    private ChallengeTexts() {
    }

    /** Returns all of them, and one of the maximum length. */
    public static Seq<String> upTo(MessageLimit limit) {
        return SHORT.append("x".repeat(limit.atMost(LONG + REST_OF_THE_CLIENT_DATA) - REST_OF_THE_CLIENT_DATA));
    }

    /** Returns one whose client data exceed the limit, or that is longer than any challenge of the API. */
    public static String beyond(MessageLimit limit) {
        return "x".repeat(Math.min(limit.exceeded(), 2 * LONG));
    }
}
