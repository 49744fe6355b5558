package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import io.countersign.sandbox.fixture.NoPasskeys;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

class FakeBrowserTest {

    private static final String ORIGIN = "http://localhost";

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxUser user = sandbox.serviceAccount();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final FakeBrowser browser = FakeBrowser.at(ORIGIN);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String encoded(String text) {
        return TestCaller.base64Url(text.getBytes(StandardCharsets.UTF_8));
    }

    private String creationOptions(String rpId, int algorithm, String exclude) {
        return """
                {"rp":{"id":"%s","name":"Test"},"user":{"id":"%s","name":"n","displayName":"d"},
                 "challenge":"Y2hhbGxlbmdl","pubKeyCredParams":[{"type":"public-key","alg":-36},
                 {"type":"public-key","alg":%d}],"excludeCredentials":[%s]}
                """.formatted(rpId, encoded(user.id()), algorithm, exclude);
    }

    private String creationOptions(int algorithm) {
        return creationOptions("localhost", algorithm, "");
    }

    private static String requestOptions(JsonNode challenge) {
        ObjectNode options = JsonNodeFactory.instance.objectNode()
                .put("challenge", encoded(challenge.get("challenge").textValue()))
                .put("rpId", challenge.at("/rp/id").textValue());
        options.set("allowCredentials", challenge.at("/allowCredentials/webauthn"));
        return options.toString();
    }

    private static ObjectNode factor(String answer) {
        JsonNode json = TestCaller.parsed(answer);
        ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", "Fido2");
        ObjectNode assertion = factor.putObject("credentialAssertion").put("credId", json.get("id").textValue())
                .put("clientData", json.at("/response/clientDataJSON").textValue());
        for (String member : new String[] {"authenticatorData", "signature", "userHandle"}) {
            assertion.put(member, json.at("/response/" + member).textValue());
        }
        return factor;
    }

    private int redeemed(FakeBrowser signing) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        return caller.redeem(challenge, factor(signing.get(requestOptions(challenge)))).status();
    }

    @ParameterizedTest
    @CsvSource({"-7, ES256", "-8, EDDSA", "-257, RS256"})
    void a_passkey_that_it_makes_is_registered_in_one_line_and_signs(int cose, KeyAlgorithm algorithm) {
        var passkey = sandbox.registerPasskey(user, browser.create(creationOptions(cose)));

        assertThat(passkey.algorithm()).isEqualTo(algorithm);
        assertThat(passkey.hasPrivateKey()).isFalse();
        assertThat(sandbox.credentialsOf(user)).contains(passkey);
        assertThat(redeemed(browser)).isEqualTo(200);
        assertThat(redeemed(browser)).isEqualTo(200);
    }

    /** What it answers is checked by Yubico's library, which knows nothing of the sandbox. */
    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257})
    void a_relying_party_takes_what_it_makes(int algorithm) throws Exception {
        var options = PublicKeyCredentialCreationOptions.fromJson(creationOptions(algorithm));
        var relyingParty = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder().id("localhost").name("Test").build())
                .credentialRepository(new NoPasskeys()).origins(Set.of(ORIGIN)).build();

        var result = relyingParty.finishRegistration(FinishRegistrationOptions.builder().request(options)
                .response(PublicKeyCredential.parseRegistrationResponseJson(browser.create(creationOptions(algorithm))))
                .build());

        assertThat(result.isUserVerified()).isTrue();
        assertThat(result.getPublicKeyCose().isEmpty()).isFalse();
    }

    @Test
    void it_signs_with_a_passkey_of_the_sandbox() {
        assertThat(redeemed(browser.holding(user.passkey()))).isEqualTo(200);
    }

    @Test
    void what_a_page_says_of_itself_is_in_the_client_data() {
        browser.create(creationOptions(-7));
        String options = "{\"challenge\":\"AQID\",\"rpId\":\"localhost\"}";

        assertThat(clientData(browser.get(options))).isEqualTo(TestCaller.parsed("{\"type\":\"webauthn.get\","
                + "\"challenge\":\"AQID\",\"origin\":\"http://localhost\",\"crossOrigin\":false}"));
        assertThat(clientData(browser.movedTo("http://app.localhost:81").inFrameOf("https://evil.test").get(options)))
                .isEqualTo(TestCaller.parsed("{\"type\":\"webauthn.get\",\"challenge\":\"AQID\","
                        + "\"origin\":\"http://app.localhost:81\",\"crossOrigin\":true,"
                        + "\"topOrigin\":\"https://evil.test\"}"));
    }

    private static JsonNode clientData(String answer) {
        return TestCaller.parsed(new String(Base64.getUrlDecoder().decode(TestCaller.parsed(answer)
                .at("/response/clientDataJSON").textValue()), StandardCharsets.UTF_8));
    }

    @Test
    void the_sandbox_refuses_what_it_signs_elsewhere_framed_or_without_verification() {
        browser.holding(user.passkey());

        assertThat(redeemed(browser.movedTo("http://app.localhost"))).isEqualTo(400);
        assertThat(redeemed(browser.inFrameOf("https://evil.test"))).isEqualTo(400);
        assertThat(redeemed(browser.withoutUserVerification())).isEqualTo(401);
        assertThat(redeemed(browser)).isEqualTo(200);
    }

    @Test
    void it_fails_where_a_browser_would() {
        String made = TestCaller.parsed(browser.create(creationOptions(-7))).get("id").textValue();

        assertThatIllegalStateException().isThrownBy(() -> browser.create(creationOptions("example.com", -7, "")))
                .withMessageStartingWith("SecurityError: example.com");
        assertThatIllegalStateException().isThrownBy(() -> browser.create(creationOptions("calhost", -7, "")))
                .withMessageStartingWith("SecurityError");
        assertThatIllegalStateException().isThrownBy(() -> browser.create(creationOptions("localhost", -7,
                "{\"type\":\"public-key\",\"id\":\"" + made + "\"}"))).withMessageStartingWith("InvalidStateError");
        assertThatIllegalStateException().isThrownBy(() -> browser.create(creationOptions(-35)))
                .withMessageStartingWith("NotSupportedError");
        assertThatIllegalStateException().isThrownBy(() -> browser.get("{\"rpId\":\"localhost\","
                + "\"allowCredentials\":[{\"type\":\"public-key\",\"id\":\"AQID\"}]}"))
                .withMessageStartingWith("NotAllowedError");
        assertThatIllegalStateException().isThrownBy(() -> FakeBrowser.at(ORIGIN).get("{}"))
                .withMessageStartingWith("NotAllowedError");
        assertThatIllegalStateException().isThrownBy(() -> browser.get("{")).withMessageStartingWith("TypeError");
    }

    @Test
    void what_is_no_registration_for_the_sandbox_is_refused() {
        String good = browser.create(creationOptions(-7));
        String elsewhere = FakeBrowser.at("http://app.localhost").create(creationOptions("app.localhost", -7, ""));

        for (String wrong : new String[] {"", "null", "{}", good.replace("attestationObject", "other"),
            good.replaceAll("\"attestationObject\":\"....", "\"attestationObject\":\"AAAA"), browser.get(
                    "{\"rpId\":\"localhost\",\"challenge\":\"AQID\"}")}) {
            assertThatIllegalArgumentException().isThrownBy(() -> sandbox.registerPasskey(user, wrong))
                    .withMessage("no RegistrationResponseJSON with an attestationObject that holds a passkey");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.registerPasskey(user, elsewhere))
                .withMessage("a passkey for another relying party than localhost");
        sandbox.registerPasskey(user, good);
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.registerPasskey(user, good))
                .withMessageContaining("already");
    }
}
