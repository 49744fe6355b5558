package io.countersign.adapters.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.failure.ApiFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;

/** Whatever the API, or whoever answers in its place, says: an answer in good time, and in a message of some lines. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAnswersTest {

    private static final String CHALLENGE = """
            {"challenge": "c", "challengeIdentifier": "i", "supportedCredentialKinds": [%s],
             "userVerification": "required", "attestation": "none",
             "allowCredentials": {"key": [%s], "webauthn": [%s]}, "externalAuthenticationUrl": ""}""";
    private static final String PENDING = """
            {"version": 1, "action": {"method": "POST", "path": "/a", "payload": "", "serverKind": "Api"},
             "challenge": %s}""";
    private static final String KIND = "{\"kind\": \"Key\", \"factor\": \"first\", \"requiresSecondFactor\": false}";

    private static Either<ApiFailure, UserActionChallenge> answered(String body) {
        return answered(body, "t");
    }

    private static Either<ApiFailure, UserActionChallenge> answered(String body, String bearer) {
        var client = new OkHttpClient.Builder().addInterceptor(chain -> new Response.Builder()
                .request(chain.request()).protocol(Protocol.HTTP_1_1).code(200).message("OK")
                .body(ResponseBody.create(body, MediaType.get("application/json"))).build()).build();
        var settings = ConnectionSettings.builder("https://api.example.com", () -> bearer).buildOrThrow();
        return RetrofitTransport.over(ApiConnection.over(client, settings)).requestChallenge(Settings.anAction());
    }

    private static Seq<Violation> violationsIn(String body) {
        return ((ApiFailure.MalformedAnswer) answered(body).getLeft()).violations();
    }

    private static String many(int count, String entry) {
        return IntStream.range(0, count).mapToObj(number -> entry.replace("#", "" + number)).collect(joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"kind\": null}"})
    void of_thousands_of_faults_the_first_is_reported(String entry) {
        assertThat(violationsIn(CHALLENGE.formatted(many(3_000, entry), "", ""))).hasSize(1);
        assertThat(violationsIn(CHALLENGE.formatted("", many(3_000, entry), ""))).hasSize(1);
        assertThat(violationsIn(CHALLENGE.formatted("", "", many(3_000, entry)))).hasSize(1);
        assertThat(new JsonPendingUserActions().read(PENDING.formatted(
                CHALLENGE.formatted(many(3_000, entry), "", ""))).getLeft()).hasSize(1);
    }

    @Test
    void of_thousands_of_transports_that_are_none_the_first_is_reported() {
        String passkey = "{\"type\": \"public-key\", \"id\": \"#\", \"transports\": [" + many(300, "null") + "]}";

        assertThat(violationsIn(CHALLENGE.formatted("", "", many(10, passkey)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a challenge", "an identifier", "a kind", "a factor", "a key", "a passkey", "a transport",
        "a locked key", "a ciphertext", "a URL", "a relying party", "its name"})
    void a_challenge_that_repeats_the_bearer_token_is_refused_without_showing_it(String text) {
        String bearer = "BEARER-secret-\"1";
        String challenge = """
                {"challenge": "a challenge", "challengeIdentifier": "an identifier",
                 "supportedCredentialKinds": [{"kind": "a kind", "factor": "a factor", "requiresSecondFactor": true}],
                 "userVerification": "required", "attestation": "none", "externalAuthenticationUrl": "a URL",
                 "rp": {"id": "a relying party", "name": "its name"}, "allowCredentials": {
                 "key": [{"type": "public-key", "id": "a key"}],
                 "webauthn": [{"type": "public-key", "id": "a passkey", "transports": ["a transport"]}],
                 "passwordProtectedKey": [{"type": "public-key", "id": "a locked key",
                                           "encryptedPrivateKey": "a ciphertext"}]}}""";
        String echo = challenge.replace("\"" + text + "\"", "\"-" + bearer.replace("\"", "\\u0022") + "-\"");

        var failure = answered(echo, bearer).getLeft();

        assertThat(failure).isInstanceOf(ApiFailure.MalformedAnswer.class);
        assertThat(failure.message() + failure).contains("must not repeat the bearer token")
                .doesNotContain("BEARER-secret");
        assertThat(answered(echo, "another-token")).isRight();
    }

    @Test
    void what_is_too_short_to_be_a_secret_stands_in_an_answer_by_chance() {
        assertThat(answered(CHALLENGE.formatted(KIND, "", ""), "Key")).isRight();
    }

    @Test
    void a_few_faults_are_all_reported() {
        assertThat(violationsIn(CHALLENGE.formatted(many(10, "{}"), many(10, "{}"), ""))).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "0"})
    void an_answer_of_more_parts_than_any_message_has_is_refused_as_such(String part) {
        assertThat(violationsIn("{\"other\": [" + many(1_000_000, part) + "]}")).singleElement().asString()
                .contains("more parts");
    }

    @Test
    void so_is_a_challenge_of_more_credentials_than_any_user_has() {
        String challenge = CHALLENGE.formatted("", many(1_000_000, "{}"), "");

        assertThat(violationsIn(challenge)).singleElement().asString().contains("more parts");
        assertThat(new JsonPendingUserActions().read(PENDING.formatted(challenge)).getLeft()).singleElement().asString()
                .contains("more parts");
    }

    @Test
    void the_keys_and_passkeys_of_a_user_who_has_thousands_are_read_and_can_be_kept() {
        String key = "{\"type\": \"public-key\", \"id\": \"cr-#\"}";
        UserActionChallenge challenge =
                answered(CHALLENGE.formatted(KIND, many(1_500, key), many(1_500, key))).get();
        var pending = new PendingUserAction(Settings.anAction(), challenge);

        assertThat(challenge.firstFactors()).hasSize(1_500);
        assertThat(new JsonPendingUserActions().read(new JsonPendingUserActions().write(pending)))
                .containsOnRight(pending);
    }
}
