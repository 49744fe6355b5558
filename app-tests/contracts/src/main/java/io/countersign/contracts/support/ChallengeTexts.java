package io.countersign.contracts.support;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Challenges as the API might give them out: any text that UTF-8 can carry, to be repeated as it is. */
public final class ChallengeTexts {

    private static final int LONG = 1 << 16;
    /** What client data hold besides the challenge, such as an origin. */
    private static final int REST_OF_THE_CLIENT_DATA = 256;

    /** Base64 of either kind, padded or not, white space, what JSON escapes, and other scripts. */
    private static final Seq<String> SHORT = List.of("MTpkOWI2", "ab-_", "ab+/==", " a b\t\r\n",
            "\"\\/</script>\u2028\u007f\u0001", "Zoë 🦜 ﷽ e\u0301", "{\"type\":\"key.get\"}");

    private ChallengeTexts() {
    }

    /** All of them, and one as long as may be. */
    public static Seq<String> upTo(MessageLimit limit) {
        return SHORT.append("x".repeat(limit.atMost(LONG + REST_OF_THE_CLIENT_DATA) - REST_OF_THE_CLIENT_DATA));
    }

    /** One whose client data are longer than that, or longer than any challenge has ever been. */
    public static String beyond(MessageLimit limit) {
        return "x".repeat(Math.min(limit.exceeded(), 2 * LONG));
    }
}
