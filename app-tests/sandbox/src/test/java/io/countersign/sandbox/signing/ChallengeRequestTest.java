package io.countersign.sandbox.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

class ChallengeRequestTest {

    private static final String VALID =
            "{\"userActionHttpMethod\":\"POST\",\"userActionHttpPath\":\"/wallets\",\"userActionPayload\":\"{}\"}";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox =
            Sandbox.configure().clock(clock).challengeLifetime(Duration.ofSeconds(90)).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void the_challenge_has_every_field_of_the_reference() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(challenge.get("challenge").textValue()).isNotEmpty();
        assertThat(challenge.get("supportedCredentialKinds")).isEqualTo(TestCaller.parsed(
                "[{\"kind\":\"Fido2\",\"factor\":\"either\",\"requiresSecondFactor\":false},"
                        + "{\"kind\":\"Key\",\"factor\":\"either\",\"requiresSecondFactor\":false},"
                        + "{\"kind\":\"PasswordProtectedKey\",\"factor\":\"either\",\"requiresSecondFactor\":false}]"));
        assertThat(challenge.get("userVerification").textValue()).isIn("required", "preferred", "discouraged");
        assertThat(challenge.get("attestation").textValue()).isIn("none", "indirect", "direct", "enterprise");
        assertThat(challenge.get("externalAuthenticationUrl").textValue()).contains("-secret-");
        assertThat(challenge.at("/rp/id").isTextual()).isTrue();
        assertThat(challenge.at("/rp/name").isTextual()).isTrue();
    }

    @Test
    void the_challenge_allows_the_callers_own_keys_and_nobody_elses() {
        JsonNode allowed = caller.challengeFor("POST", "/wallets", "{}").get("allowCredentials");

        assertThat(allowed.get("key").findValuesAsText("id")).containsExactlyElementsOf(
                sandbox.serviceAccount().credentials().stream()
                        .filter(SandboxKey.class::isInstance).map(SandboxCredential::credId).toList());
        assertThat(Set.copyOf(allowed.get("key").findValuesAsText("type"))).containsExactly("public-key");
        assertThat(allowed.get("webauthn").findValuesAsText("id"))
                .containsExactly(sandbox.serviceAccount().passkey().credId());
        assertThat(allowed.get("passwordProtectedKey").findValuesAsText("id"))
                .containsExactly(sandbox.serviceAccount().passwordProtectedKey().credId());
    }

    @Test
    void the_challenge_identifier_is_a_jwt_that_says_when_it_expires() throws Exception {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        SignedJWT jwt = SignedJWT.parse(challenge.get("challengeIdentifier").textValue());
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo("2026-01-02T03:05:35Z");
    }

    @Test
    void no_two_challenges_are_alike() {
        JsonNode one = caller.challengeFor("POST", "/wallets", "{}");
        JsonNode other = caller.challengeFor("POST", "/wallets", "{}");

        for (String field : List.of("challenge", "challengeIdentifier", "externalAuthenticationUrl")) {
            assertThat(one.get(field)).isNotEqualTo(other.get(field));
        }
        assertThat(sandbox.issuedChallenges()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        VALID,
        "{\"userActionHttpMethod\":\"PATCH\",\"userActionHttpPath\":\"/\",\"userActionPayload\":\"\"}",
        "{\"userActionHttpMethod\":\"GET\",\"userActionHttpPath\":\"/\",\"userActionPayload\":\"\","
                + "\"userActionServerKind\":\"Api\"}",
        "{\"userActionHttpMethod\":\"PUT\",\"userActionHttpPath\":\"/\",\"userActionPayload\":\"\","
                + "\"userActionServerKind\":\"Staff\"}",
        "{\"unknown\":[null],\"userActionHttpMethod\":\"PUT\",\"userActionHttpPath\":\"/\",\"userActionPayload\":\"\"}"
    })
    void a_description_within_the_rules_is_accepted(String body) {
        assertThat(caller.init(body).status()).isEqualTo(200);
    }

    @Test
    void a_description_without_anything_is_refused_with_all_that_is_missing() {
        assertRefused(caller.init("{}"), "userActionHttpMethod,userActionHttpPath,userActionPayload");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "userActionHttpMethod|\"\"", "userActionHttpMethod|null", "userActionHttpMethod|1",
        "userActionHttpMethod|[\"POST\"]",
        "userActionHttpPath|\"\"", "userActionHttpPath|null", "userActionHttpPath|{}",
        "userActionPayload|null", "userActionPayload|{}", "userActionPayload|true",
        "userActionPayload|\"\\ud83d\"",
        "userActionServerKind|null", "userActionServerKind|\"\"", "userActionServerKind|\"api\"",
        "userActionServerKind|7"
    })
    void a_field_of_the_wrong_type_or_value_is_refused_by_name(String field, String value) {
        var description = TestCaller.description("POST", "/wallets", "{}");
        description.remove(field);
        String fields = description.toString();
        String body = fields.substring(0, fields.length() - 1) + ",\"" + field + "\":" + value + "}";

        assertRefused(caller.init(body), field);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "   ", "{", "[]", "\"text\"", "null", "{\"a\":1,}", "{'a':1}", VALID + "x", VALID + "{}", VALID + "]",
        "{\"userActionHttpMethod\":\"PUT\"," + "\"userActionHttpMethod\":\"POST\",\"userActionHttpPath\":\"/wallets\","
                + "\"userActionPayload\":\"{}\"}",
        "\uFEFF" + VALID, "{\"a\":NaN}", "/**/" + VALID
    })
    void a_body_that_is_not_exactly_one_json_object_is_refused(String body) {
        assertRefused(caller.init(body), "body");
    }

    @Test
    void a_body_nested_without_end_is_refused() {
        assertRefused(caller.init("{\"a\":" + "[".repeat(100_000)), "body");
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() {
        assertRefused(caller.post("/auth/action/init",
                VALID.replace("wallets", "wällets").getBytes(StandardCharsets.ISO_8859_1)), "body");
        assertRefused(caller.post("/auth/action/init", VALID.getBytes(StandardCharsets.UTF_16)), "body");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"text/plain", "application/jsonp", "application/json; charset=iso-8859-1"})
    void a_body_that_does_not_call_itself_json_is_refused(String contentType) {
        HttpRequest.Builder request = caller.request("/auth/action/init").POST(BodyPublishers.ofString(VALID));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }

        assertRefused(TestCaller.send(request), "Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "application/json", "Application/JSON", "application/json;charset=UTF-8",
        "application/json; charset=\"utf-8\""})
    void a_body_that_calls_itself_json_in_any_correct_way_is_accepted(String contentType) {
        TestCaller.Reply reply = TestCaller.send(caller.request("/auth/action/init")
                .header("Content-Type", contentType).POST(BodyPublishers.ofString(VALID)));

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE"})
    void nothing_but_post_is_allowed(String method) {
        for (String path : List.of("/auth/action/init", "/auth/action")) {
            TestCaller.Reply reply = caller.call(method, path, "");

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.response().headers().firstValue("Allow")).contains("POST");
            assertThat(reply.text().isEmpty()).isEqualTo(method.equals("HEAD"));
        }
    }

    @Test
    void the_logs_of_actions_are_read_like_anything_else() {
        for (String logs : List.of("/auth/action/logs", "/auth/action/logs?startTime=a&endTime=b",
                "/auth/action/logs/al-1")) {
            assertThat(caller.call("GET", logs, "").status()).as(logs).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"POST,/auth/action/other", "GET,/auth/action/other", "POST,/auth/action/logs", "GET,/auth/action/logs/",
        "GET,/auth/action/logs/a/b", "DELETE,/auth/action/logs/a"})
    void there_is_nothing_else_below_auth_action(String method, String path) {
        TestCaller.Reply reply = caller.call(method, path, VALID);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.errorMessage()).isEqualTo("Not Found");
    }

    @Test
    void credential_ids_differ_in_style() {
        String ids = StreamSupport.stream(caller.challengeFor("POST", "/", "")
                        .at("/allowCredentials/key").spliterator(), false)
                .map(key -> key.get("id").textValue()).collect(Collectors.joining(" "));

        assertThat(ids).matches("[A-Za-z0-9_-]{43} [A-Za-z0-9+/]{43}= cr-[a-z0-9-]+ [A-Za-z0-9_-]{27}");
    }

    private void assertRefused(TestCaller.Reply reply, String faultyFields) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().at("/error/status").intValue()).isEqualTo(400);
        assertThat(reply.errorMessage()).isEqualTo("Invalid request body.");
        assertThat(reply.faultyFields()).isEqualTo(faultyFields);
        assertThat(sandbox.issuedChallenges()).isZero();
    }
}
