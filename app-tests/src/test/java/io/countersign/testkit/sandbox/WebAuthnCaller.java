package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The service account of a sandbox with its passkey, which signs whatever it is given. */
public final class WebAuthnCaller {

    private final TestCaller caller;
    private final SandboxPasskey passkey;
    private final AtomicInteger counter = new AtomicInteger();

    public WebAuthnCaller(Sandbox sandbox) {
        caller = TestCaller.serviceAccountOf(sandbox);
        passkey = sandbox.serviceAccount().passkey();
    }

    /** A challenge for a new wallet. */
    public JsonNode challenge() {
        return caller.challengeFor("POST", "/wallets", "{}");
    }

    /** A token for a new wallet of that description. */
    public String tokenFor(String body) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", body);
        return caller.redeem(challenge, TestCaller.factor(caller.user().key(KeyAlgorithm.EDDSA), challenge))
                .userAction();
    }

    /** Authenticator data whose flags are the first of those bytes, and whose end the others are. */
    public byte[] authenticatorData(byte[] given) {
        byte flags = given.length == 0 ? TestAuthenticator.UP | TestAuthenticator.UV : given[0];
        ByteBuffer data = ByteBuffer.allocate(37 + Math.max(0, given.length - 1))
                .put(Sha256.of(passkey.rpId().getBytes(StandardCharsets.UTF_8)))
                .put(flags).putInt(counter.incrementAndGet());
        return given.length > 1 ? data.put(given, 1, given.length - 1).array() : data.array();
    }

    /** The passkey's signature over both. */
    public byte[] signature(byte[] clientData, byte[] authenticatorData) {
        return TestSigner.sign(passkey, ByteBuffer.allocate(authenticatorData.length + 32)
                .put(authenticatorData).put(Sha256.of(clientData)).array());
    }

    /** The body that redeems the challenge with those. */
    public String redemption(JsonNode challenge, byte[] clientData, byte[] authenticatorData, byte[] signature) {
        ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", "Fido2");
        factor.putObject("credentialAssertion")
                .put("credId", passkey.credId())
                .put("clientData", base64Url(clientData))
                .put("authenticatorData", base64Url(authenticatorData))
                .put("signature", base64Url(signature))
                .put("userHandle", passkey.userHandle());
        return TestCaller.redemption(challenge, factor).toString();
    }

    public static String base64Url(byte[] bytes) {
        return TestCaller.base64Url(bytes);
    }
}
