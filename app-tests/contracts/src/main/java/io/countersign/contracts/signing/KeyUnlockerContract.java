package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.collection.Iterator;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static io.countersign.contracts.signing.SignedMessage.assertVerifies;
import static io.countersign.contracts.signing.SignedMessage.clientData;
import static io.countersign.contracts.signing.SignedMessage.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link KeyUnlocker} that asks for a password. Implement {@link #unlocker()} in a test class,
 * and JUnit runs every test that the unlocker of this library passes:
 *
 * <pre>{@code
 * class OurUnlockerTest implements KeyUnlockerContract {
 *
 *     @Override
 *     public UnlockerUnderTest unlocker() {
 *         return UnlockerUnderTest.of(OurUnlocker::new, encryptedPrivateKey, password, publicKeyPem)
 *                 .hiding(privateKeyPem);
 *     }
 * }
 * }</pre>
 *
 * <p>Test the unlocked keys with {@link ClosableKeyContract}, and keys that cannot sign with {@link
 * UnsupportedKeyContract}.
 */
public interface KeyUnlockerContract extends TimeLimits {

    /**
     * Returns the unlocker and a key that it can decrypt. Called once by every test; may return the same each time.
     *
     * @return the unlocker under test
     */
    UnlockerUnderTest unlocker();

    private static UnlockedKey opened(KeyUnlocker unlocker, EncryptedPrivateKey key) {
        return Outcome.success(() -> unlocker.unlock(key));
    }

    private static void assertOpens(UnlockerUnderTest tested, KeyUnlocker unlocker, int number) {
        try (UnlockedKey key = opened(unlocker, tested.encryptedPrivateKey())) {
            byte[] signature = signature(key, clientData(number));
            assertVerifies(tested.publicKey(), clientData(number), signature);
            assertThat(tested.publicKey().encodingFault(signature)).isEmpty();
        }
    }

    @Test
    default void the_right_password_opens_the_key_that_was_locked() {
        UnlockerUnderTest tested = unlocker();

        assertOpens(tested, tested.unlocker(), 1);
    }

    @Test
    default void a_wrong_password_is_told_apart() {
        UnlockerUnderTest tested = unlocker();
        KeyUnlocker unlocker = tested.unlocker(() -> tested.wrongPassword().toCharArray());

        SigningFailure failure =
                Outcome.failure(SigningFailure.Kind.WRONG_PASSWORD, () ->
                        unlocker.unlock(tested.encryptedPrivateKey()));

        assertThat(failure.isRetryable()).as("the failure is not retryable").isFalse();
    }

    @Test
    default void a_wrong_password_does_not_spoil_the_next_attempt() {
        UnlockerUnderTest tested = unlocker();
        AtomicInteger attempts = new AtomicInteger();
        KeyUnlocker unlocker = tested.unlocker(() ->
                (attempts.getAndIncrement() == 0 ? tested.wrongPassword() : tested.password()).toCharArray());
        Outcome.failure(() -> unlocker.unlock(tested.encryptedPrivateKey()));

        assertOpens(tested, unlocker, 2);
    }

    @Test
    default void what_is_no_encrypted_key_cannot_be_read_whatever_the_password() {
        KeyUnlocker unlocker = unlocker().unlocker();

        Cases.forEach(List.of("", "no encrypted private key", "\0"), text -> {
            Outcome.failure(SigningFailure.Kind.KEY_UNREADABLE, () -> unlocker.unlock(new EncryptedPrivateKey(text)));
        });
    }

    @Test
    default void a_damaged_key_is_not_opened_as_another() {
        UnlockerUnderTest tested = unlocker();
        KeyUnlocker unlocker = tested.unlocker();

        Cases.forEachNumbered("damaged key", tested.damaged(), damaged -> {
            Either<SigningFailure, UnlockedKey> outcome =
                    Outcome.of(() -> unlocker.unlock(new EncryptedPrivateKey(damaged)));

            // Where the change did not matter, such as in a line end, the key is still the right one.
            outcome.peek(key -> assertVerifies(tested.publicKey(), clientData(3), signature(key, clientData(3))));
        });
    }

    @Test
    default void a_key_that_breaks_off_is_not_opened() {
        UnlockerUnderTest tested = unlocker();
        String whole = tested.encryptedPrivateKey().value();

        Outcome.failure(() -> tested.unlocker().unlock(
                new EncryptedPrivateKey(whole.substring(0, whole.length() / 2))));
    }

    @Test
    default void the_password_is_asked_for_once_by_every_attempt() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());
        KeyUnlocker unlocker = tested.unlocker(user);
        assertThat(user.timesAsked()).as("times asked for a password before the key was parsed").isZero();

        LimitedCall.run(opened(unlocker, tested.encryptedPrivateKey())::close);
        LimitedCall.run(opened(unlocker, tested.encryptedPrivateKey())::close);

        assertThat(user.timesAsked()).as("times asked for two attempts").isEqualTo(2);
    }

    @Test
    default void nobody_is_asked_for_the_password_of_what_cannot_be_read() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());

        Outcome.failure(() -> tested.unlocker(user).unlock(new EncryptedPrivateKey("no encrypted private key")));

        assertThat(user.timesAsked()).as("times asked").isZero();
    }

    @Test
    default void the_password_is_wiped_after_use() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());

        LimitedCall.run(opened(tested.unlocker(user), tested.encryptedPrivateKey())::close);

        user.assertWiped();
    }

    @Test
    default void a_wrong_password_is_wiped_as_well() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.wrongPassword());

        Outcome.failure(() -> tested.unlocker(user).unlock(tested.encryptedPrivateKey()));

        user.assertWiped();
    }

    @Test
    default void the_password_of_a_damaged_key_is_wiped_as_well() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());
        KeyUnlocker unlocker = tested.unlocker(user);

        Cases.forEachNumbered("damaged key", tested.damaged(), damaged -> {
            Outcome.of(() -> unlocker.unlock(new EncryptedPrivateKey(damaged))).peek(UnlockedKey::close);
        });

        user.assertWipedIfGiven();
    }

    @Test
    default void who_gives_no_password_did_not_confirm() {
        UnlockerUnderTest tested = unlocker();

        Outcome.failure(SigningFailure.Kind.NOT_CONFIRMED, () ->
                tested.unlocker(() -> null).unlock(tested.encryptedPrivateKey()));
        Outcome.failure(SigningFailure.Kind.NOT_CONFIRMED,
                () -> tested.unlocker(() -> new char[0]).unlock(tested.encryptedPrivateKey()));
    }

    @Test
    default void a_supplier_of_passwords_that_throws_is_no_reason_to_throw() {
        UnlockerUnderTest tested = unlocker();
        String inTheException = "password-in-an-exception";
        KeyUnlocker unlocker = tested.unlocker(() -> {
            throw new IllegalStateException(inTheException);
        });

        SigningFailure failure = Outcome.failure(SigningFailure.Kind.NOT_CONFIRMED, () ->
                unlocker.unlock(tested.encryptedPrivateKey()));

        assertThat(failure.message()).doesNotContain(inTheException);
    }

    @Test
    default void a_key_that_was_closed_signs_no_more() {
        UnlockerUnderTest tested = unlocker();
        UnlockedKey key = opened(tested.unlocker(), tested.encryptedPrivateKey());

        LimitedCall.run(key::close);
        LimitedCall.run(key::close);

        Outcome.failure(SigningFailure.Kind.KEY_UNUSABLE, () -> key.sign(clientData(4)));
    }

    @Test
    default void closing_one_key_leaves_another_open() {
        UnlockerUnderTest tested = unlocker();
        KeyUnlocker unlocker = tested.unlocker();
        UnlockedKey first = opened(unlocker, tested.encryptedPrivateKey());
        try (UnlockedKey second = opened(unlocker, tested.encryptedPrivateKey())) {
            LimitedCall.run(first::close);

            assertVerifies(tested.publicKey(), clientData(5), signature(second, clientData(5)));
        }
    }

    @Test
    default void threads_that_unlock_at_once_get_a_key_each() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());
        KeyUnlocker unlocker = tested.unlocker(user);

        List<byte[]> signatures = Contention.of(concurrentCallsTimeLimit(), 2, number -> {
            try (UnlockedKey key = opened(unlocker, tested.encryptedPrivateKey())) {
                return signature(key, clientData(number)).clone();
            }
        });

        Cases.forEachNumbered("unlocked key", Iterator.range(0, signatures.size()), number ->
                assertVerifies(tested.publicKey(), clientData(number), signatures.get(number)));
        user.assertWiped();
    }

    @Test
    default void an_interrupted_thread_gets_a_key_or_a_failure_and_stays_interrupted() {
        UnlockerUnderTest tested = unlocker();
        KeyUnlocker unlocker = tested.unlocker();

        CallOnAThread.interruptedBefore(() -> unlocker.unlock(tested.encryptedPrivateKey()))
                .peek(UnlockedKey::close);
    }

    @Test
    default void a_thread_that_is_interrupted_while_its_user_is_asked_gets_a_failure_and_stays_interrupted() {
        UnlockerUnderTest tested = unlocker();
        CountDownLatch asked = new CountDownLatch(1);
        KeyUnlocker unlocker = tested.unlocker(() -> {
            asked.countDown();
            return NoAnswer.neverGiven();
        });

        SigningFailure failure =
                NoAnswer.interrupted(asked, () -> unlocker.unlock(tested.encryptedPrivateKey()));

        assertThat(failure.message()).isNotBlank();
    }

    @Test
    default void a_null_is_refused_at_once_without_asking_for_a_password() {
        UnlockerUnderTest tested = unlocker();
        PromptedPassword user = new PromptedPassword(tested.password());
        KeyUnlocker unlocker = tested.unlocker(user);

        assertThatNullPointerException().as("a null is the caller's mistake, not a failure to unlock")
                .isThrownBy(() -> LimitedCall.run(() -> unlocker.unlock(null)));
        assertThat(user.timesAsked()).as("times asked").isZero();
    }

    @Test
    default void no_text_form_shows_a_secret() {
        UnlockerUnderTest tested = unlocker();
        KeyUnlocker unlocker = tested.unlocker();
        UnlockedKey key = opened(unlocker, tested.encryptedPrivateKey());
        SigningFailure wrong = Outcome.failure(() -> tested.unlocker(() -> tested.wrongPassword().toCharArray())
                .unlock(tested.encryptedPrivateKey()));
        String whole = tested.encryptedPrivateKey().value();
        SigningFailure unreadable = Outcome.failure(() -> unlocker.unlock(new EncryptedPrivateKey(
                "no encrypted private key, but " + tested.password() + whole.substring(0, whole.length() / 2))));

        tested.secrets().assertHiddenIn(
                unlocker, key, wrong, wrong.message(), unreadable, unreadable.message());
        LimitedCall.run(key::close);
        tested.secrets().assertHiddenIn(key);
    }
}
