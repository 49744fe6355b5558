package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.MessageLimit;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static io.countersign.contracts.signing.SignedMessage.assertSigned;
import static io.countersign.contracts.signing.SignedMessage.assertSignedOrRefused;
import static io.countersign.contracts.signing.SignedMessage.assertVerifies;
import static io.countersign.contracts.signing.SignedMessage.clientData;
import static io.countersign.contracts.signing.SignedMessage.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link SigningKey}. Implement {@link #key()} in a test class, and JUnit runs every test that
 * the keys of this library pass:
 *
 * <pre>{@code
 * class VaultKeyTest implements SigningKeyContract {
 *
 *     @Override
 *     public KeyUnderTest key() {
 *         return KeyUnderTest.of(new VaultKey(address, token), publicKeyPem).hiding(token);
 *     }
 * }
 * }</pre>
 *
 * <p>Further contracts: {@link ClosableKeyContract} for a key that can be closed; {@link UnreachableKeyContract} for a
 * key store that can become unavailable, and {@link RecoveringKeyContract} where a test can make it available again;
 * {@link StalledKeyContract} for a key that waits for a service. Declare limits of a key store with {@link
 * KeyUnderTest#maxMessageBytes} and {@link KeyUnderTest#maxConcurrentCalls}. Needs no cryptography but the JDK's,
 * except for keys on secp256k1.
 */
public interface SigningKeyContract extends TimeLimits {

    /**
     * Returns the key and its public key. Called once by every test; may return the same each time.
     *
     * @return the key under test
     */
    KeyUnderTest key();

    /** Signs, on many threads, messages long enough that one thread can interfere with another. */
    private Seq<SignedMessage> signedByManyThreads(KeyUnderTest tested) {
        int length = tested.limit().atMost(65_536);
        return List.ofAll(tested.concurrency(10, 30, concurrentCallsTimeLimit()).served(number ->
                Outcome.of(() -> tested.key().sign(clientData(number, length)))
                        .map(signature -> new SignedMessage(clientData(number, length), signature))));
    }

    @Test
    default void a_signature_verifies_under_the_public_key() {
        assertSigned(key(), clientData(1));
    }

    @Test
    default void a_signature_is_encoded_as_the_api_takes_it() {
        KeyUnderTest tested = key();

        // Many, as some encodings go wrong only where a number begins with a zero or a one bit.
        Cases.forEachNumbered("signature", List.range(0, 40), number -> {
            assertThat(tested.publicKey().encodingFault(signature(tested.key(), clientData(number)))).isEmpty();
        });
    }

    @Test
    default void an_empty_message_is_signed_rightly_or_refused() {
        assertSignedOrRefused(key(), new byte[0]);
    }

    @Test
    default void a_message_of_one_byte_is_signed() {
        assertSigned(key(), new byte[] {'{'});
    }

    @Test
    default void a_message_as_long_as_a_digest_is_not_taken_for_one() {
        KeyUnderTest tested = key();

        Cases.forEach(List.of(20, 28, 32, 48, 64), length -> {
            assertSigned(tested, Arrays.copyOf(clientData(2), length));
        });
    }

    @Test
    default void every_byte_value_is_signed_as_it_is() {
        byte[] everyValue = new byte[256];
        for (int value = 0; value < everyValue.length; value++) {
            everyValue[value] = (byte) value;
        }

        assertSigned(key(), everyValue);
    }

    @Test
    default void white_space_around_a_message_is_part_of_it() {
        assertSigned(key(), " \r\n{\"type\":\"key.get\"}\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    default void a_message_as_long_as_the_key_takes_is_signed_to_its_last_byte() {
        KeyUnderTest tested = key();

        assertSigned(tested, longMessage(tested.limit().bytes()));
    }

    @Test
    default void a_longer_message_is_signed_to_its_last_byte_or_refused() {
        KeyUnderTest tested = key();

        assertSignedOrRefused(tested, longMessage(tested.limit().exceeded()));
        assertSignedOrRefused(tested, longMessage(MessageLimit.NONE.exceeded()));
    }

    private static byte[] longMessage(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 'x');
        message[length - 1] = '}';
        return message;
    }

    @Test
    default void a_key_signs_again_and_again() {
        KeyUnderTest tested = key();

        Cases.forEachNumbered("signature", List.range(0, 20), number -> {
            assertSigned(tested, clientData(number));
        });
    }

    @Test
    default void no_nonce_is_used_twice() {
        KeyUnderTest tested = key();

        assertNoNonceTwice(tested, List.range(0, 20).map(number -> signature(tested.key(), clientData(number))));
    }

    private static void assertNoNonceTwice(KeyUnderTest tested, Seq<byte[]> signatures) {
        Contention.assertDistinct("what shows the nonces of signatures over different messages (two that are the same "
                + "give the private key away)",
                signatures.flatMap(signature -> tested.publicKey().traceOfNonce(signature)).asJava());
    }

    @Test
    default void threads_that_sign_at_once_get_the_signature_over_their_own_message() {
        KeyUnderTest tested = key();

        Cases.forEachNumbered("signature", signedByManyThreads(tested), signed ->
                assertVerifies(tested.publicKey(), signed.message(), signed.signature()));
    }

    @Test
    default void threads_that_sign_at_once_use_no_nonce_twice() {
        KeyUnderTest tested = key();

        assertNoNonceTwice(tested, signedByManyThreads(tested).map(SignedMessage::signature));
    }

    @Test
    default void a_message_is_left_as_it_was() {
        byte[] message = clientData(3);

        signature(key().key(), message);

        assertThat(message).as("the caller's message, after it was signed").isEqualTo(clientData(3));
    }

    @Test
    default void a_message_that_the_caller_changes_later_is_another_message() {
        KeyUnderTest tested = key();
        byte[] message = clientData(4);
        signature(tested.key(), message);
        message[message.length - 3] = '5';

        byte[] second = signature(tested.key(), message);

        assertVerifies(tested.publicKey(), message, second);
    }

    @Test
    default void a_signature_stays_as_it_is_when_another_is_made() {
        KeyUnderTest tested = key();
        byte[] first = signature(tested.key(), clientData(6));

        signature(tested.key(), clientData(7));

        assertVerifies(tested.publicKey(), clientData(6), first);
    }

    @Test
    default void a_signature_belongs_to_the_caller() {
        KeyUnderTest tested = key();
        Arrays.fill(signature(tested.key(), clientData(8)), (byte) 0);

        byte[] again = signature(tested.key(), clientData(8));

        assertVerifies(tested.publicKey(), clientData(8), again);
    }

    @Test
    default void an_interrupted_thread_gets_a_signature_or_a_failure_and_stays_interrupted() {
        KeyUnderTest tested = key();

        Either<SigningFailure, byte[]> outcome =
                CallOnAThread.interruptedBefore(() -> tested.key().sign(clientData(9)));

        outcome.peek(signature -> assertVerifies(tested.publicKey(), clientData(9), signature));
    }

    @Test
    default void a_null_message_is_refused_at_once() {
        SigningKey key = key().key();

        assertThatNullPointerException().as("a null is the caller's mistake, not a failure of the key")
                .isThrownBy(() -> LimitedCall.run(() -> key.sign(null)));
    }

    @Test
    default void no_text_form_shows_a_secret() {
        KeyUnderTest tested = key();
        signature(tested.key(), clientData(10));

        tested.secrets().assertHiddenIn(tested.key());
    }
}
