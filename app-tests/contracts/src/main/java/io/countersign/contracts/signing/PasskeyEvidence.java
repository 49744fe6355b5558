package io.countersign.contracts.signing;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.contracts.server.ReceivedRequest;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.HashSet;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Verifies an assertion as a relying party does (WebAuthn Level 2 §7.2).
 *
 * @param passkey the passkey that must have made it
 * @param assertion the assertion
 */
record PasskeyEvidence(PasskeyUnderTest passkey, Fido2Assertion assertion) {

    private static final int RP_ID_HASH_IN_BYTES = 32;
    private static final int SHORTEST_IN_BYTES = 37;
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;

    /** Fails unless the assertion is this passkey's answer to that request, from the user's origin. */
    void assertAnswers(AssertionRequest request) {
        assertThat(assertion.credId()).as("the credential of the assertion").isEqualTo(passkey.id());
        assertThat(request.allowed().exists(allowed -> allowed.id().equals(assertion.credId())))
                .as("the request allows this passkey").isTrue();
        assertThat(assertion.answers(request.challenge().value()))
                .as("its client data is of the type %s and repeats the challenge", ClientData.WEBAUTHN_GET).isTrue();
        assertThat(assertion.isFromOneOf(HashSet.of(passkey.origin()))).as("its origin is the passkey's").isTrue();
    }

    /** Fails unless the passkey's private key signed authenticator data and client data as WebAuthn requires. */
    void assertSigned() {
        assertThat(passkey.publicKey().verifies(signedBytes(), assertion.signature().toByteArray()))
                .as("the signature over authenticator data and the hash of the client data verifies").isTrue();
    }

    Option<String> encodingFault() {
        return passkey.publicKey().encodingFault(assertion.signature().toByteArray());
    }

    private byte[] signedBytes() {
        byte[] authenticatorData = assertion.authenticatorData().toByteArray();
        byte[] hash = sha256(assertion.clientData().json().toByteArray());
        return ByteBuffer.allocate(authenticatorData.length + hash.length).put(authenticatorData).put(hash).array();
    }

    private byte[] authenticatorData() {
        byte[] data = assertion.authenticatorData().toByteArray();
        assertThat(data).as("authenticator data").hasSizeGreaterThanOrEqualTo(SHORTEST_IN_BYTES);
        return data;
    }

    void assertNamesTheRelyingParty() {
        assertThat(Arrays.copyOf(authenticatorData(), RP_ID_HASH_IN_BYTES))
                .as("the hash of the relying party's id at the head of the authenticator data")
                .isEqualTo(sha256(passkey.rpId().getBytes(StandardCharsets.UTF_8)));
    }

    boolean userWasPresent() {
        return (authenticatorData()[RP_ID_HASH_IN_BYTES] & USER_PRESENT) != 0;
    }

    boolean userWasVerified() {
        return (authenticatorData()[RP_ID_HASH_IN_BYTES] & USER_VERIFIED) != 0;
    }

    long signatureCount() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(authenticatorData()).getInt(RP_ID_HASH_IN_BYTES + 1));
    }

    /** Fails unless the members of the client data are those of the signed bytes. */
    void assertMembersAreThoseOfTheSignedBytes() {
        JsonNode json = ReceivedRequest.json(
                new String(assertion.clientData().json().toByteArray(), StandardCharsets.UTF_8));
        assertThat(assertion.clientData().type()).as("type").isEqualTo(json.path("type").textValue());
        assertThat(assertion.clientData().challenge()).as("challenge").isEqualTo(json.path("challenge").textValue());
        assertThat(assertion.clientData().origin()).as("origin")
                .isEqualTo(Option.of(json.path("origin").textValue()));
        assertThat(assertion.clientData().crossOrigin()).as("crossOrigin").isEqualTo(
                Option.when(json.has("crossOrigin"), () -> json.path("crossOrigin").booleanValue()));
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
