package io.countersign.contracts.signing;

import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.domain.credential.ClientData;
import io.countersign.ports.outbound.SigningKey;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message and its signature, with the checks that contracts share.
 *
 * @param message the signed message
 * @param signature the signature
 */
record SignedMessage(byte[] message, byte[] signature) {

    /** Returns client data of a challenge, the message that keys sign in practice; different for each number. */
    static byte[] clientData(int number) {
        return ClientData.keyGet("challenge-" + number).json().toByteArray();
    }

    /** Returns client data padded with spaces to the given length. */
    static byte[] clientData(int number, int length) {
        byte[] clientData = clientData(number);
        byte[] message = Arrays.copyOf(clientData, length);
        Arrays.fill(message, clientData.length - 1, length - 1, (byte) ' ');
        message[length - 1] = '}';
        return message;
    }

    /** Returns the key's signature over the message; a failure fails the test. */
    static byte[] signature(SigningKey key, byte[] message) {
        return Outcome.success(() -> key.sign(message));
    }

    /** Fails unless the signature is over that message and by that key. */
    static void assertVerifies(VerifyingKey publicKey, byte[] message, byte[] signature) {
        assertThat(publicKey.verifies(message, signature))
                .as("the signature over %d bytes verifies under the public key", message.length).isTrue();
    }

    /** Fails unless the key signs the message correctly. */
    static void assertSigned(KeyUnderTest tested, byte[] message) {
        assertVerifies(tested.publicKey(), message, signature(tested.key(), message.clone()));
    }

    /** Fails if the key signs the message incorrectly. It may refuse. */
    static void assertSignedOrRefused(KeyUnderTest tested, byte[] message) {
        Outcome.of(() -> tested.key().sign(message.clone()))
                .peek(signature -> assertVerifies(tested.publicKey(), message, signature));
    }
}
