package io.countersign.benchmark.action;

/** The messages of a client that knows beforehand what it sends. */
final class Messages {

    /** As long as a JWT of the API is. */
    static final String BEARER_TOKEN = "eyJ0eXAiOiJKV1QiLCJh".repeat(35);
    static final String CHALLENGE_IDENTIFIER =
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU";
    static final String CLIENT_DATA =
            "{\"type\":\"key.get\",\"challenge\":\"ch-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\"}";
    static final String REDEMPTION = "{\"challengeIdentifier\":\"" + CHALLENGE_IDENTIFIER + "\","
            + "\"firstFactor\":{\"kind\":\"Key\",\"credentialAssertion\":{\"credId\":\"cr-1\","
            + "\"clientData\":\"eyJ0eXBlIjoia2V5LmdldCIsImNoYWxsZW5n"
            + "ZSI6ImNoLTAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ekFCQ0RFRkcifQ\","
            + "\"signature\":\"MEUCIQDx0123456789"
            + "abcdefghijklmnopqrstuvwxyzMEUCIQDx0123456789abcdefghijklmnopqrstuvwxyz\"}}}";
    static final String SMALL_BODY = "{\"network\":\"EthereumSepolia\"}";

    private Messages() {
    }

    static String challengeRequest(String body) {
        return "{\"userActionHttpMethod\":\"POST\",\"userActionHttpPath\":\"/wallets\",\"userActionPayload\":\""
                + body.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"userActionServerKind\":\"Api\"}";
    }

    /** Returns a body of some size, with letters beyond ASCII and characters that JSON escapes. */
    static String bodyOf(int kilobytes) {
        return "{\"x\":\"" + "é\\\"a".repeat(kilobytes * 1024 / 5) + "\"}";
    }
}
