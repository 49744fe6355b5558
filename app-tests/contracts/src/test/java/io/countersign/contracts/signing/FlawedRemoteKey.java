package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Flaws of keys whose key store is unavailable. */
final class FlawedRemoteKey {

    static final String TOKEN = "hvs.remote-secret-token";

    private FlawedRemoteKey() {
    }

    /** The key store is unavailable. */
    enum OutOfReach implements Flaw {

        CALLS_IT_UNUSABLE(sound ->
                message -> Either.left(SigningFailure.keyUnusable("the service does not answer; load it anew")),
                "a_key_out_of_reach_says_so_and_that_trying_again_can_help",
                "threads_that_find_the_key_out_of_reach_are_told_each"),

        TELLS_THE_FIRST_THREAD_ONLY(OutOfReach::once,
                "threads_that_find_the_key_out_of_reach_are_told_each"),

        SHOWS_ITS_TOKEN(sound -> message -> Either.left(SigningFailure.keyUnreachable(
                "no answer to a request with Authorization: " + TOKEN + "; try again")),
                "what_is_said_of_a_key_out_of_reach_shows_no_secret");

        private final Function<SigningKey, SigningKey> spoil;
        private final Detection detection;

        OutOfReach(Function<SigningKey, SigningKey> spoil, String caughtBy, String... alsoSeenBy) {
            this.spoil = spoil;
            this.detection = Detection.by(caughtBy, alsoSeenBy);
        }

        /** Returns a key that reports this correctly. */
        static SigningKey sound() {
            List<SigningFailure> gone = List.of(
                    SigningFailure.keyUnreachable("the service does not answer; check it, then try again"),
                    SigningFailure.deviceRemoved("the token was pulled out; plug it in, then try again"),
                    SigningFailure.sessionLost("the token ended the session; try again"));
            var asked = new AtomicInteger();
            return message -> Either.left(gone.get(asked.getAndIncrement() % gone.size()));
        }

        private static SigningKey once(SigningKey sound) {
            var told = new AtomicBoolean();
            return message -> {
                if (told.getAndSet(true)) {
                    throw new IllegalStateException("no connection");
                }
                return sound.sign(message);
            };
        }

        SigningKey of(SigningKey sound) {
            return spoil.apply(sound);
        }

        @Override
        public Detection detection() {
            return detection;
        }
    }

    /** The key store was unavailable and is available again. */
    enum Returned implements Flaw {

        KEEPS_ITS_DEAD_SESSION {
            @Override
            SigningKey of(SigningKey sound, BooleanSupplier gone) {
                var dead = new AtomicBoolean();
                return message -> {
                    dead.compareAndSet(false, gone.getAsBoolean());
                    return dead.get() ? lost() : sound.sign(message);
                };
            }
        },

        IS_UNUSABLE_FROM_THEN_ON {
            @Override
            SigningKey of(SigningKey sound, BooleanSupplier gone) {
                var dead = new AtomicBoolean();
                return message -> {
                    if (gone.getAsBoolean()) {
                        dead.set(true);
                        return lost();
                    }
                    return dead.get() ? Either.left(SigningFailure.keyUnusable("load the key anew"))
                            : sound.sign(message);
                };
            }
        };

        abstract SigningKey of(SigningKey sound, BooleanSupplier gone);

        /** Returns a key that skips one call after a failure and then tries again. */
        static SigningKey sound(SigningKey sound, BooleanSupplier gone) {
            var resting = new AtomicBoolean();
            return message -> {
                boolean rests = resting.getAndSet(gone.getAsBoolean());
                return rests || gone.getAsBoolean() ? lost() : sound.sign(message);
            };
        }

        private static Either<SigningFailure, byte[]> lost() {
            return Either.left(SigningFailure.sessionLost("the token ended the session; try again"));
        }

        @Override
        public Detection detection() {
            return Detection.by("a_key_that_is_within_reach_again_signs_again");
        }
    }
}
