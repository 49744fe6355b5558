package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.Meeting;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Flaws of a key under concurrent or repeated use. */
final class CrowdedKey {

    private static final long A_MOMENT = Duration.ofMillis(1).toNanos();

    private CrowdedKey() {
    }

    static SigningKey worn(SigningKey sound) {
        var signatures = new AtomicInteger();
        return message -> signatures.incrementAndGet() > 10
                ? Either.left(SigningFailure.keyUnreachable("the session is over"))
                : sound.sign(message);
    }

    /** Lets another thread change the message while it is being signed. */
    static SigningKey shared(SigningKey sound) {
        var current = new AtomicReference<byte[]>();
        var meeting = new Meeting();
        return message -> {
            current.set(message.clone());
            meeting.waitForAnother();
            return sound.sign(current.get());
        };
    }

    /** Gives the first threads the same seed, as a clock does that has not advanced. */
    static SigningKey seeded(SigningKey sound) {
        long clock = System.nanoTime();
        ThreadLocal<Random> nonces = ThreadLocal.withInitial(() -> new Random(clock));
        return message -> TestKey.signatureWithNonce(new BigInteger(250, nonces.get()), message);
    }

    /** Takes time, so that calls overlap. */
    static SigningKey taking(int most, SigningKey sound, SigningFailure tooMany) {
        var places = new Semaphore(most);
        return message -> {
            if (!places.tryAcquire()) {
                return Either.left(tooMany);
            }
            try {
                LockSupport.parkNanos(A_MOMENT);
                return sound.sign(message);
            } finally {
                places.release();
            }
        };
    }

    /** Refuses every call once there were too many. */
    static SigningKey offended(SigningKey sound) {
        var tooMany = SigningFailure.keyUnreachable("too many at once; try again");
        var offended = new AtomicBoolean();
        SigningKey crowded = taking(2, sound, tooMany);
        return message -> offended.get()
                ? Either.left(tooMany)
                : crowded.sign(message).peekLeft(failure -> offended.set(true));
    }
}
