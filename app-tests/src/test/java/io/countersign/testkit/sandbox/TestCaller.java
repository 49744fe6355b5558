package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** One user of a sandbox, who calls it with the JDK's HTTP client and knows the wire only from its description. */
record TestCaller(URI baseUrl, SandboxUser user) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    static TestCaller serviceAccountOf(Sandbox sandbox) {
        return new TestCaller(sandbox.baseUrl(), sandbox.serviceAccount());
    }

    record Reply(int status, String text, HttpResponse<String> response) {

        JsonNode json() {
            return parsed(text);
        }

        String errorMessage() {
            return json().at("/error/message").textValue();
        }

        /** The fields that the refusal names, with commas. */
        String faultyFields() {
            return String.join(",", json().at("/error/details").findValuesAsText("field"));
        }

        String userAction() {
            return json().path("userAction").asText();
        }
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(baseUrl + target))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + user.authToken());
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException unexpected) {
            throw new AssertionError("no answer", unexpected);
        }
    }

    Reply post(String path, byte[] body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
    }

    Reply post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply init(String body) {
        return post("/auth/action/init", body);
    }

    /** The challenge for a call. */
    JsonNode challengeFor(String method, String path, String payload) {
        Reply reply = init(description(method, path, payload).toString());
        if (reply.status() != 200) {
            throw new AssertionError("no challenge: " + reply.text());
        }
        return reply.json();
    }

    static ObjectNode description(String method, String path, String payload) {
        return JsonNodeFactory.instance.objectNode()
                .put("userActionHttpMethod", method)
                .put("userActionHttpPath", path)
                .put("userActionPayload", payload);
    }

    Reply redeem(JsonNode challenge, ObjectNode firstFactor) {
        return redeem(redemption(challenge, firstFactor));
    }

    Reply redeem(ObjectNode redemption) {
        return post("/auth/action", redemption.toString());
    }

    static ObjectNode redemption(JsonNode challenge, ObjectNode firstFactor) {
        ObjectNode redemption = JsonNodeFactory.instance.objectNode();
        redemption.set("challengeIdentifier", challenge.get("challengeIdentifier"));
        redemption.set("firstFactor", firstFactor);
        return redemption;
    }

    /** A factor that signs the challenge in the plainest way. */
    static ObjectNode factor(SandboxCredential credential, JsonNode challenge) {
        return factor(credential, clientData(challenge).toString());
    }

    static ObjectNode clientData(JsonNode challenge) {
        return JsonNodeFactory.instance.objectNode()
                .put("type", "key.get")
                .put("challenge", challenge.get("challenge").textValue());
    }

    static ObjectNode factor(SandboxCredential credential, String clientData) {
        byte[] bytes = clientData.getBytes(StandardCharsets.UTF_8);
        return factor(credential.credId(), bytes, TestSigner.sign(credential, bytes));
    }

    static ObjectNode factor(String credId, byte[] clientData, byte[] signature) {
        ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", "Key");
        factor.putObject("credentialAssertion")
                .put("credId", credId)
                .put("clientData", base64Url(clientData))
                .put("signature", base64Url(signature));
        return factor;
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A token for a call, proven with the ES256 key. */
    String tokenFor(String method, String path, String payload) {
        JsonNode challenge = challengeFor(method, path, payload);
        Reply reply = redeem(challenge, factor(user.key(KeyAlgorithm.ES256), challenge));
        if (reply.status() != 200) {
            throw new AssertionError("no token: " + reply.text());
        }
        return reply.userAction();
    }

    Reply call(String method, String target, String body) {
        return send(request(target).method(method, BodyPublishers.ofString(body)));
    }

    Reply call(String method, String target, String body, String token) {
        return send(request(target).header("X-DFNS-USERACTION", token).method(method, BodyPublishers.ofString(body)));
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("no JSON: " + json, notJson);
        }
    }
}
