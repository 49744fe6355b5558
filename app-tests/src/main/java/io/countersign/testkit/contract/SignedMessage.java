package io.countersign.testkit.contract;

import io.countersign.domain.credential.ClientData;
import io.countersign.ports.outbound.SigningKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Signatures, asked for and judged. */
final class SignedMessage {

    private SignedMessage() {
    }

    /** What a key signs in earnest: the client data of a challenge, another for each number. */
    static byte[] clientData(int number) {
        return ClientData.keyGet("challenge-" + number).utf8();
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
}
