package io.countersign.contracts.support;

/**
 * How long a message may be that is signed for sure.
 *
 * @param bytes at most so many
 */
public record MessageLimit(int bytes) {

    /** As far as a contract looks: a mebibyte. */
    public static final MessageLimit NONE = new MessageLimit(1 << 20);

    private static final int CLIENT_DATA_IN_BYTES = 512;

    public static MessageLimit upTo(int bytes) {
        if (bytes < CLIENT_DATA_IN_BYTES) {
            throw new IllegalArgumentException("a challenge's client data may have " + CLIENT_DATA_IN_BYTES
                    + " bytes; a key that signs " + bytes + " at most does not sign them");
        }
        return new MessageLimit(Math.min(bytes, NONE.bytes));
    }

    /** That many, or as many as it takes. */
    public int atMost(int wanted) {
        return Math.min(bytes, wanted);
    }

    /** One byte more. */
    public int exceeded() {
        return bytes + 1;
    }
}
