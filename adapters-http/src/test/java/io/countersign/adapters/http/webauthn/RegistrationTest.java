package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RegistrationRequest.ResidentKey;
import io.countersign.domain.challenge.RegistrationRequest.User;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Making a passkey: what a browser is asked, and what it answers. */
class RegistrationTest {

    private static final RegistrationRequest REQUEST = new RegistrationRequest(
            Challenge.ofOrThrow("~register me"), new RelyingParty("example.com", "Example"),
            new User("us-6b5bc", "zoe@example.com", "Zoë"));
    private static final byte[] ID = {(byte) 0xFB, (byte) 0xFF, 3};
    private static final String ES256 = "a5010203262001215820" + "11".repeat(32) + "225820" + "22".repeat(32);
    private static final String EDDSA = "a4010103272006215820" + "33".repeat(32);
    private static final String RS256 = "a401030339010020590100" + "44".repeat(256) + "2143010001";
    /** credProtect, and a PRF result ({@code hmac-secret}) as authenticators put them behind the key. */
    private static final String EXTENSIONS = "a2" + "6b" + hex("credProtect") + "02" + "6b" + hex("hmac-secret") + "f5";
    private static final int UP_UV_AT = 0x45;
    private static final int ED = 0x80;
    private static final String NONE = "a3" + text("fmt") + text("none") + text("attStmt") + "a0" + text("authData");

    private final WebAuthnJson webAuthn = WebAuthnJson.builder().buildOrThrow();

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a text of up to 23 characters in CBOR. */
    private static String text(String text) {
        return HexFormat.of().toHexDigits((byte) (0x60 + text.length())) + hex(text);
    }

    /** Returns authenticator data with a credential (§6.1, §6.5.1). */
    private static byte[] data(String rpId, int flags, byte[] id, String restInHex) {
        try {
            var data = new ByteArrayOutputStream();
            data.write(MessageDigest.getInstance("SHA-256").digest(rpId.getBytes(StandardCharsets.UTF_8)));
            data.write(flags);
            data.write(new byte[4 + 16]);
            data.write(id.length >> 8);
            data.write(id.length);
            data.write(id);
            data.write(HexFormat.of().parseHex(restInHex));
            return data.toByteArray();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] object(String headInHex, byte[] data) {
        return HexFormat.of().parseHex(headInHex + "59" + HexFormat.of().toHexDigits((short) data.length)
                + HexFormat.of().formatHex(data));
    }

    private static byte[] object(int flags, String restInHex) {
        return object(NONE, data("example.com", flags, ID, restInHex));
    }

    private static String clientData(String type, String challenge, String more) {
        return "{\"type\":\"" + type + "\",\"challenge\":\"" + Passkeys.base64Url(challenge) + "\"" + more + "}";
    }

    private static final String CLIENT_DATA = clientData("webauthn.create", "~register me",
            ",\"origin\":\"https://app.example.com\",\"crossOrigin\":false");

    private static String response(String id, String clientData, String attestationObject) {
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","authenticatorAttachment":null,
                 "clientExtensionResults":{},"response":{"clientDataJSON":"%2$s","attestationObject":"%3$s",
                 "transports":["internal","telepathy"],"publicKeyAlgorithm":-7,"publicKey":null,
                 "authenticatorData":""}}
                """.formatted(id, clientData, attestationObject);
    }

    private static String response(String clientData, byte[] object) {
        return response(Passkeys.base64Url(ID), Passkeys.base64Url(clientData), Passkeys.base64Url(object));
    }

    private Seq<Violation> violations(String json) {
        return webAuthn.registration(json, REQUEST, "https://app.example.com", "https://b.example.com").getLeft();
    }

    private Seq<String> objections(byte[] object) {
        return violations(response(CLIENT_DATA, object)).map(Violation::toString);
    }

    private JsonNode options(RegistrationRequest request) throws Exception {
        return new ObjectMapper().readTree(webAuthn.creationOptions(request).get());
    }

    @Test
    void a_request_has_the_form_that_browsers_parse() {
        assertThat(webAuthn.creationOptions(REQUEST)).containsOnRight("""
                {"rp":{"id":"example.com","name":"Example"},\
                "user":{"id":"dXMtNmI1YmM","name":"zoe@example.com","displayName":"Zo\\u00EB"},\
                "challenge":"fnJlZ2lzdGVyIG1l",\
                "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},\
                {"type":"public-key","alg":-257}],"timeout":60000,"excludeCredentials":[],\
                "authenticatorSelection":{"residentKey":"preferred","requireResidentKey":false,\
                "userVerification":"required"},"attestation":"none"}""");
    }

