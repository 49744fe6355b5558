package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class JsonPendingUserActionsTest {

    private static final String DOCUMENT = """
            {"version": 1,
             "action": {"method": "POST", "path": "/wallets?dry=true", "payload": "{\\"a\\": 1}", "serverKind": "Api"},
             "challenge": %s}""".formatted(Settings.CHALLENGE_JSON.replaceFirst(",\\s*\"somethingNew\".*", ""));

    private final JsonPendingUserActions format = new JsonPendingUserActions();

    private static PendingUserAction withPayload(String payload) {
        var any = PendingUserActions.any(1);
        return new PendingUserAction(new UserAction(HttpMethod.POST, ActionPath.of("/wallets?x=1").get(),
                ActionPayload.of(payload).get(), ServerKind.STAFF), any.challenge());
    }

    @Test
    void every_value_can_be_written_and_is_read_back_equal() {
        for (long seed = 0; seed < 2_000; seed++) {
            PendingUserAction pending = PendingUserActions.any(seed);

            String text = format.write(pending);

            assertThat(format.read(text)).as("seed %d", seed).containsOnRight(pending);
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).as("seed %d", seed).isTrue();
            assertThat(format.write(format.read(text).get())).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void a_payload_of_any_length_is_read_back_equal() {
        PendingUserAction pending = withPayload("payload ".repeat(20_000_000 / 8 + 1));

        assertThat(format.read(format.write(pending)).get().equals(pending)).isTrue();
    }

    @Test
    void the_query_is_kept_since_the_call_is_still_to_be_made() {
        assertThat(format.read(format.write(withPayload(""))).get().action().path().requestTarget())
                .isEqualTo("/wallets?x=1");
    }

    @Test
    void a_document_written_by_hand_is_read() {
        PendingUserAction pending = format.read(DOCUMENT).get();

        assertThat(pending.action()).isEqualTo(UserAction.of("POST", "/wallets?dry=true", "{\"a\": 1}").get());
        assertThat(pending.challenge().challenge().value()).isEqualTo("MTpkOWI2");
        assertThat(pending.challenge().externalAuthenticationUrl().value()).contains("url-secret");
        assertThat(format.read(format.write(pending))).containsOnRight(pending);
    }

    @Test
    void what_is_written_has_the_form_that_is_documented() {
        var action = UserAction.of("PUT", "/a?b=c", "é").get().withServerKind(ServerKind.STAFF);
        String text = format.write(new PendingUserAction(action, format.read(DOCUMENT).get().challenge()));

        assertThat(text)
                .startsWith("{\"version\":1,\"action\":{\"method\":\"PUT\",\"path\":\"/a?b=c\","
                        + "\"payload\":\"\\u00E9\",\"serverKind\":\"Staff\"},"
                        + "\"challenge\":{\"challenge\":\"MTpkOWI2\",")
                .contains("\"userVerification\":\"required\"", "\"attestation\":\"direct\"", "\"type\":\"public-key\"");
    }

    @Test
    void optional_members_of_an_action_are_kept_and_written_only_if_set() {
        var challenge = format.read(DOCUMENT).get().challenge();
        var action = UserAction.of("PUT", "/a", "").get();
        var named = action.markedIdempotent().withCorrelationId(CorrelationId.of("order-4711").get());

        assertThat(format.write(new PendingUserAction(named, challenge)))
                .contains("\"serverKind\":\"Api\",\"idempotent\":true,\"correlationId\":\"order-4711\"}");
        assertThat(format.read(format.write(new PendingUserAction(named, challenge))).get().action()).isEqualTo(named);
        assertThat(format.write(new PendingUserAction(action, challenge)))
                .doesNotContain("idempotent", "correlationId");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "null", "[]", "17", "\"text\"", "{", "{}}", "<html>", "{\"version\":1", "\uFEFF{}"})
    void what_is_not_one_whole_json_object_is_refused(String text) {
        assertThat(format.read(text)).isLeft();
    }

    @Test
    void trailing_text_and_repeated_members_are_refused() {
        for (String text : new String[] {DOCUMENT + "{}", DOCUMENT + " x", DOCUMENT + DOCUMENT,
            DOCUMENT.replaceFirst("\"version\": 1", "\"version\": 1, \"version\": 1"),
            DOCUMENT.replaceFirst("\"method\": \"POST\"", "\"method\": \"POST\", \"method\": \"PUT\"")}) {
            assertThat(text).isNotEqualTo(DOCUMENT);
            assertThat(format.read(text).getLeft().map(Violation::field)).containsExactly("body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "1.0", "\"1\"", "true", "null", "[1]", "99999999999999999999"})
    void another_version_is_refused_whatever_else_is_in_it(String version) {
        String another = DOCUMENT.replaceFirst("\"version\": 1", "\"version\": " + version);

        assertThat(format.read(another).getLeft()).containsExactly(new Violation("version", "must be 1"));
        assertThat(format.read("{\"version\": " + version + "}").getLeft().map(Violation::field))
                .containsExactly("version");
    }

    @Test
    void everything_that_is_missing_is_named_at_once() {
        assertThat(format.read("{}").getLeft().map(Violation::field)).containsExactly("version");
        assertThat(format.read("{\"version\":1}").getLeft().map(Violation::field))
                .containsExactly("action", "challenge");
        assertThat(format.read("{\"version\":1,\"action\":{},\"challenge\":{}}").getLeft().map(Violation::field))
                .containsExactly("action.method", "action.path", "action.payload", "action.serverKind",
                        "challenge.allowCredentials", "challenge.attestation", "challenge.challenge",
                        "challenge.challengeIdentifier", "challenge.externalAuthenticationUrl",
                        "challenge.supportedCredentialKinds", "challenge.userVerification");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"method\": \"POST\"             | \"method\": \"post\"              | action.method",
        "\"method\": \"POST\"             | \"method\": 1                     | action.method",
        "\"method\": \"POST\"             | \"method\": \"hidden-value\"      | action.method",
        "\"path\": \"/wallets?dry=true\"  | \"path\": \"wallets\"             | action.path",
        "\"path\": \"/wallets?dry=true\"  | \"path\": \"//hidden-value/x\"    | action.path",
        "\"path\": \"/wallets?dry=true\"  | \"path\": \"/a/../b\"             | action.path",
        "\"path\": \"/wallets?dry=true\"  | \"path\": \"/a?hidden-value b\"   | action.path",
        "\"path\": \"/wallets?dry=true\"  | \"path\": null                    | action.path",
        "\"payload\": \"{\\\"a\\\": 1}\"  | \"payload\": {\"a\": 1}           | action.payload",
        "\"payload\": \"{\\\"a\\\": 1}\"  | \"payload\": \"\\ud800\"          | action.payload",
        "\"method\": \"POST\"             | \"method\": \"GET\"               | action.userActionPayload",
        "\"serverKind\": \"Api\"          | \"serverKind\": \"API\"           | action.serverKind",
        "\"serverKind\": \"Api\"          | \"serverKind\": 0                 | action.serverKind",
        "\"serverKind\": \"Api\" | \"serverKind\": \"Api\", \"idempotent\": \"true\" | action.idempotent",
        "\"method\": \"POST\" | \"method\": \"POST\", \"correlationId\": \"hidden-value b\" | action.correlationId",
        "\"challenge\": \"MTpkOWI2\"      | \"challenge\": \"\"               | challenge.challenge",
        "\"challenge\": \"MTpkOWI2\"      | \"challenge\": 17                 | challenge.challenge",
        "\"attestation\": \"direct\"      | \"attestation\": \"hidden-value\" | challenge.attestation",
        "\"kind\": \"Key\"                | \"kind\": 1                   | challenge.supportedCredentialKinds[0].kind",
        "\"id\": \"cr-key-1\"             | \"id\": \"\"                      | challenge.allowCredentials.key[0].id",
        "\"method\": \"POST\"             | \"method\": \"POST\", \"hidden-value\": 1 | body",
        "\"challenge\": \"MTpkOWI2\"      | \"challenge\": \"MTpkOWI2\", \"hidden-value\": 1 | body",
        "\"version\": 1                   | \"version\": 1, \"hidden-value\": 1 | body"})
    void a_member_that_is_not_right_is_named_and_its_value_is_not(String right, String wrong, String field) {
        String text = DOCUMENT.replace(right, wrong);
        assertThat(text).isNotEqualTo(DOCUMENT);

        var violations = format.read(text).getLeft();

        assertThat(violations.map(Violation::field)).containsExactly(field);
        assertThat(Violation.describe(violations)).doesNotContain("hidden-value", "secret");
    }

    @Test
    void damaged_input_never_causes_an_exception() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            StringBuilder text = new StringBuilder(DOCUMENT);
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                    default -> text.setCharAt(at, "{}[]\",:0\\nu".charAt(random.nextInt(11)));
                }
            }
            format.read(text.toString()).peekLeft(violations ->
                    assertThat(Violation.describe(violations)).doesNotContain("-secret"));
        }
        assertThat(format.read("[".repeat(1_000_000))).isLeft();
        assertThat(format.read("{\"version\":".repeat(100_000))).isLeft();
    }
}
