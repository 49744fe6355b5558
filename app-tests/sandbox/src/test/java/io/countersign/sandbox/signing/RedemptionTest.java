package io.countersign.sandbox.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

class RedemptionTest {

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox =
            Sandbox.configure().clock(clock).challengeLifetime(Duration.ofSeconds(90)).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxCredential key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
    private final JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_challenge_is_good_until_its_very_last_moment() {
        clock.advance(Duration.ofSeconds(90).minusNanos(1));

        assertThat(redeem().status()).isEqualTo(200);
    }

    @Test
    void an_expired_challenge_is_refused() {
        clock.advance(Duration.ofSeconds(90));

        assertChallengeNotValid(redeem());
    }

    @Test
    void a_challenge_is_redeemed_once() {
        assertThat(redeem().status()).isEqualTo(200);

        assertUsed(redeem());
    }

    @Test
    void another_users_challenge_is_refused_and_stays_good_for_its_own_user() {
        TestCaller other = new TestCaller(sandbox.baseUrl(), sandbox.delegatedUser());

        assertChallengeNotValid(other.redeem(challenge,
                TestCaller.factor(sandbox.delegatedUser().key(KeyAlgorithm.ES256), challenge)));
        assertThat(redeem().status()).isEqualTo(200);
    }

    @Test
    void a_challenge_of_another_sandbox_is_refused() {
        try (Sandbox other = Sandbox.start()) {
            JsonNode foreign = TestCaller.serviceAccountOf(other).challengeFor("POST", "/wallets", "{}");

            assertChallengeNotValid(caller.redeem(foreign, TestCaller.factor(key, foreign)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_challenge_identifier_is_refused(String identifier) {
        assertChallengeNotValid(caller.redeem(TestCaller.redemption(challenge, TestCaller.factor(key, challenge))
                .put("challengeIdentifier", identifier)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":\"\"}", "{\"alg\":\"none\"}",
        "{\"alg\":\"RS256\"}", "{\"alg\":\"HS512\"}", "{\"alg\":\"HS256\",\"crit\":[\"x\"]}",
        "{\"alg\":\"HS256\",\"jwk\":{}}", "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", "no json"})
    void whatever_an_identifiers_header_says_it_is_not_believed(String header) {
        String[] parts = challenge.get("challengeIdentifier").textValue().split("\\.");

        assertChallengeNotValid(caller.redeem(TestCaller.redemption(challenge, TestCaller.factor(key, challenge))
                .put("challengeIdentifier", String.join(".",
                        TestCaller.base64Url(header.getBytes(UTF_8)), parts[1], parts[2]))));
    }

    @Test
    void the_right_claims_under_another_key_or_under_none_are_refused() throws Exception {
        SignedJWT ours = SignedJWT.parse(challenge.get("challengeIdentifier").textValue());
        SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), ours.getJWTClaimsSet());
        forged.sign(new MACSigner(new byte[32]));
        PlainJWT unsigned = new PlainJWT(ours.getJWTClaimsSet());

        for (String identifier : new String[] {forged.serialize(), unsigned.serialize(), ours.serialize() + "A"}) {
            assertChallengeNotValid(caller.redeem(TestCaller.redemption(challenge, TestCaller.factor(key, challenge))
                    .put("challengeIdentifier", identifier)));
        }
        assertThat(redeem().status()).isEqualTo(200);
    }

    @Test
    void a_credential_that_the_user_does_not_have_is_refused() {
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);
        SandboxCredential foreign = sandbox.delegatedUser().key(KeyAlgorithm.ES256);
        String message = "User does not have a credential that can be used for the application.";

        for (String credId : new String[] {"cr-unknown", foreign.credId(), key.credId() + "=", key.credId() + " "}) {
            JsonNode fresh = caller.challengeFor("POST", "/wallets", "{}");
            TestCaller.Reply reply = caller.redeem(fresh,
                    TestCaller.factor(credId, clientData, TestSigner.sign(foreign, clientData)));

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.errorMessage()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Password", "Totp", "RecoveryKey", "key", "Other"})
    void a_kind_that_the_sandbox_does_not_verify_is_refused_as_unsupported(String kind) {
        ObjectNode factor = TestCaller.factor(key, challenge).put("kind", kind);

        TestCaller.Reply reply = caller.redeem(challenge, factor);

        assertInvalid(reply, "firstFactor.kind");
        assertThat(reply.text()).contains("not supported by this sandbox");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/challengeIdentifier|challengeIdentifier", "/firstFactor|firstFactor", "/firstFactor/kind|firstFactor.kind",
        "/firstFactor/credentialAssertion|firstFactor.credentialAssertion",
        "/firstFactor/credentialAssertion/credId|firstFactor.credentialAssertion.credId",
        "/firstFactor/credentialAssertion/clientData|firstFactor.credentialAssertion.clientData",
        "/firstFactor/credentialAssertion/signature|firstFactor.credentialAssertion.signature"
    })
    void a_missing_null_or_mistyped_field_is_refused_by_name_and_leaves_the_challenge_unused(
            String pointer, String field) {
        int lastSlash = pointer.lastIndexOf('/');
        String parent = pointer.substring(0, lastSlash);
        String name = pointer.substring(lastSlash + 1);
        ObjectNode valid = TestCaller.redemption(challenge, TestCaller.factor(key, challenge));

        ObjectNode without = valid.deepCopy();
        ((ObjectNode) without.at(parent)).remove(name);
        ObjectNode withNull = valid.deepCopy();
        ((ObjectNode) withNull.at(parent)).putNull(name);
        ObjectNode withNumber = valid.deepCopy();
        ((ObjectNode) withNumber.at(parent)).put(name, 1);
        ObjectNode withEmptyText = valid.deepCopy();
        ((ObjectNode) withEmptyText.at(parent)).put(name, "");

        assertInvalid(caller.redeem(without), field);
        assertInvalid(caller.redeem(withNull), field);
        assertInvalid(caller.redeem(withNumber), field);
        assertInvalid(caller.redeem(withEmptyText), field);
        assertThat(caller.redeem(valid).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientData", "signature"})
    void binary_fields_are_base64url_without_padding_and_nothing_else(String field) {
        ObjectNode valid = TestCaller.redemption(challenge, TestCaller.factor(key, challenge));
        for (String wrong : new String[] {"AA==", "AAE=", "A+/A", "AAAA\n", "AA AA", "A", "AB", "é"}) {
            ObjectNode redemption = valid.deepCopy();
            ((ObjectNode) redemption.at("/firstFactor/credentialAssertion")).put(field, wrong);

            assertInvalid(caller.redeem(redemption), "firstFactor.credentialAssertion." + field);
        }
        assertThat(caller.redeem(valid).status()).isEqualTo(200);
    }

    @Test
    void the_optional_algorithm_is_a_string_if_it_is_there_and_unknown_fields_are_ignored() {
        ObjectNode redemption = TestCaller.redemption(challenge, TestCaller.factor(key, challenge)).put("unknown", 1);
        ObjectNode assertion = (ObjectNode) redemption.at("/firstFactor/credentialAssertion");
        assertion.put("unknown", true);

        assertion.put("algorithm", 7);
        assertInvalid(caller.redeem(redemption), "firstFactor.credentialAssertion.algorithm");
        assertion.put("algorithm", "ES256");
        assertThat(caller.redeem(redemption).status()).isEqualTo(200);
    }

    @Test
    void a_body_that_is_not_exactly_one_json_object_is_refused() {
        String valid = TestCaller.redemption(challenge, TestCaller.factor(key, challenge)).toString();
        for (String body : new String[] {
            "", "{", "[]", valid + "x", "{\"challengeIdentifier\":\"a\"," + valid.substring(1)}) {
            assertInvalid(caller.post("/auth/action", body), "body");
        }
        assertThat(caller.post("/auth/action", valid).status()).isEqualTo(200);
    }

    @Test
    void a_body_that_does_not_call_itself_json_is_refused() {
        assertInvalid(TestCaller.send(caller.request("/auth/action").POST(BodyPublishers.ofString(
                TestCaller.redemption(challenge, TestCaller.factor(key, challenge)).toString()))), "Content-Type");
    }

    private TestCaller.Reply redeem() {
        return caller.redeem(challenge, TestCaller.factor(key, challenge));
    }

    private static void assertChallengeNotValid(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("Challenge token is not valid.");
    }

    private static void assertUsed(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("user action has already been used");
    }

    private static void assertInvalid(TestCaller.Reply reply, String faultyFields) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("Invalid request body.");
        assertThat(reply.faultyFields()).isEqualTo(faultyFields);
    }
}
