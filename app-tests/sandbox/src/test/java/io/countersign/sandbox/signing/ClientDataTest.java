package io.countersign.sandbox.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All client data are signed correctly; only their content is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientDataTest {

    private Sandbox sandbox;
    private TestCaller caller;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start();
        caller = TestCaller.serviceAccountOf(sandbox);
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\"}",
        "{\"challenge\":\"CHALLENGE\",\"type\":\"key.get\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"crossOrigin\":false}",
        "{\"crossOrigin\":false,\"challenge\":\"CHALLENGE\",\"type\":\"key.get\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"origin\":\"https://app.example.com\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"origin\":\"https://a.example\",\"crossOrigin\":false}",
        "{\"crossOrigin\":false,\"origin\":\"https://a.example\",\"challenge\":\"CHALLENGE\",\"type\":\"key.get\"}",
        " {\n \"type\" : \"key.get\" ,\r\n\t\"challenge\":\"CHALLENGE\" } \n",
        "{\"type\":\"key\\u002eget\",\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"unknown\":{\"type\":\"other\"}}"
    })
    void every_way_to_write_it_is_accepted(String template) {
        assertThat(redeemWith(template).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"key.get\"}",
        "{\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"Key.Get\",\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"key.create\",\"challenge\":\"CHALLENGE\"}",
        "{\"type\":[\"key.get\"],\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE \"}",
        "{\"type\":\"key.get\",\"challenge\":\"xCHALLENGE\"}",
        "{\"type\":\"key.get\",\"challenge\":\"\"}",
        "{\"type\":\"key.get\",\"challenge\":null}",
        "{\"type\":\"key.get\",\"challenge\":{}}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"crossOrigin\":true}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"crossOrigin\":null}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"crossOrigin\":\"false\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"crossOrigin\":0}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"origin\":null}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\",\"origin\":[]}",
        "{\"type\":\"key.get\",\"challenge\":\"other\",\"challenge\":\"CHALLENGE\"}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\"}{}",
        "{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\"",
        "[{\"type\":\"key.get\",\"challenge\":\"CHALLENGE\"}]",
        "CHALLENGE"
    })
    void what_does_not_say_that_a_key_signs_this_challenge_is_refused(String template) {
        assertRefused(redeemWith(template));
    }

    @Test
    void the_challenge_of_webauthn_is_not_the_one_that_a_key_repeats() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        String encoded = TestCaller.base64Url(challenge.get("challenge").textValue().getBytes(UTF_8));

        assertRefused(caller.redeem(challenge, TestCaller.factor(sandbox.serviceAccount().key("ES256"),
                "{\"type\":\"key.get\",\"challenge\":\"" + encoded + "\"}")));
    }

    @Test
    void the_challenge_of_another_session_is_refused() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        JsonNode another = caller.challengeFor("POST", "/wallets", "{}");

        assertRefused(caller.redeem(challenge, TestCaller.factor(sandbox.serviceAccount().key("ES256"), another)));
    }

    private TestCaller.Reply redeemWith(String template) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        return caller.redeem(challenge, TestCaller.factor(sandbox.serviceAccount().key("ES256"),
                template.replace("CHALLENGE", challenge.get("challenge").textValue())));
    }

    private static void assertRefused(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.clientData");
        assertThat(reply.json().has("userAction")).isFalse();
    }
}
