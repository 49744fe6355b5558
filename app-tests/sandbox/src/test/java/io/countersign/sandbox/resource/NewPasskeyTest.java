package io.countersign.sandbox.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.FakeBrowser;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A browser registers a passkey over HTTP, as with the API. */
class NewPasskeyTest {

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.configure().clock(clock).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final FakeBrowser browser = FakeBrowser.at("http://localhost");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_passkey_that_a_browser_made_is_registered_and_signs_from_then_on() {
        TestCaller.Reply reply = register(challenge(), browser);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String id = reply.json().get("credentialId").textValue();
        assertThat(caller.challengeFor("POST", "/wallets", "{}").at("/allowCredentials/webauthn")
                .findValuesAsText("id"))
                .contains(id);
        assertThat(sandbox.credentialsOf(sandbox.serviceAccount())).extracting(credential -> credential.credId())
                .contains(id);
        assertThat(proven()).isEqualTo(200);
    }

    @Test
    void a_challenge_registers_one_passkey_of_the_user_who_asked_for_it_in_time() {
        JsonNode used = challenge();
        assertThat(register(used, browser).status()).isEqualTo(200);
        assertNotValid(register(used, FakeBrowser.at("http://localhost")));

        JsonNode foreign = new TestCaller(sandbox.baseUrl(), sandbox.delegatedUser())
                .post("/auth/credentials/init", "{\"kind\":\"Fido2\"}").json();
        assertNotValid(register(foreign, browser));

        JsonNode late = challenge();
        clock.advance(Duration.ofMinutes(16));
        assertNotValid(register(late, browser));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://example.com"})
    void a_passkey_that_was_made_on_another_origin_is_refused(String origin) {
        JsonNode challenge = challenge();
        ObjectNode body = body(challenge, browser);
        String made = new String(java.util.Base64.getUrlDecoder().decode(
                body.at("/credentialInfo/clientData").textValue()), StandardCharsets.UTF_8);
        ((ObjectNode) body.get("credentialInfo")).put("clientData",
                TestCaller.base64Url(made.replace("http://localhost", origin).getBytes(StandardCharsets.UTF_8)));

        TestCaller.Reply refused = send(body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.faultyFields()).isEqualTo("credentialInfo.clientData");
    }

    @Test
    void what_is_no_passkey_is_refused_by_its_fields() {
        assertThat(send((ObjectNode) TestCaller.parsed("{\"credentialKind\":\"Fido2\"}")).faultyFields())
                .isEqualTo("challengeIdentifier,credentialName,credentialInfo");
        ObjectNode damaged = body(challenge(), browser);
        ((ObjectNode) damaged.get("credentialInfo")).put("attestationData", "AAAA");
        assertThat(send(damaged).faultyFields()).isEqualTo("credentialInfo.attestationData");
        ObjectNode renamed = body(challenge(), FakeBrowser.at("http://localhost"));
        ((ObjectNode) renamed.get("credentialInfo")).put("credId", "YQ");
        assertThat(send(renamed).faultyFields()).isEqualTo("credentialInfo.credId");
    }

    @Test
    void registering_a_passkey_takes_a_user_action() {
        assertThat(caller.post("/auth/credentials", body(challenge(), browser).toString()).status()).isEqualTo(403);
    }

    private JsonNode challenge() {
        return caller.post("/auth/credentials/init", "{\"kind\":\"Fido2\"}").json();
    }

    private TestCaller.Reply register(JsonNode challenge, FakeBrowser made) {
        return send(body(challenge, made));
    }

    private TestCaller.Reply send(ObjectNode body) {
        String text = body.toString();
        return caller.call("POST", "/auth/credentials", text, caller.tokenFor("POST", "/auth/credentials", text));
    }

    /** Does what published clients do: WebAuthn gets the UTF-8 bytes of challenge and user id. */
    private static ObjectNode body(JsonNode challenge, FakeBrowser browser) {
        ObjectNode options = challenge.deepCopy();
        options.put("challenge", encoded(challenge.get("challenge").textValue()));
        ((ObjectNode) options.get("user")).put("id", encoded(challenge.at("/user/id").textValue()));
        JsonNode made = TestCaller.parsed(browser.create(options.toString()));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("credentialKind", "Fido2")
                .put("credentialName", "phone")
                .put("challengeIdentifier", challenge.get("challengeIdentifier").textValue());
        body.putObject("credentialInfo").put("credId", made.get("id").textValue())
                .put("clientData", made.at("/response/clientDataJSON").textValue())
                .put("attestationData", made.at("/response/attestationObject").textValue());
        return body;
    }

    private int proven() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        ObjectNode options = JsonNodeFactory.instance.objectNode()
                .put("challenge", encoded(challenge.get("challenge").textValue()))
                .put("rpId", challenge.at("/rp/id").textValue());
        options.set("allowCredentials", challenge.at("/allowCredentials/webauthn"));
        JsonNode made = TestCaller.parsed(browser.get(options.toString()));
        ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", "Fido2");
        ObjectNode assertion = factor.putObject("credentialAssertion").put("credId", made.get("id").textValue())
                .put("clientData", made.at("/response/clientDataJSON").textValue());
        for (String member : new String[] {"authenticatorData", "signature", "userHandle"}) {
            assertion.put(member, made.at("/response/" + member).textValue());
        }
        return caller.redeem(challenge, factor).status();
    }

    private static void assertNotValid(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("Challenge token is not valid.");
    }

    private static String encoded(String text) {
        return TestCaller.base64Url(text.getBytes(StandardCharsets.UTF_8));
    }
}