    @ParameterizedTest
    @EnumSource
    void all_that_can_be_asked_for_is_asked_for(ResidentKey residentKey) throws Exception {
        var options = options(new RegistrationRequest(REQUEST.challenge(), REQUEST.rp(), REQUEST.user(), List.of(-8),
                List.of("+/8D", "no bytes", "-_8D").map(id -> new Passkey(CredentialId.ofOrThrow(id), List.of("usb"))),
                Option.some("cross-platform"), residentKey, UserVerification.DISCOURAGED, Attestation.DIRECT));

        assertThat(options.at("/excludeCredentials").toString())
                .isEqualTo("[{\"type\":\"public-key\",\"id\":\"-_8D\",\"transports\":[\"usb\"]}]");
        assertThat(options.at("/authenticatorSelection").toString()).isEqualTo(
                "{\"authenticatorAttachment\":\"cross-platform\",\"residentKey\":\""
                        + residentKey.name().toLowerCase(Locale.ROOT) + "\",\"requireResidentKey\":"
                        + (residentKey == ResidentKey.REQUIRED) + ",\"userVerification\":\"discouraged\"}");
        assertThat(options.at("/pubKeyCredParams/0/alg").intValue()).isEqualTo(-8);
        assertThat(options.at("/attestation").textValue()).isEqualTo("direct");
    }

    private static final String ANSWER_OF_THE_API = """
            {"kind":"Fido2","challenge":"~register me","challengeIdentifier":"x",
             "rp":{"id":"example.com","name":"Example"},
             "user":{"id":"us-6b5bc","name":"zoe@example.com","displayName":"Zoë"},
             "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-8},
              {"type":"public-key","alg":-257}],"attestation":"none","excludeCredentials":[],
             "authenticatorSelection":{"residentKey":"preferred","requireResidentKey":false,
              "userVerification":"required"}}
            """;

    @Test
    void what_the_api_answers_is_the_request_that_a_browser_gets() {
        assertThat(WebAuthnJson.registrationRequest(ANSWER_OF_THE_API)).containsOnRight(REQUEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"residentKey\":\"preferred\", |                                  | DISCOURAGED",
        "\"residentKey\":\"preferred\",\"requireResidentKey\":false, | \"requireResidentKey\":true, | REQUIRED",
        "\"preferred\"                  | \"required\"                     | REQUIRED"})
    void level_1_asks_for_resident_keys_in_its_own_way(String right, String other, ResidentKey expected) {
        String answer = ANSWER_OF_THE_API.replaceAll("\\s+(?=\"requireR)", "")
                .replace(right, other == null ? "" : other);

        assertThat(WebAuthnJson.registrationRequest(answer).get().residentKey()).isEqualTo(expected);
    }

    @Test
    void all_that_the_api_may_ask_for_is_read() {
        var request = WebAuthnJson.registrationRequest(ANSWER_OF_THE_API.replace("\"residentKey\"",
                "\"authenticatorAttachment\":\"platform\",\"residentKey\"").replace("\"excludeCredentials\":[]",
                "\"excludeCredentials\":[{\"type\":\"public-key\",\"id\":\"+/8D\",\"transports\":\"usb\"}]")).get();

        assertThat(request.attachment()).contains("platform");
        assertThat(request.exclude()).containsExactly(new Passkey(CredentialId.ofOrThrow("+/8D"), List.of("usb")));
    }

