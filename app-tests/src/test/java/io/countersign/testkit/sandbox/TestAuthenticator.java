package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A browser and its authenticator in one, byte by byte as WebAuthn Level 2 §5.8.1 and §6.1 have them. Each part can be
 * made otherwise than it should be; what is made is properly signed all the same.
 */
record TestAuthenticator(KeyAlgorithm algorithm, byte[] pkcs8, String credId, String rpId, int flags, long counter,
        BiFunction<String, String, String> clientData, String origin, String userHandle) {

    static final int UP = 0x01;
    static final int UV = 0x04;

    static TestAuthenticator of(SandboxPasskey passkey) {
        return of(passkey, passkey.algorithm(), TestSigner.pkcs8(passkey));
    }

    static TestAuthenticator of(SandboxPasskey passkey, KeyAlgorithm algorithm, byte[] pkcs8) {
        return new TestAuthenticator(algorithm, pkcs8, passkey.credId(), "localhost", UP | UV, 1,
                TestAuthenticator::asBrowsersDo, "http://localhost", passkey.userHandle());
    }

    static String asBrowsersDo(String challenge, String origin) {
        return "{\"type\":\"webauthn.get\",\"challenge\":\""
                + TestCaller.base64Url(challenge.getBytes(StandardCharsets.UTF_8))
                + "\",\"origin\":\"" + origin + "\",\"crossOrigin\":false}";
    }

    static String verbatim(String challenge, String origin) {
        return "{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin + "\"}";
    }

    TestAuthenticator forRelyingParty(String rpId) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    TestAuthenticator withFlags(int flags) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    TestAuthenticator withCounter(long counter) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    TestAuthenticator withKeyOf(SandboxCredential other) {
        return new TestAuthenticator(algorithm, TestSigner.pkcs8(other), credId, rpId, flags, counter, clientData,
                origin, userHandle);
    }

    TestAuthenticator writing(BiFunction<String, String, String> clientData) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    TestAuthenticator at(String origin) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    TestAuthenticator claiming(String userHandle) {
        return new TestAuthenticator(
                algorithm, pkcs8, credId, rpId, flags, counter, clientData, origin, userHandle);
    }

    ObjectNode answer(JsonNode challenge) {
        return answer(challenge, UnaryOperator.identity());
    }

    /** With authenticator data that was rewritten before it was signed. */
    ObjectNode answer(JsonNode challenge, UnaryOperator<byte[]> rewriting) {
        byte[] json = clientData.apply(challenge.get("challenge").textValue(), origin)
                .getBytes(StandardCharsets.UTF_8);
        byte[] data = rewriting.apply(ByteBuffer.allocate(37)
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8))).put((byte) flags).putInt((int) counter).array());
        byte[] signed = ByteBuffer.allocate(data.length + 32).put(data).put(sha256(json)).array();
        ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", "Fido2");
        ObjectNode assertion = factor.putObject("credentialAssertion")
                .put("credId", credId)
                .put("clientData", TestCaller.base64Url(json))
                .put("authenticatorData", TestCaller.base64Url(data))
                .put("signature", TestCaller.base64Url(TestSigner.sign(algorithm, pkcs8, signed)));
        if (!userHandle.isEmpty()) {
            assertion.put("userHandle", userHandle);
        }
        return factor;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
