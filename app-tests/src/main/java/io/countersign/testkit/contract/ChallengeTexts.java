package io.countersign.testkit.contract;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

/** Challenges as the API might give them out: any text that UTF-8 can carry, to be repeated as it is. */
final class ChallengeTexts {

    /** Base64 of either kind, padded or not, white space, what JSON escapes, other scripts, and a long one. */
    static final Seq<String> ALL = List.of("MTpkOWI2", "ab-_", "ab+/==", " a b\t\r\n",
            "\"\\/</script>\u2028\u007f\u0001", "Zoë 🦜 ﷽ e\u0301", "{\"type\":\"key.get\"}", "x".repeat(1 << 16));

    private ChallengeTexts() {
    }
}
