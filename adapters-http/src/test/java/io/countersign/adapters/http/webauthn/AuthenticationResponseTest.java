package io.countersign.adapters.http.webauthn;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class AuthenticationResponseTest {

    private static final String SIGNATURE = "\"signature\":\"" + Passkeys.SIGNATURE + "\"";
    private static final String AUTHENTICATOR_DATA = "\"authenticatorData\":\"" + Passkeys.AUTHENTICATOR_DATA + "\"";
    private static final String USER_HANDLE = "\"userHandle\":\"" + Passkeys.USER_HANDLE + "\"";

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    private Seq<Violation> violations(String json) {
        return webAuthn.assertion(json, Passkeys.REQUEST).getLeft();
    }

    /** Reads an answer, and completes the pending action with it. */
    private Seq<Violation> objections(String json, AssertionRequest request, String... origins) {
        return webAuthn.assertion(json, request).flatMap(assertion -> Passkeys.pending(request)
                .completedBy(assertion, Option.none(), List.of(origins)).toEither()).swap().getOrElse(List.empty());
    }

    private Seq<Violation> objections(String json) {
        return objections(json, Passkeys.REQUEST, Passkeys.ORIGIN, "https://other.example.com");
    }

    private static String with(String right, String wrong) {
        String json = Passkeys.RESPONSE.replace(right, wrong);
        assertThat(json).isNotEqualTo(Passkeys.RESPONSE);
        return json;
    }

    private static String bytes(int length) {
        return Passkeys.base64Url(new byte[length]);
    }

    @Test
    void what_a_browser_answers_becomes_an_assertion_with_the_id_as_the_api_spells_it() {
        Fido2Assertion assertion = webAuthn.assertion(Passkeys.RESPONSE, Passkeys.REQUEST).get();

        assertThat(assertion.credId().value()).isEqualTo(Passkeys.API_ID);
        assertThat(assertion.clientData()).isEqualTo(new ClientData(
                Octets.of(Passkeys.CLIENT_DATA.getBytes(StandardCharsets.UTF_8)), "webauthn.get",
                Passkeys.base64Url(Passkeys.CHALLENGE), Option.some(Passkeys.ORIGIN), Option.some(false)));
        assertThat(assertion.authenticatorData().base64Url()).isEqualTo(Passkeys.AUTHENTICATOR_DATA);
        assertThat(assertion.signature().base64Url()).isEqualTo(Passkeys.SIGNATURE);
        assertThat(assertion.userHandle().map(Octets::base64Url)).contains(Passkeys.USER_HANDLE);
    }

    @ParameterizedTest
    @CsvSource({"-_8q-7wBAgM", "-_8q-7wBAgM=", "+/8q+7wBAgM=", "+/8q+7wBAgM"})
    void the_id_is_matched_by_its_bytes_however_the_api_spells_it(String spelled) {
        var request = Passkeys.requestTo("cr-other.1", "AQID", spelled);

        assertThat(webAuthn.assertion(Passkeys.RESPONSE, request).get().credId().value()).isEqualTo(spelled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"userHandle\":null", "\"userHandle\":\"\"", "\"other\":1"})
    void a_user_handle_may_be_missing(String instead) {
        assertThat(webAuthn.assertion(with(USER_HANDLE, instead), Passkeys.REQUEST).get().userHandle()).isEmpty();
    }

    /** As Safari and Android wrote it, and as Safari, 1Password and Bitwarden did. */
    @ParameterizedTest
    @CsvSource({
        "-_j18u_s6ebj4N3a19TRzsvIxcI, '', '\"userHandle\":\"\"'", "+/j18u/s6ebj4N3a19TRzsvIxcI=, ==, '\"x\":null'"})
    void what_known_clients_write_is_read(String id, String padding, String more) {
        String json = """
                {"id": "%1$s", "rawId": "%1$s", "type": "public-key", "clientExtensionResults": {}, "response": {
                 "clientDataJSON": "eyJ0eXBlIjogIndlYmF1dGhuLmdldCIsICJjaGFsbGVuZ2UiOiAiWTJndFlXSmpMVEV5TXciLCAib3\
                JpZ2luIjogImh0dHBzOi8vYXBwLmV4YW1wbGUuY29tIiwgIngiOiAiw78ifQ%2$s",
                 "authenticatorData": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFAAAAAA%2$s",
                 "signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%2$s", %3$s}}
                """.formatted(id, padding, more);
        var given = Passkeys.requestTo("-_j18u_s6ebj4N3a19TRzsvIxcI");
        var request = new AssertionRequest(
                Challenge.ofOrThrow("ch-abc-123"), given.rp(), given.allowed(), given.userVerification());

        assertThat(objections(json, request, Passkeys.ORIGIN)).isEmpty();
        assertThat(webAuthn.assertion(json, request).get().userHandle()).isEmpty();
        assertThat(webAuthn.assertion(json, Passkeys.requestTo()).get().credId().value())
                .isEqualTo("-_j18u_s6ebj4N3a19TRzsvIxcI");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"rawId\":\"-_8q-7wBAgM\",    | \"other\":1,",
        "\"rawId\":\"-_8q-7wBAgM\"     | \"rawId\":null",
        "\"rawId\":\"-_8q-7wBAgM\"     | \"rawId\":\"\"",
        "\"rawId\":\"-_8q-7wBAgM\"     | \"rawId\":\"+/8q+7wBAgM=\"",
        "\"id\":\"-_8q-7wBAgM\"        | \"id\":\"-_8q-7wBAgM=\"",
        "\"authenticatorAttachment\":\"platform\" | \"authenticatorAttachment\":null",
        "\"authenticatorAttachment\":\"platform\" | \"authenticatorAttachment\":\"brain\"",
        "\"clientExtensionResults\":{\"credProps\":{\"rk\":true}}, | \"authenticatorTransports\":[null],"})
    void members_that_may_be_missing_null_or_unknown_do_not_disturb(String usual, String instead) {
        assertThat(webAuthn.assertion(with(usual, instead), Passkeys.REQUEST))
                .isEqualTo(webAuthn.assertion(Passkeys.RESPONSE, Passkeys.REQUEST));
    }

    @Test
    void an_answer_in_a_frame_is_refused_as_such() {
        for (String frame : List.of("\"crossOrigin\":true", "\"crossOrigin\":true,\"topOrigin\":\"https://evil.test\"",
                "\"topOrigin\":\"https://evil.test\"")) {
            String json = Passkeys.response(Passkeys.CLIENT_DATA.replace("\"crossOrigin\":false", frame));

            assertThat(objections(json).map(Violation::toString)).containsExactly("firstFactor: was signed in a frame "
                    + "of another origin (crossOrigin, topOrigin), which is not allowed; sign in a page of its own");
        }
    }

    @Test
    void without_allowed_origins_any_origin_is_accepted() {
        String json = Passkeys.response(Passkeys.CLIENT_DATA.replace(Passkeys.ORIGIN, "android:apk-key-hash:abc"));

        assertThat(objections(json, Passkeys.REQUEST)).isEmpty();
        assertThat(objections(json).mkString()).startsWith("firstFactor: was signed at an origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com/", "https://app.example.com:443", "http://app.example.com",
        "https://example.com", "https://app.example.com.evil.example", "HTTPS://APP.EXAMPLE.COM", "null", ""})
    void another_origin_is_refused(String origin) {
        String json = Passkeys.response(Passkeys.CLIENT_DATA.replace(Passkeys.ORIGIN, origin));

        assertThat(objections(Passkeys.RESPONSE)).isEmpty();
        assertThat(objections(json)).hasSize(1);
        assertThat(objections(json).mkString()).startsWith("firstFactor: was signed at an origin");
    }

    @Test
    void a_browser_must_say_where_it_was() {
        assertThat(violations(Passkeys.response("{\"type\":\"webauthn.get\",\"challenge\":\"x\"}"))
                .map(Violation::toString)).containsExactly("clientData.origin: must not be null");
    }

    @ParameterizedTest
    @CsvSource({
        "webauthn.get, webauthn.create", "webauthn.get, key.get",
        "TVRwa09XSTJ-Y2hhbGxlbmdl, QW5vdGhlcg", "TVRwa09XSTJ-Y2hhbGxlbmdl, ''"})
    void client_data_for_another_purpose_or_challenge_is_refused(String right, String wrong) {
        String json = Passkeys.response(Passkeys.CLIENT_DATA.replace(right, wrong));
        assertThat(json).isNotEqualTo(Passkeys.RESPONSE);

        assertThat(objections(json).mkString()).startsWith("firstFactor: the assertion of Fido2")
                .contains("another challenge or purpose");
    }

    @Test
    void a_passkey_that_is_not_allowed_is_refused() {
        assertThat(objections(with(Passkeys.BROWSER_ID, "AQID")).mkString())
                .startsWith("firstFactor: Fido2 AQID is not allowed here");
        assertThat(objections(Passkeys.RESPONSE, Passkeys.requestTo()).mkString())
                .startsWith("firstFactor: Fido2 -_8q-7wBAgM is not allowed here; allowed: nothing");
    }

    @Test
    void all_objections_are_reported_at_once() {
        String json = Passkeys.response("{\"type\":\"x\",\"challenge\":\"x\",\"origin\":\"x\"}")
                .replace(Passkeys.BROWSER_ID, "AQID");

        assertThat(objections(json).mkString()).contains("is not allowed", "another challenge", "at an origin");
        assertThat(violations("{\"response\":{}}").map(Violation::field)).containsExactlyInAnyOrder("id", "type",
                "response.clientDataJSON", "response.authenticatorData", "response.signature");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"type\":\"public-key\"     | \"type\":\"Public-Key\"   | type",
        "\"type\":\"public-key\"     | \"type\":null             | type",
        "\"type\":\"public-key\"     | \"type\":1                | type",
        "\"id\":\"-_8q-7wBAgM\"      | \"id\":\"-_8q-7wBAgM==\"  | id",
        "\"id\":\"-_8q-7wBAgM\"      | \"id\":\"-/8q-7wBAgM\"    | id",
        "\"id\":\"-_8q-7wBAgM\"      | \"id\":\"-_8q-7wBAgN\"    | id",
        "\"id\":\"-_8q-7wBAgM\"      | \"id\":\"\"               | id",
        "\"id\":\"-_8q-7wBAgM\"      | \"other\":1               | id",
        "\"rawId\":\"-_8q-7wBAgM\"   | \"rawId\":\"AQID\"        | rawId",
        "\"rawId\":\"-_8q-7wBAgM\"   | \"rawId\":[251,255]       | rawId",
        "\"clientDataJSON\":\"       | \"clientDataJSON\":\"=    | response.clientDataJSON",
        "\"signature\":\"            | \"signature\":\" hidden   | response.signature",
        "\"signature\":\"            | \"signature\":\"+/hidden  | response.signature",
        "\"authenticatorData\":\"    | \"authenticatorData\":{},\"x\":\" | response.authenticatorData",
        "\"response\":{              | \"response\":null,\"x\":{ | response"})
    void a_member_that_is_not_right_is_named_and_its_value_is_not(String right, String wrong, String fields) {
        var violations = violations(with(right, wrong));

        assertThat(violations.map(Violation::field)).containsExactlyInAnyOrder(fields.split(","));
        assertThat(Violation.describe(violations)).doesNotContain("hidden", Passkeys.SIGNATURE);
    }

    @Test
    void sizes_are_bounded() {
        for (int length : new int[] {1, 2048}) {
            assertThat(webAuthn.assertion(with(SIGNATURE, "\"signature\":\"" + bytes(length) + "\""), Passkeys.REQUEST))
                    .isRight();
        }
        for (int length : new int[] {37, 4096}) {
            assertThat(webAuthn.assertion(with(AUTHENTICATOR_DATA,
                    "\"authenticatorData\":\"" + bytes(length) + "\""), Passkeys.REQUEST)).isRight();
        }
        for (int length : new int[] {0, 2049, 40_000}) {
            assertThat(violations(with(SIGNATURE, "\"signature\":\"" + bytes(length) + "\"")).map(Violation::field))
                    .containsExactly("response.signature");
        }
        for (int length : new int[] {0, 36, 4097}) {
            assertThat(violations(with(AUTHENTICATOR_DATA, "\"authenticatorData\":\"" + bytes(length) + "\""))
                    .map(Violation::toString)).containsExactly(
                            "response.authenticatorData: must be 37 to 4096 bytes as base64url");
        }
        assertThat(violations(with(USER_HANDLE, "\"userHandle\":\"" + bytes(65) + "\"")).map(Violation::field))
                .containsExactly("response.userHandle");
        assertThat(violations(Passkeys.response(Passkeys.CLIENT_DATA + " ".repeat(8192))).map(Violation::field))
                .containsExactly("response.clientDataJSON");
        assertThat(violations(Passkeys.RESPONSE + " ".repeat(WebAuthnJson.MAX_LENGTH)).map(Violation::field))
                .containsExactly("body");
        assertThat(webAuthn.assertion(Passkeys.RESPONSE
                + " ".repeat(WebAuthnJson.MAX_LENGTH - Passkeys.RESPONSE.length()), Passkeys.REQUEST)).isRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "17", "\"x\"", "{", "<html>", "{}}", "\uFEFF{}",
        "{\"type\":\"public-key\",\"type\":\"public-key\"}"})
    void what_is_not_one_whole_json_object_is_refused(String json) {
        assertThat(violations(json).map(Violation::field)).containsExactly("body");
    }

    @Test
    void any_answer_of_the_right_form_is_read_back_as_it_was_however_its_bytes_are_spelled() {
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            byte[] id = new byte[1 + random.nextInt(100)];
            byte[] data = new byte[37 + random.nextInt(200)];
            byte[] signature = new byte[1 + random.nextInt(300)];
            random.nextBytes(id);
            random.nextBytes(data);
            random.nextBytes(signature);
            AssertionRequest request = Passkeys.requestTo(Passkeys.spelled(id, random));
            String json = Passkeys.RESPONSE.replaceFirst(Passkeys.BROWSER_ID, Passkeys.spelled(id, random))
                    .replace(Passkeys.BROWSER_ID, Passkeys.spelled(id, random))
                    .replace(Passkeys.AUTHENTICATOR_DATA, Passkeys.spelled(data, random))
                    .replace(Passkeys.base64Url(Passkeys.CLIENT_DATA), Passkeys.spelled(
                            Passkeys.CLIENT_DATA.getBytes(StandardCharsets.UTF_8), random))
                    .replace(Passkeys.SIGNATURE, Passkeys.spelled(signature, random));

            Fido2Assertion assertion = webAuthn.assertion(json, request).get();

            assertThat(assertion.clientData().json().toByteArray()).as("seed %d", seed)
                    .isEqualTo(Passkeys.CLIENT_DATA.getBytes(StandardCharsets.UTF_8));
            assertThat(assertion.credId()).as("seed %d", seed).isEqualTo(request.allowed().head().id());
            assertThat(assertion.authenticatorData().toByteArray()).as("seed %d", seed).isEqualTo(data);
            assertThat(assertion.signature().toByteArray()).as("seed %d", seed).isEqualTo(signature);
        }
    }

    @Test
    void damaged_input_never_causes_an_exception() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            String source = random.nextBoolean() ? Passkeys.RESPONSE : Passkeys.CLIENT_DATA;
            StringBuilder text = new StringBuilder(source);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            text.deleteCharAt(random.nextInt(text.length()));

            webAuthn.assertion(source.equals(Passkeys.RESPONSE) ? text.toString()
                    : Passkeys.response(text.toString()), Passkeys.REQUEST);
        }
    }
}
