package io.countersign.contracts.signing;

import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.Lazy;
import io.vavr.control.Either;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Unlockers with one flaw each. */
enum FlawedUnlocker implements Flaw {

    GIVES_ANOTHER_KEY((sound, password) -> locked -> sound.unlock(locked).map(key -> TestKey.another()),
            "the_right_password_opens_the_key_that_was_locked", MANY),

    CALLS_A_WRONG_PASSWORD_DAMAGE((sound, password) -> locked -> sound.unlock(locked)
            .mapLeft(failure -> failure.kind() == SigningFailure.Kind.WRONG_PASSWORD
                    ? SigningFailure.keyUnreadable("damaged?") : failure),
            "a_wrong_password_is_told_apart"),

    WAITS_FOR_ANOTHER_PASSWORD((sound, password) -> locked -> {
        var outcome = sound.unlock(locked);
        while (isWrongPassword(outcome) && !Thread.currentThread().isInterrupted()) {
            outcome = sound.unlock(locked);
        }
        return outcome;
    }, "a_wrong_password_is_told_apart", MANY),

    ASKS_ON_A_THREAD_THAT_IS_NOT_INTERRUPTED((sound, password) -> sound(() -> {
        try {
            return CompletableFuture.supplyAsync(password, task -> new Thread(task).start()).join();
        } catch (CompletionException thrown) {
            throw new IllegalStateException("the supplier threw");
        }
    }), "a_thread_that_is_interrupted_while_its_user_is_asked_gets_a_failure_and_stays_interrupted"),

    GIVES_UP_AFTER_A_WRONG_PASSWORD(FlawedUnlocker::offended,
            "a_wrong_password_does_not_spoil_the_next_attempt"),

    CALLS_DAMAGE_A_WRONG_PASSWORD((sound, password) -> locked -> sound.unlock(locked)
            .mapLeft(failure -> failure.kind() == SigningFailure.Kind.KEY_UNREADABLE
                    ? SigningFailure.wrongPassword() : failure),
            "what_is_no_encrypted_key_cannot_be_read_whatever_the_password"),

    THROWS_WHERE_IT_CANNOT_DECRYPT((sound, password) -> locked -> sound.unlock(locked)
            .peekLeft(failure -> {
                if (locked.value().contains("ENCRYPTED") && failure.kind() == SigningFailure.Kind.KEY_UNREADABLE) {
                    throw new IllegalArgumentException("not base64");
                }
            }),
            "a_damaged_key_is_not_opened_as_another", "a_key_that_breaks_off_is_not_opened",
            "the_password_of_a_damaged_key_is_wiped_as_well", "no_text_form_shows_a_secret"),

    MAKES_DO_WITH_HALF_A_KEY((sound, password) -> locked ->
            locked.value().startsWith("-----BEGIN ENCRYPTED") && !locked.value().contains("END ENCRYPTED")
                    ? Either.right(TestKey.another())
                    : sound.unlock(locked),
            "a_key_that_breaks_off_is_not_opened"),

    ASKS_ONCE_AND_REMEMBERS((sound, password) -> {
        var remembered = Lazy.of(() -> new String(password.get()));
        return sound(() -> remembered.get().toCharArray());
    }, "the_password_is_asked_for_once_by_every_attempt", "a_wrong_password_does_not_spoil_the_next_attempt",
            "the_password_is_wiped_after_use", "a_wrong_password_is_wiped_as_well",
            "the_password_of_a_damaged_key_is_wiped_as_well", "threads_that_unlock_at_once_get_a_key_each"),

    ASKS_BEFORE_IT_READS((sound, password) -> locked -> asking(password,
            given -> sound(() -> given).unlock(locked)),
            "nobody_is_asked_for_the_password_of_what_cannot_be_read",
            "the_password_of_a_damaged_key_is_wiped_as_well",
            "a_null_is_refused_at_once_without_asking_for_a_password"),

    LEAVES_THE_PASSWORD_WHERE_IT_IS((sound, password) ->
            sound(() -> copied(password.get())),
            "the_password_is_wiped_after_use", "a_wrong_password_is_wiped_as_well",
            "the_password_of_a_damaged_key_is_wiped_as_well", "threads_that_unlock_at_once_get_a_key_each"),

    LEAVES_A_WRONG_PASSWORD_WHERE_IT_IS((sound, password) -> locked -> {
        var given = new AtomicReference<char[]>();
        return sound(() -> {
            given.set(password.get());
            return copied(given.get());
        }).unlock(locked).peek(key -> Arrays.fill(given.get(), ' '));
    }, "a_wrong_password_is_wiped_as_well", "the_password_of_a_damaged_key_is_wiped_as_well"),

    LEAVES_THE_PASSWORD_OF_A_DAMAGED_KEY_WHERE_IT_IS((sound, password) -> locked -> {
        var given = new AtomicReference<char[]>();
        return sound(() -> {
            given.set(password.get());
            return copied(given.get());
        }).unlock(locked)
                .peek(key -> Arrays.fill(given.get(), ' '))
                .peekLeft(failure -> {
                    if (given.get() != null && locked.value().equals(KeyUnlockerContractTest.Subject.LOCKED_KEY)) {
                        Arrays.fill(given.get(), ' ');
                    }
                });
    }, "the_password_of_a_damaged_key_is_wiped_as_well"),

