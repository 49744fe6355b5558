package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.HttpAnswers;
import io.countersign.sandbox.fixture.WebAuthnCaller;
import io.countersign.sandbox.model.SandboxUser;

import java.io.IOException;
import java.util.Arrays;

/**
 * Requests to a sandbox. The first byte chooses: raw bytes; a call with a target, a media type and a body; a proven
 * call; a redemption, in which the byte 1 stands for the challenge identifier and 2 and 3 for the challenge, in
 * base64url and verbatim; a passkey's assertion, with a correct signature or another; or a registration. Parts are
 * separated by zero bytes.
 */
final class SandboxRequests implements FuzzedParser.Parser {

    private final Sandbox sandbox = Sandbox.configure().acceptingDeprecatedKinds().start();
    private final SandboxUser user = sandbox.serviceAccount();
    private final WebAuthnCaller caller = new WebAuthnCaller(sandbox);
    /** A separate sandbox, so that registered credentials do not make every challenge longer. */
    private final Sandbox registry = Sandbox.start();
    private int registered;

    @Override
    public boolean accepts(byte[] input) throws IOException {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        return switch (input.length == 0 ? 0 : input[0] & 7) {
            case 0 -> isAnswered(new String(rest, ISO_8859_1));
            case 1 -> call(rest, "none");
            case 2 -> provenCall(new String(rest, ISO_8859_1));
            case 3 -> redemption(rest);
            case 4 -> passkey(rest, true);
            case 5 -> passkey(rest, false);
            case 6 -> isPublicKey(new String(rest, ISO_8859_1));
            default -> isPasskey(rest);
        };
    }

    private boolean isAnswered(String request) throws IOException {
        return HttpAnswers.statusesOf(sandbox.baseUrl(), request.getBytes(ISO_8859_1)).contains(200);
    }

    private boolean call(byte[] input, String token) throws IOException {
        String[] parts = parts(input, 4);
        return isAnswered(request(parts[0], parts[1], parts[2], parts[3], token));
    }

    private boolean provenCall(String body) throws IOException {
        String text = new String(body.getBytes(ISO_8859_1), UTF_8);
        String token = text.indexOf('\uFFFD') < 0 ? caller.tokenFor(text) : "none";
        return isAnswered(request("POST", "/wallets", "application/json", body, token));
    }

    private boolean redemption(byte[] input) throws IOException {
        JsonNode challenge = caller.challenge();
        return isAnswered(request("POST", "/auth/action", "application/json", filledIn(input, challenge), "none"));
    }

    /** Client data, authenticator data and, unless it is to be correct, the signature. */
    private boolean passkey(byte[] input, boolean signed) throws IOException {
        JsonNode challenge = caller.challenge();
        String[] parts = parts(input, 3);
        byte[] clientData = filledIn(parts[0].getBytes(ISO_8859_1), challenge).getBytes(ISO_8859_1);
        byte[] authenticatorData = caller.authenticatorData(parts[1].getBytes(ISO_8859_1));
        String body = caller.redemption(challenge, clientData, authenticatorData,
                signed ? caller.signature(clientData, authenticatorData) : parts[2].getBytes(ISO_8859_1));
        return isAnswered(request("POST", "/auth/action", "application/json", body, "none"));
    }

    private boolean isPublicKey(String pem) {
        return isRegistered(() -> registry.register(registry.serviceAccount(), pem));
    }

    private boolean isPasskey(byte[] coseKey) {
        registered++;
        return isRegistered(() -> registry.registerPasskey(
                registry.serviceAccount(), Integer.toString(registered).getBytes(UTF_8), coseKey, new byte[] {1}));
    }

    private static boolean isRegistered(Runnable registration) {
        try {
            registration.run();
            return true;
        } catch (IllegalArgumentException refused) {
            Checks.inOneLine(refused.getMessage());
            return false;
        }
    }

    private String request(String method, String target, String type, String body, String token) {
        return method + " " + target + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + user.authToken()
                + "\r\nX-DFNS-USERACTION: " + token + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String filledIn(byte[] input, JsonNode challenge) {
        String text = challenge.get("challenge").textValue();
        return new String(input, ISO_8859_1)
                .replace("\1", challenge.get("challengeIdentifier").textValue())
                .replace("\2", WebAuthnCaller.base64Url(text.getBytes(UTF_8)))
                .replace("\3", text);
    }

    private static String[] parts(byte[] input, int count) {
        return Arrays.copyOf((new String(input, ISO_8859_1) + "\0".repeat(count)).split("\0", -1), count);
    }
}
