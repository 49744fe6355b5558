package io.countersign.contracts.signing;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Closable keys with one flaw each. */
enum FlawedClosableKey implements Flaw {

    GOES_ON_SIGNING(sound -> new Spoiled(sound) {
        @Override
        public void close() {
            // It is all the same to this one.
        }
    }, "a_closed_key_signs_no_more_and_says_so", "closing_again_does_nothing", "a_closed_key_shows_no_secret_either"),

    THROWS_WHEN_CLOSED_AGAIN(sound -> new Spoiled(sound) {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new AssertionError("closed already");
            }
            super.close();
        }
    }, "closing_again_does_nothing"),

    IS_THE_SAME_FOR_EVERYBODY(sound -> new Spoiled(TheOnlyOne.KEY),
            "closing_one_key_leaves_others_open", MANY),

    SIGNS_ANYTHING_WHILE_IT_IS_CLOSED(sound -> new Spoiled(sound) {
        private final AtomicReference<byte[]> noise = new AtomicReference<>();

        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return noise.get() == null ? super.sign(message) : Either.right(noise.getAndSet(null));
        }

        @Override
        public void close() {
            super.close();
            noise.set(new byte[64]);
        }
    }, "what_is_signed_while_the_key_is_closed_is_good_or_refused", "a_closed_key_signs_no_more_and_says_so",
            "closing_again_does_nothing", "a_closed_key_shows_no_secret_either"),

    SAYS_WHAT_IT_WAS(sound -> new Spoiled(sound) {
        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return super.sign(message).mapLeft(failure -> SigningFailure.keyUnusable(
                    "this key is gone: " + TestKey.PRIVATE_KEY_PEM));
        }
    }, "a_closed_key_shows_no_secret_either");

    private final Function<UnlockedKey, UnlockedKey> spoil;
    private final Detection detection;

    FlawedClosableKey(Function<UnlockedKey, UnlockedKey> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    UnlockedKey of(UnlockedKey sound) {
        return spoil.apply(sound);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static final class TheOnlyOne {

        static final JcaSigningKey KEY = TestKey.sound();
    }

    private static class Spoiled implements UnlockedKey {

        private final UnlockedKey sound;

        Spoiled(UnlockedKey sound) {
            this.sound = sound;
        }

        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return sound.sign(message);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
