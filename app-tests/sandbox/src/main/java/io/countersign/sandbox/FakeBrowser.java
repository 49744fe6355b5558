package io.countersign.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.enrolment.FakePasskey;
import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasskey;
import io.vavr.control.Option;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/**
 * A browser for tests, with an authenticator that keeps any number of passkeys. It answers the options of
 * {@code navigator.credentials.create} and {@code get} as a page of an origin would, in the JSON of WebAuthn Level 3
 * §5.1.8 and §5.1.9. Its user is always there, agrees to everything, and is verified.
 *
 * <pre>{@code
 * var browser = FakeBrowser.at("http://localhost:8080");
 * sandbox.registerPasskey(user, browser.create(creationOptions));
 * String answer = browser.get(requestOptions);
 * }</pre>
 *
 * <p>Where a browser would fail, it throws an {@link IllegalStateException} whose message begins with the name of the
 * browser's error ({@code NotAllowedError}). Thread-safe.
 */
public final class FakeBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String origin;
    private final Option<String> topOrigin;
    private final boolean verifiesUser;
    private final List<FakePasskey> passkeys;

    private FakeBrowser(String origin, Option<String> topOrigin, boolean verifiesUser, List<FakePasskey> passkeys) {
        this.origin = origin;
        this.topOrigin = topOrigin;
        this.verifiesUser = verifiesUser;
        this.passkeys = passkeys;
    }

    /**
     * Returns a browser without passkeys that shows a page.
     *
     * @param origin the page's origin, such as {@code https://app.example.com}
     * @return the browser
     */
    public static FakeBrowser at(String origin) {
        return new FakeBrowser(
                Objects.requireNonNull(origin, "origin"), Option.none(), true, new CopyOnWriteArrayList<>());
    }

    /**
     * Returns this browser, with its passkeys, showing the page of another origin.
     *
     * @param otherOrigin the page's origin
     * @return a browser that shares the passkeys of this one
     */
    public FakeBrowser movedTo(String otherOrigin) {
        return new FakeBrowser(
                Objects.requireNonNull(otherOrigin, "otherOrigin"), topOrigin, verifiesUser, passkeys);
    }

    /**
     * Returns this browser, with its passkeys, showing the page in a frame.
     *
     * @param outerOrigin the origin of the page around the frame
     * @return a browser that shares the passkeys of this one
     */
    public FakeBrowser inFrameOf(String outerOrigin) {
        return new FakeBrowser(
                origin, Option.some(Objects.requireNonNull(outerOrigin, "outerOrigin")), verifiesUser, passkeys);
    }

    /**
     * Returns this browser, with its passkeys, with an authenticator that does not verify its user.
     *
     * @return a browser that shares the passkeys of this one
     */
    public FakeBrowser withoutUserVerification() {
        return new FakeBrowser(origin, topOrigin, false, passkeys);
    }

    /**
     * Adds a passkey of a sandbox to the authenticator.
     *
     * @param passkey a passkey whose private key the sandbox has
     * @return this browser
     */
    public FakeBrowser holding(SandboxPasskey passkey) {
        passkeys.add(FakePasskey.of(passkey));
        return this;
    }

    /**
     * Makes a passkey for the first algorithm of the options that is ES256, EdDSA or RS256.
     *
     * @param creationOptions {@code PublicKeyCredentialCreationOptionsJSON}
     * @return {@code RegistrationResponseJSON}
     * @throws IllegalStateException if a browser would make none
     */
    public String create(String creationOptions) {
        JsonNode options = parsed(creationOptions);
        String rpId = rpId(options.path("rp").path("id"));
        if (StreamSupport.stream(options.path("excludeCredentials").spliterator(), false)
                .anyMatch(excluded -> held(excluded, rpId).isDefined())) {
            throw new IllegalStateException("InvalidStateError: the authenticator holds an excluded passkey");
        }
        KeyAlgorithm algorithm = StreamSupport.stream(options.path("pubKeyCredParams").spliterator(), false)
                .map(parameters -> FakePasskey.algorithm(parameters.path("alg").asInt()))
                .filter(Option::isDefined).map(Option::get).findFirst()
                .orElseThrow(() -> new IllegalStateException("NotSupportedError: no algorithm that is known here"));
        FakePasskey passkey = FakePasskey.made(algorithm, rpId, bytes(options.path("user").path("id")));
        passkeys.add(passkey);
        ObjectNode answer = answerOf(passkey);
        ObjectNode response = answer.putObject("response");
        response.put("clientDataJSON", Base64Url.of(clientData("webauthn.create", options)));
        response.put("attestationObject", Base64Url.of(passkey.attestationObject(verifiesUser)));
        response.putArray("transports").add("internal");
        return answer.toString();
    }

    /**
     * Signs with the first passkey that the options allow.
     *
     * @param requestOptions {@code PublicKeyCredentialRequestOptionsJSON}
     * @return {@code AuthenticationResponseJSON}
     * @throws IllegalStateException if a browser would not sign
     */
    public String get(String requestOptions) {
        JsonNode options = parsed(requestOptions);
        String rpId = rpId(options.path("rpId"));
        JsonNode allowed = options.path("allowCredentials");
        FakePasskey passkey = (allowed.isEmpty()
                ? passkeys.stream().filter(held -> held.rpId().equals(rpId))
                : StreamSupport.stream(allowed.spliterator(), false).flatMap(one -> held(one, rpId).toJavaStream()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("NotAllowedError: no allowed passkey is held here"));
        byte[] clientData = clientData("webauthn.get", options);
        byte[] data = passkey.authenticatorData(verifiesUser);
        ObjectNode answer = answerOf(passkey);
        answer.putObject("response")
                .put("clientDataJSON", Base64Url.of(clientData))
                .put("authenticatorData", Base64Url.of(data))
                .put("signature", Base64Url.of(passkey.signature(data, clientData)))
                .put("userHandle", Base64Url.of(passkey.userHandle()));
        return answer.toString();
    }

    private static ObjectNode answerOf(FakePasskey passkey) {
        ObjectNode answer = JSON.createObjectNode()
                .put("type", "public-key")
                .put("id", Base64Url.of(passkey.id()))
                .put("rawId", Base64Url.of(passkey.id()))
                .put("authenticatorAttachment", "platform");
        answer.putObject("clientExtensionResults");
        return answer;
    }

    private byte[] clientData(String type, JsonNode options) {
        ObjectNode clientData = JSON.createObjectNode()
                .put("type", type)
                .put("challenge", Base64Url.of(bytes(options.path("challenge"))))
                .put("origin", origin)
                .put("crossOrigin", topOrigin.isDefined());
        topOrigin.forEach(outer -> clientData.put("topOrigin", outer));
        return clientData.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the relying party's id, which is the page's host or a domain above it. */
    private String rpId(JsonNode given) {
        String host = URI.create(origin).getHost();
        String rpId = given.asText(host);
        if (!host.equals(rpId) && !host.endsWith("." + rpId)) {
            throw new IllegalStateException("SecurityError: " + rpId + " is no relying party of " + origin);
        }
        return rpId;
    }

    private Option<FakePasskey> held(JsonNode descriptor, String rpId) {
        byte[] id = bytes(descriptor.path("id"));
        return io.vavr.collection.List.ofAll(passkeys)
                .find(passkey -> passkey.rpId().equals(rpId) && Arrays.equals(passkey.id(), id));
    }

    private static byte[] bytes(JsonNode base64Url) {
        return Base64.getUrlDecoder().decode(base64Url.asText());
    }

    private static JsonNode parsed(String options) {
        try {
            return JSON.readTree(options);
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException("TypeError: the options are no JSON");
        }
    }

    @Override
    public String toString() {
        return "FakeBrowser[" + origin + "]";
    }
}
