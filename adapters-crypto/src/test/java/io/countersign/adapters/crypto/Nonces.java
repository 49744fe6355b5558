package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.fixture.Keys;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many signatures of one message, of which no two may have the same nonce: whoever sees two such has the key. */
final class Nonces {

    private static final int THREADS = 2;

    private Nonces() {}

    /**
     * How many of so many ECDSA signatures repeat the nonce of another. It is the r of a signature that tells, and of r
     * its last 64 bits do: among a million, chance alone makes two alike once in thirty million runs.
     */
    static long repeated(JcaSigningKey key, int signatures) throws Exception {
        byte[] message = {1, 2, 3};
        long[] seen = new long[signatures];
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<?> share : IntStream.range(0, THREADS).mapToObj(thread -> threads.submit(() -> {
                for (int number = thread; number < signatures; number += THREADS) {
                    seen[number] = lastOfR(Keys.signature(key, message));
                }
            })).toList()) {
                share.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Arrays.sort(seen);
        return IntStream.range(1, signatures).filter(number -> seen[number - 1] == seen[number]).count();
    }

    /** SEQUENCE, its length, INTEGER, the length of r, r. */
    private static long lastOfR(byte[] derSignature) {
        return ByteBuffer.wrap(derSignature).getLong(4 + derSignature[3] - Long.BYTES);
    }
}