    @Test
    void an_answer_of_the_api_that_asks_for_no_passkey_is_refused_naming_what_is_missing() {
        assertThat(WebAuthnJson.registrationRequest("{\"kind\":\"Key\",\"challenge\":\"x\"}").getLeft()
                .map(Violation::field)).containsExactlyInAnyOrder(
                        "rp", "user", "pubKeyCredParams", "authenticatorSelection", "attestation");
        assertThat(WebAuthnJson.registrationRequest("[]").getLeft().map(Violation::field)).containsExactly("body");
        assertThat(WebAuthnJson.registrationRequest(" ".repeat(70_000)).getLeft().map(Violation::field))
                .containsExactly("body");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"userVerification\":\"required\" | \"more\":1                  | authenticatorSelection.userVerification",
        "\"required\"                      | null                        | authenticatorSelection.userVerification",
        "\"preferred\"                     | \"sometimes\"               | authenticatorSelection.residentKey",
        "\"id\":\"us-6b5bc\"               | \"more\":1                  | user.id",
        "\"name\":\"Example\"              | \"more\":1                  | rp.name",
        "\"alg\":-7                        | \"more\":1                  | pubKeyCredParams[0].alg",
        "-257                              | -256.5                      | pubKeyCredParams[2].alg",
        "\"attestation\":\"none\"          | \"attestation\":null        | attestation",
        "[]                                | [null]                      | excludeCredentials[0]"})
    void an_answer_of_the_api_without_one_of_its_parts_is_refused_naming_it(String right, String other, String field) {
        assertThat(WebAuthnJson.registrationRequest(ANSWER_OF_THE_API.replace(right, other)).getLeft()
                .map(Violation::field)).containsExactly(field);
    }

    @Test
    void what_browsers_would_refuse_is_refused() {
        var challenge = REQUEST.challenge();
        assertThat(webAuthn.creationOptions(new RegistrationRequest(challenge, new RelyingParty("", ""),
                new User("", "", ""))).getLeft().map(Violation::field)).containsExactly("rp.id", "user.id");
        assertThat(webAuthn.creationOptions(new RegistrationRequest(challenge, REQUEST.rp(),
                new User("é".repeat(33), "", ""))).getLeft().map(Violation::toString))
                .containsExactly("user.id: must be 1 to 64 bytes in UTF-8");
        assertThat(webAuthn.creationOptions(new RegistrationRequest(challenge, REQUEST.rp(),
                new User("é".repeat(32), "", "")))).isRight();
    }

    static Stream<String> keys() {
        return Stream.of(ES256, EDDSA, RS256);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void what_a_browser_answers_becomes_a_passkey_with_its_key_and_the_info_of_the_api(String key) {
        byte[] object = object(UP_UV_AT, key);

        NewPasskey passkey = webAuthn.registration(
                response(CLIENT_DATA, object), REQUEST, "https://app.example.com").get();

        assertThat(passkey.id()).isEqualTo(Octets.of(ID));
        assertThat(passkey.publicKey()).isEqualTo(Octets.of(HexFormat.of().parseHex(key)));
        assertThat(passkey.credentialInfo()).isEqualTo("{\"credId\":\"-_8D\",\"clientData\":\""
                + Passkeys.base64Url(CLIENT_DATA) + "\",\"attestationData\":\"" + Passkeys.base64Url(object) + "\"}");
        assertThat(webAuthn.registration(response(CLIENT_DATA.replace("app.", "any."), object), REQUEST)).isRight();
    }

    @Test
    void extensions_behind_the_key_do_not_disturb_it() {
        byte[] object = object(UP_UV_AT | ED, ES256 + EXTENSIONS);

        assertThat(webAuthn.registration(response(CLIENT_DATA, object), REQUEST).get().publicKey())
                .isEqualTo(Octets.of(HexFormat.of().parseHex(ES256)));
    }

    /** As security keys, TPMs and others write it, in any order of the members. */
    static Stream<String> attestationStatements() {
        return Stream.of(
                text("fmt") + text("packed") + text("attStmt") + "a3" + text("alg") + "26" + text("sig") + "420102"
                        + text("x5c") + "82430102034105",
                text("attStmt") + "a2" + text("ver") + text("2.0") + text("x5c") + "818141ff" + text("fmt")
                        + text("tpm"),
                text("attStmt") + "a3" + text("a") + "c11a514b67b0" + text("b") + "fb3ff199999999999a" + text("c")
                        + "f93c00" + text("fmt") + text("other"));
    }

    @ParameterizedTest
    @MethodSource("attestationStatements")
    void attestation_statements_of_any_kind_are_passed_over(String members) {
        byte[] data = data("example.com", UP_UV_AT, ID, ES256);
        byte[] object = object("a3" + members + text("authData"), data);

        assertThat(webAuthn.registration(response(CLIENT_DATA, object), REQUEST).get().publicKey())
                .isEqualTo(Octets.of(HexFormat.of().parseHex(ES256)));
    }

    @Test
    void any_spelling_of_the_bytes_is_read() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            byte[] id = new byte[1 + random.nextInt(1023)];
            random.nextBytes(id);
            byte[] object = object(NONE, data("example.com", UP_UV_AT, id, random.nextBoolean() ? ES256 : RS256));
            String json = response(Passkeys.spelled(id, random), Passkeys.spelled(
                    CLIENT_DATA.getBytes(StandardCharsets.UTF_8), random), Passkeys.spelled(object, random));

            NewPasskey passkey = webAuthn.registration(json, REQUEST).get();

            assertThat(passkey.id()).as("seed %d", seed).isEqualTo(Octets.of(id));
            assertThat(passkey.attestationObject()).as("seed %d", seed).isEqualTo(Octets.of(object));
            assertThat(passkey.clientData().json().toByteArray()).as("seed %d", seed)
                    .isEqualTo(CLIENT_DATA.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void an_answer_for_another_purpose_challenge_or_origin_is_refused() {
        byte[] object = object(UP_UV_AT, ES256);
        for (String wrong : List.of(CLIENT_DATA.replace("create", "get"), clientData("webauthn.create", "another",
                ",\"origin\":\"https://app.example.com\""))) {
            assertThat(violations(response(wrong, object)).map(Violation::toString)).containsExactly("clientData: was "
                    + "made for another challenge or purpose; register a passkey for this one");
        }
        assertThat(violations(response(CLIENT_DATA.replace("app.", "evil."), object)).map(Violation::toString))
                .containsExactly("clientData: was signed at an origin that is not among those allowed: "
                        + "https://app.example.com, https://b.example.com");
        assertThat(violations(response(CLIENT_DATA.replace("false", "true"), object)).map(Violation::toString))
                .containsExactly("clientData: was signed in a frame of another origin (crossOrigin, topOrigin), which "
                        + "is not allowed; sign in a page of its own");
        assertThat(violations(response("{\"type\":\"webauthn.create\",\"challenge\":\"x\"}", object))
                .map(Violation::toString)).containsExactly("clientData.origin: must not be null");
    }

    @Test
    void authenticator_data_that_does_not_answer_the_request_is_refused_saying_why() {
        String field = "response.attestationObject: ";
        assertThat(objections(object(NONE, data("other.example", UP_UV_AT, ID, ES256)))).containsExactly(
                field + "is for another relying party (rpIdHash); it must be for example.com");
        assertThat(objections(object(0x44, ES256))).containsExactly(
                field + "does not say that a user was present (flag UP)");
        assertThat(objections(object(0x41, ES256))).containsExactly(
                field + "says that the user was not verified (flag UV), which the request requires");
        assertThat(objections(object(0x05, ES256))).containsExactly(
                field + "must hold authenticator data with a credential (flag AT)");
        assertThat(objections(object(UP_UV_AT, ES256.replaceFirst("0326", "033822")))).containsExactly(
                field + "has a key of an algorithm that was not asked for");
        assertThat(objections(object(NONE, data("example.com", UP_UV_AT, new byte[] {1}, ES256)))).containsExactly(
                field + "must be for the passkey that id names");
        assertThat(objections(object(NONE, data("other.example", 0x40, new byte[] {1}, ES256)))).hasSize(4);
    }

    @Test
    void user_verification_that_is_not_required_need_not_have_been() {
        var request = new RegistrationRequest(REQUEST.challenge(), REQUEST.rp(), REQUEST.user(),
                RegistrationRequest.ALGORITHMS, List.empty(), Option.none(), ResidentKey.PREFERRED,
                UserVerification.PREFERRED, Attestation.NONE);

        assertThat(webAuthn.registration(response(CLIENT_DATA, object(0x41, ES256)), request)).isRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "a0", "80", "00", "f6", "bf", "a1" + "6161" + "00", "a3", "ff",
        "bf" + "6866" + "ff"})
    void what_is_no_attestation_object_is_refused(String hex) {
        byte[] object = HexFormat.of().parseHex(hex);

        assertThat(violations(response(CLIENT_DATA, object)).map(Violation::field))
                .containsExactly("response.attestationObject");
    }

    @ParameterizedTest
    @CsvSource({
        "45, ''", "45, 00", "45, a0", "45, a10326ff", "45, a203260326", "45, a1613126", "c5, a10326", "c5, a10326a1",
        "c5, a1032680", "45, a10326a0", "45, bf0326ff", "45, a1035f4126ff"})
    void a_credential_that_is_cut_off_repeated_or_followed_by_something_else_is_refused(String flags, String rest) {
        assertThat(objections(object(Integer.parseInt(flags, 16), rest))).hasSize(1).allMatch(said -> said.endsWith(
                "must be CBOR as authenticators write it (WebAuthn Level 2 §6.5.4)"));
    }

    @Test
    void authenticator_data_that_is_there_twice_or_behind_which_there_is_more_is_refused() {
        byte[] data = data("example.com", UP_UV_AT, ID, ES256);
        String once = text("authData") + "59" + HexFormat.of().toHexDigits((short) data.length)
                + HexFormat.of().formatHex(data);

        assertThat(objections(HexFormat.of().parseHex("a2" + once + once))).hasSize(1);
        assertThat(objections(HexFormat.of().parseHex("a1" + once + "00"))).hasSize(1);
        assertThat(webAuthn.registration(response(CLIENT_DATA, HexFormat.of().parseHex("a1" + once)), REQUEST))
                .isRight();
    }

    @Test
    void the_cost_of_a_hostile_object_is_bounded() {
        for (String bomb : List.of("81".repeat(20_000), "a1".repeat(20_000), "c1".repeat(20_000),
                "a3" + text("fmt") + "9b7fffffffffffffff" + "00".repeat(20_000),
                "a3" + text("fmt") + "bb7fffffffffffffff" + "00".repeat(20_000),
                "a3" + text("fmt") + "5b7fffffffffffffff", "bb7fffffffffffffff" + text("fmt"),
                "a3" + text("fmt") + "9bffffffffffffffff")) {
            assertThat(violations(response(CLIENT_DATA, HexFormat.of().parseHex(bomb))).map(Violation::field))
                    .containsExactly("response.attestationObject");
        }
        assertThat(violations(response(CLIENT_DATA, new byte[32 * 1024 + 1])).map(Violation::toString)).containsExactly(
                "response.attestationObject: must be 1 to 32768 bytes as base64url");
        assertThat(violations(" ".repeat(WebAuthnJson.MAX_LENGTH + 1)).map(Violation::field)).containsExactly("body");
    }

    @Test
    void damaged_input_never_causes_an_exception() {
        byte[] whole = object(UP_UV_AT | ED, ES256 + EXTENSIONS);
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length + 5));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

            webAuthn.registration(response(CLIENT_DATA, damaged), REQUEST);
        }
    }

    @Test
    void an_answer_without_its_members_is_refused_naming_them() {
        assertThat(violations("{\"response\":{}}").map(Violation::field)).containsExactlyInAnyOrder(
                "id", "type", "response.clientDataJSON", "response.attestationObject");
        assertThat(violations("null").map(Violation::field)).containsExactly("body");
    }
}
