package io.countersign.contracts.signing;

import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.VerifyingKey;
import io.countersign.domain.credential.ClientData;
import io.countersign.ports.outbound.SigningKey;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signatures, asked for and judged.
 *
 * @param message what was signed
 * @param signature the signature over it
 */
record SignedMessage(byte[] message, byte[] signature) {

    /** What a key signs in earnest: the client data of a challenge, another for each number. */
    static byte[] clientData(int number) {
        return ClientData.keyGet("challenge-" + number).json().toByteArray();
    }

    /** The same with spaces before its end, up to that length, so that there is something to hash. */
    static byte[] clientData(int number, int length) {
        byte[] clientData = clientData(number);
        byte[] message = Arrays.copyOf(clientData, length);
        Arrays.fill(message, clientData.length - 1, length - 1, (byte) ' ');
        message[length - 1] = '}';
        return message;
    }

    /** The key's signature over that message, which it must make. */
    static byte[] signature(SigningKey key, byte[] message) {
        return Outcome.success(() -> key.sign(message));
    }

    /** The signature is over that message and by that key. */
    static void assertVerifies(VerifyingKey publicKey, byte[] message, byte[] signature) {
        assertThat(publicKey.verifies(message, signature))
                .as("the signature over %d bytes verifies under the public key", message.length).isTrue();
    }

    /** The key signs that message, and rightly. */
    static void assertSigned(KeyUnderTest tested, byte[] message) {
        assertVerifies(tested.publicKey(), message, signature(tested.key(), message.clone()));
    }

    /** If the key signs that message at all, then rightly. */
    static void assertSignedOrRefused(KeyUnderTest tested, byte[] message) {
        Outcome.of(() -> tested.key().sign(message.clone()))
                .peek(signature -> assertVerifies(tested.publicKey(), message, signature));
    }
}
