package io.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** One page in a browser. */
final class Tab {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chromium browser;
    private final String target;
    private final String session;

    Tab(Chromium browser, String target, String session) {
        this.browser = browser;
        this.target = target;
        this.session = session;
        send("Page.enable", JSON.createObjectNode());
        // A passkey signs only for a page that has the focus; of several pages without a window, each shall have it.
        send("Emulation.setFocusEmulationEnabled", JSON.createObjectNode().put("enabled", true));
        send("WebAuthn.enable", JSON.createObjectNode().put("enableUI", false));
        send("Network.enable", JSON.createObjectNode());
        send("Log.enable", JSON.createObjectNode());
        send("Runtime.enable", JSON.createObjectNode());
    }

    JsonNode send(String method, ObjectNode parameters) {
        return browser.send(method, session, parameters);
    }

    void go(URI url) {
        send("Page.navigate", JSON.createObjectNode().put("url", url.toString()));
        await("document.readyState === 'complete' && location.href.startsWith('" + url + "')");
    }

    /** Adds an authenticator that verifies its user by itself, and returns its id. */
    String addAuthenticator() {
        ObjectNode parameters = JSON.createObjectNode();
        parameters.putObject("options").put("protocol", "ctap2").put("transport", "internal")
                .put("hasResidentKey", true).put("hasUserVerification", true).put("isUserVerified", true)
                .put("automaticPresenceSimulation", true);
        return send("WebAuthn.addVirtualAuthenticator", parameters).get("authenticatorId").asText();
    }

    JsonNode credentialsOf(String authenticator) {
        return send("WebAuthn.getCredentials", JSON.createObjectNode().put("authenticatorId", authenticator))
                .get("credentials");
    }

    void addCredential(String authenticator, JsonNode credential) {
        ObjectNode parameters = JSON.createObjectNode().put("authenticatorId", authenticator);
        parameters.set("credential", credential);
        send("WebAuthn.addCredential", parameters);
    }

    /** Evaluates an expression, waiting for it if it is a promise. */
    JsonNode evaluate(String expression) {
        JsonNode result = send("Runtime.evaluate", JSON.createObjectNode().put("expression", expression)
                .put("awaitPromise", true).put("returnByValue", true).put("userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.at("/exceptionDetails/exception/description").asText()
                    + result.at("/exceptionDetails/text").asText());
        }
        return result.at("/result/value");
    }

    /** Clicks in the innermost frame, once it shows the page of a path and what is there can be clicked. */
    void clickInInnermostFrame(String path, String selector) {
        JsonNode frame = innermostFrame();
        long deadline = System.nanoTime() + Chromium.PATIENCE.toNanos();
        while (!path.equals(URI.create(frame.get("url").asText()).getPath())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the innermost frame never showed " + path + ", but " + frame);
            }
            frame = innermostFrame();
        }
        int context = send("Page.createIsolatedWorld", JSON.createObjectNode()
                .put("frameId", frame.get("id").asText())).get("executionContextId").asInt();
        send("Runtime.evaluate", JSON.createObjectNode().put("contextId", context).put("awaitPromise", true)
                .put("userGesture", true).put("expression", "new Promise(resolve => {"
                        + "const look = () => { const e = document.querySelector('" + selector + "');"
                        + "if (e && !e.disabled) { e.click(); resolve(); } else setTimeout(look, 20); }; look(); })"));
    }

    private JsonNode innermostFrame() {
        JsonNode tree = send("Page.getFrameTree", JSON.createObjectNode()).get("frameTree");
        while (tree.has("childFrames")) {
            tree = tree.at("/childFrames/0");
        }
        return tree.get("frame");
    }

    /** Returns the addresses of everything that the page asked for. */
    List<String> requests() {
        return browser.events(session, "Network.requestWillBeSent").stream()
                .map(request -> request.at("/request/url").asText()).toList();
    }

    /** Returns what the browser logged as an error, broken policies and uncaught exceptions included. */
    List<JsonNode> errors() {
        return Stream.concat(
                browser.events(session, "Log.entryAdded").stream()
                        .filter(entry -> entry.at("/entry/level").asText().equals("error")),
                browser.events(session, "Runtime.exceptionThrown").stream()).toList();
    }

    void close() {
        browser.send("Target.closeTarget", "", JSON.createObjectNode().put("targetId", target));
    }

    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''").asText();
    }

    /** Waits until a condition on the page holds. */
    void await(String condition) {
        boolean holds = evaluate("new Promise(resolve => {"
                + "const until = performance.now() + " + Chromium.PATIENCE.toMillis() / 2 + ";"
                + "const look = () => { if (" + condition + ") resolve(true);"
                + " else if (performance.now() > until) resolve(false); else setTimeout(look, 20); }; look(); })")
                .asBoolean();
        if (!holds) {
            throw new AssertionError("never so: " + condition + "\n" + text("body"));
        }
    }

    /** Clicks as a person does: only what is visible and enabled. */
    void click(String selector) {
        await("(e => e && !e.disabled && e.getClientRects().length)(document.querySelector('" + selector + "'))");
        evaluate("document.querySelector('" + selector + "').click()");
    }

    void select(String selector, String value) {
        evaluate("(e => { e.value = '" + value + "'; e.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector('" + selector + "'))");
    }

    void press(String key, int code) {
        for (String type : new String[] {"keyDown", "keyUp"}) {
            ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key).put("code", key)
                    .put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            send("Input.dispatchKeyEvent", event);
        }
    }

    /** Writes a picture of the whole page, in a given width, light or dark. */
    void picture(Path file, int width, boolean dark) throws IOException {
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features").addObject().put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
        send("Emulation.setDeviceMetricsOverride", JSON.createObjectNode().put("width", width).put("height", 900)
                .put("deviceScaleFactor", 1).put("mobile", width < 600));
        byte[] png = Base64.getDecoder().decode(send("Page.captureScreenshot", JSON.createObjectNode()
                .put("captureBeyondViewport", true)).get("data").asText());
        Files.write(file, png);
    }
}
