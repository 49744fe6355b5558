package io.countersign.contracts.support;

/**
 * The maximum length of a message that a key must be able to sign.
 *
 * @param bytes the limit
 */
public record MessageLimit(int bytes) {

    /** Stands for no limit. Contracts test messages of up to a mebibyte. */
    public static final MessageLimit NONE = new MessageLimit(1 << 20);

    private static final int CLIENT_DATA_IN_BYTES = 512;

    public static MessageLimit upTo(int bytes) {
        if (bytes < CLIENT_DATA_IN_BYTES) {
            throw new IllegalArgumentException("a challenge's client data may have " + CLIENT_DATA_IN_BYTES
                    + " bytes; a key that signs " + bytes + " at most does not sign them");
        }
        return new MessageLimit(Math.min(bytes, NONE.bytes));
    }

    /** Returns the smaller of the wanted length and the limit. */
    public int atMost(int wanted) {
        return Math.min(bytes, wanted);
    }

    /** Returns a length of one byte above the limit. */
    public int exceeded() {
        return bytes + 1;
    }
}
