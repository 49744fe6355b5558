package io.countersign.adapters.http;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The API answers with success, but not with what it promises. */
class MalformedAnswerTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiFailure.MalformedAnswer malformed(Exchanging exchanging, String body) {
        server.enqueue(new MockResponse.Builder().code(200).body(body).build());
        var failure = (ApiFailure.MalformedAnswer) exchanging.with(Settings.to(server)).getLeft();
        assertThat(failure.exchange()).isEqualTo(exchanging.exchange);
        assertThat(failure.httpStatus()).isEqualTo(200);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "17", "\"text\"", "<html>error</html>", "{",
        "{\"userAction\": \"t\"", "{\"userAction\": \"t\"} trailing", "{\"userAction\": \"t\"}{}",
        "{\"userAction\": \"t\", \"userAction\": \"u\"}"})
    void what_is_not_one_whole_json_object_is_refused(String body) {
        for (Exchanging exchanging : new Exchanging[] {Exchanging.ASKING_FOR_A_CHALLENGE, Exchanging.REDEEMING}) {
            assertThat(malformed(exchanging, body).violations()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                        | userAction: must not be null",
        "{\"userAction\": null}    | userAction: must not be null",
        "{\"userAction\": 17}      | userAction: has the wrong type or a value that is not allowed",
        "{\"userAction\": true}    | userAction: has the wrong type or a value that is not allowed",
        "{\"userAction\": [\"t\"]} | userAction: has the wrong type or a value that is not allowed",
        "{\"userAction\": {}}      | userAction: has the wrong type or a value that is not allowed",
        "{\"userAction\": \"\"}    | userAction: must match \"[!-~]+\"",
        "{\"userAction\": \"a b\"} | userAction: must match \"[!-~]+\""})
    void a_token_that_is_none_is_refused(String body, String violation) {
        assertThat(malformed(Exchanging.REDEEMING, body).violations().map(Violation::toString))
                .containsExactly(violation);
    }

    @Test
    void a_token_with_a_line_end_is_refused_without_being_repeated() {
        var failure = malformed(Exchanging.REDEEMING, "{\"userAction\": \"secret\\r\\nX-Other: 1\"}");

        assertThat(failure.toString() + failure.message()).doesNotContain("secret", "X-Other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"challenge", "challengeIdentifier", "supportedCredentialKinds", "userVerification",
        "attestation", "allowCredentials", "externalAuthenticationUrl"})
    void a_challenge_without_a_required_field_is_refused_naming_it(String field) {
        String without = Settings.CHALLENGE_JSON.replace("\"" + field + "\"", "\"another\"");

        assertThat(malformed(Exchanging.ASKING_FOR_A_CHALLENGE, without).violations().map(Violation::field))
                .containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"kind\": \"Key\"                | \"kynd\": \"Key\"                 | supportedCredentialKinds[0].kind",
        "\"factor\": \"either\"           | \"factor\": 1                     | supportedCredentialKinds[0].factor",
        "\"requiresSecondFactor\": false  | \"requiresSecondFactor\": \"false\" | "
                + "supportedCredentialKinds[0].requiresSecondFactor",
        "\"requiresSecondFactor\": true   | \"requiresSecondFactor\": null    | "
                + "supportedCredentialKinds[1].requiresSecondFactor",
        "\"userVerification\": \"required\" | \"userVerification\": \"REQUIRED\" | userVerification",
        "\"userVerification\": \"required\" | \"userVerification\": \"perhaps\"  | userVerification",
        "\"attestation\": \"direct\"      | \"attestation\": 2                | attestation",
        "\"id\": \"cr-key-1\"             | \"id\": \"\"                      | allowCredentials.key[0].id",
        "\"id\": \"cr-key-1\"             | \"id\": 17                        | allowCredentials.key[0].id",
        "\"type\": \"public-key\", \"id\": \"cr-key-1\" | \"type\": \"secret\", \"id\": \"cr-key-1\" | "
                + "allowCredentials.key[0].type",
        "\"transports\": \"usb\"          | \"transports\": {\"usb\": true}   | "
                + "allowCredentials.webauthn[0].transports",
        "\"encryptedPrivateKey\": \"encrypted-secret\" | \"other\": 1 | "
                + "allowCredentials.passwordProtectedKey[0].encryptedPrivateKey",
        "\"name\": \"Example\"            | \"nome\": \"Example\"             | rp.name",
        "\"challenge\": \"MTpkOWI2\"      | \"challenge\": \"\"               | challenge"})
    void a_challenge_with_a_field_that_is_not_right_is_refused_naming_it(String right, String wrong, String field) {
        String body = Settings.CHALLENGE_JSON.replace(right, wrong);
        assertThat(body).isNotEqualTo(Settings.CHALLENGE_JSON);

        var failure = malformed(Exchanging.ASKING_FOR_A_CHALLENGE, body);

        assertThat(failure.violations().map(Violation::field)
                .map(path -> path.replace(".transports[0]", ".transports")))
                .containsExactly(field);
        assertThat(failure.toString() + failure.message()).doesNotContain("secret\"", "url-secret", "encrypted-secret");
    }

    @Test
    void all_fields_that_are_missing_are_named_at_once() {
        assertThat(malformed(Exchanging.ASKING_FOR_A_CHALLENGE, "{}").violations().map(Violation::field))
                .containsExactlyInAnyOrder("challenge", "challengeIdentifier", "supportedCredentialKinds",
                        "userVerification", "attestation", "allowCredentials", "externalAuthenticationUrl");
    }

    @Test
    void json_nested_too_deep_is_refused() {
        assertThat(malformed(Exchanging.ASKING_FOR_A_CHALLENGE,
                "{\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").violations()).isNotEmpty();
    }
}