    TRIES_WITHOUT_A_PASSWORD((sound, password) -> locked -> sound.unlock(locked)
            .mapLeft(failure -> failure.kind() == SigningFailure.Kind.NOT_CONFIRMED && !failure.message()
                    .contains("IllegalState")
                    ? SigningFailure.wrongPassword() : failure),
            "who_gives_no_password_did_not_confirm"),

    PASSES_ON_WHAT_THE_SUPPLIER_THROWS((sound, password) -> {
        var thrown = new AtomicReference<RuntimeException>();
        var catching = sound(() -> {
            try {
                return password.get();
            } catch (RuntimeException failed) {
                thrown.set(failed);
                throw failed;
            }
        });
        return locked -> catching.unlock(locked).peekLeft(failure -> {
            if (thrown.get() != null) {
                throw thrown.get();
            }
        });
    }, "a_supplier_of_passwords_that_throws_is_no_reason_to_throw"),

    GIVES_KEYS_THAT_STAY_OPEN((sound, password) -> locked -> sound.unlock(locked).map(StaysOpen::new),
            "a_key_that_was_closed_signs_no_more"),

    GIVES_EVERYBODY_THE_SAME_KEY(FlawedUnlocker::shared,
            "closing_one_key_leaves_another_open", MANY),

    KEEPS_THE_KEY_WHERE_OTHER_THREADS_PUT_THEIRS(FlawedUnlocker::crossing,
            "threads_that_unlock_at_once_get_a_key_each"),

    SWALLOWS_THE_INTERRUPT((sound, password) -> locked -> {
        Thread.interrupted();
        return sound.unlock(locked);
    }, "an_interrupted_thread_gets_a_key_or_a_failure_and_stays_interrupted"),

    TAKES_A_NULL_FOR_A_FAILURE((sound, password) -> locked -> locked == null
            ? Either.left(SigningFailure.keyUnreadable("no key"))
            : sound.unlock(locked),
            "a_null_is_refused_at_once_without_asking_for_a_password"),

    GIVES_KEYS_THAT_SHOW_THEIR_NUMBER((sound, password) -> locked -> sound.unlock(locked)
            .map(key -> new Talkative(key, TestKey.number())),
            "no_text_form_shows_a_secret"),

    REPEATS_WHAT_IT_CANNOT_READ((sound, password) -> locked -> sound.unlock(locked)
            .mapLeft(failure -> failure.kind() == SigningFailure.Kind.KEY_UNREADABLE
                    ? SigningFailure.keyUnreadable("cannot read " + locked.value())
                    : failure),
            "no_text_form_shows_a_secret");

    private final BiFunction<KeyUnlocker, Supplier<char[]>, KeyUnlocker> spoil;
    private final Detection detection;

    FlawedUnlocker(BiFunction<KeyUnlocker, Supplier<char[]>, KeyUnlocker> spoil, String caughtBy,
            String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    /** Returns an unlocker without a flaw. */
    static KeyUnlocker sound(Supplier<char[]> password) {
        return PasswordKeyUnlocker.askingFor(password)
                .withForms(EncryptedKeyForm.PKCS8, EncryptedKeyForm.WEB_CRYPTO_1)
                .forPublicKey(TestKey.PUBLIC_KEY_PEM).get();
    }

    KeyUnlocker askingFor(Supplier<char[]> password) {
        return spoil.apply(sound(password), password);
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private static boolean isWrongPassword(Either<SigningFailure, UnlockedKey> outcome) {
        return outcome.isLeft() && outcome.getLeft().kind() == SigningFailure.Kind.WRONG_PASSWORD;
    }

    private static char[] copied(char[] password) {
        return password == null ? null : password.clone();
    }

    private interface WithPassword {

        Either<SigningFailure, UnlockedKey> unlock(char[] password);
    }

    private static Either<SigningFailure, UnlockedKey> asking(Supplier<char[]> password, WithPassword unlock) {
        char[] given;
        try {
            given = password.get();
        } catch (RuntimeException failed) {
            return Either.left(SigningFailure.notConfirmed("no password"));
        }
        return unlock.unlock(given);
    }

    private static KeyUnlocker offended(KeyUnlocker sound, Supplier<char[]> password) {
        var offended = new AtomicBoolean();
        return locked -> offended.get()
                ? Either.left(SigningFailure.wrongPassword())
                : sound.unlock(locked).peekLeft(failure ->
                        offended.set(failure.kind() == SigningFailure.Kind.WRONG_PASSWORD));
    }

    private static KeyUnlocker shared(KeyUnlocker sound, Supplier<char[]> password) {
        var first = new AtomicReference<Either<SigningFailure, UnlockedKey>>();
        return locked -> {
            first.compareAndSet(null, sound.unlock(locked));
            return first.get();
        };
    }

    /** Gives one of two concurrent threads the key that the other will close. */
    private static KeyUnlocker crossing(KeyUnlocker sound, Supplier<char[]> password) {
        var current = new AtomicReference<Either<SigningFailure, UnlockedKey>>();
        var meeting = new Meeting();
        return locked -> {
            current.set(sound.unlock(locked));
            meeting.waitForAnother();
            return current.get();
        };
    }

    private record StaysOpen(UnlockedKey key) implements UnlockedKey {

        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return key.sign(message);
        }

        @Override
        public void close() {
            // It is of no concern to this one.
        }
    }

    private record Talkative(UnlockedKey key, BigInteger number) implements UnlockedKey {

        @Override
        public Either<SigningFailure, byte[]> sign(byte[] message) {
            return key.sign(message);
        }

        @Override
        public void close() {
            key.close();
        }
    }
}
