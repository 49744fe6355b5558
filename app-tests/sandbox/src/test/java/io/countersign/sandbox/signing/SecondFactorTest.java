package io.countersign.sandbox.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class SecondFactorTest {

    private final Sandbox sandbox = Sandbox.configure().requiringSecondFactor(CredentialKind.KEY).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxCredential one = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
    private final SandboxCredential other = sandbox.serviceAccount().key(KeyAlgorithm.EDDSA);
    private final JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void the_challenge_says_that_a_second_factor_is_due() {
        assertThat(challenge.get("supportedCredentialKinds")).isEqualTo(TestCaller.parsed(
                "[{\"kind\":\"Fido2\",\"factor\":\"either\",\"requiresSecondFactor\":false},"
                        + "{\"kind\":\"Key\",\"factor\":\"either\",\"requiresSecondFactor\":true},"
                        + "{\"kind\":\"PasswordProtectedKey\",\"factor\":\"either\",\"requiresSecondFactor\":false}]"));
    }

    @Test
    void two_factors_by_two_credentials_are_accepted() {
        assertThat(redeem(TestCaller.factor(other, challenge)).status()).isEqualTo(200);
    }

    @Test
    void a_second_factor_that_is_not_due_is_checked_all_the_same() {
        try (Sandbox lenient = Sandbox.start()) {
            TestCaller user = TestCaller.serviceAccountOf(lenient);
            SandboxCredential first = lenient.serviceAccount().key("ES256");
            SandboxCredential second = lenient.serviceAccount().key("RS256");
            JsonNode good = user.challengeFor("POST", "/wallets", "{}");
            JsonNode bad = user.challengeFor("POST", "/wallets", "{}");

            assertThat(user.redeem(both(good, first, TestCaller.factor(second, good))).status()).isEqualTo(200);
            assertThat(user.redeem(both(bad, first, TestCaller.factor(second, good))).status()).isEqualTo(400);
        }
    }

    @Test
    void a_single_factor_is_refused() {
        TestCaller.Reply reply = caller.redeem(challenge, TestCaller.factor(one, challenge));

        assertInvalid(reply, "secondFactor");
    }

    @Test
    void the_same_credential_twice_is_refused() {
        assertInvalid(redeem(TestCaller.factor(one, challenge)), "secondFactor");
        assertThat(redeem(TestCaller.factor(other, challenge)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"\"", "false"})
    void a_second_factor_that_is_no_object_is_refused(String secondFactor) {
        String redemption = TestCaller.redemption(challenge, TestCaller.factor(one, challenge)).toString();

        assertInvalid(caller.post("/auth/action", redemption.substring(0, redemption.length() - 1)
                + ",\"secondFactor\":" + secondFactor + "}"), "secondFactor");
    }

    @Test
    void a_second_factor_left_unfinished_is_refused_by_name() {
        ObjectNode second = TestCaller.factor(other, challenge);
        ((ObjectNode) second.get("credentialAssertion")).remove("signature");

        assertInvalid(redeem(second), "secondFactor.credentialAssertion.signature");
    }

    @Test
    void a_second_factor_of_an_unsupported_kind_is_refused() {
        assertInvalid(redeem(TestCaller.parsed("{\"kind\":\"Totp\",\"otpCode\":\"123456\"}").deepCopy()),
                "secondFactor.kind");
    }

    @Test
    void a_second_factor_with_a_wrong_signature_is_refused() {
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(StandardCharsets.UTF_8);

        TestCaller.Reply reply = redeem(TestCaller.factor(
                other.credId(), clientData, TestSigner.sign(one, clientData)));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.faultyFields()).isEqualTo("secondFactor.credentialAssertion.signature");
    }

    @Test
    void a_second_factor_by_another_user_is_refused() {
        TestCaller.Reply reply = redeem(TestCaller.factor(sandbox.delegatedUser().key(KeyAlgorithm.EDDSA), challenge));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorMessage())
                .isEqualTo("User does not have a credential that can be used for the application.");
    }

    @Test
    void a_kind_that_is_not_verified_cannot_be_made_to_require_anything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sandbox.configure().requiringSecondFactor(CredentialKind.TOTP))
                .withMessageContaining("Totp").withMessageContaining("it verifies: ");
    }

    private TestCaller.Reply redeem(ObjectNode second) {
        return caller.redeem(both(challenge, one, second));
    }

    private static ObjectNode both(JsonNode challenge, SandboxCredential first, ObjectNode second) {
        ObjectNode redemption = TestCaller.redemption(challenge, TestCaller.factor(first, challenge));
        redemption.set("secondFactor", second);
        return redemption;
    }

    private static void assertInvalid(TestCaller.Reply reply, String faultyFields) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("Invalid request body.");
        assertThat(reply.faultyFields()).isEqualTo(faultyFields);
    }
}
