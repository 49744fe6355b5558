package io.countersign.adapters.http.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.PasswordProtectedKeyAssertion;
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

class ApiSignerJsonTest {

    private static final PendingUserAction PENDING = new PendingUserAction(UserAction.post("/wallets", "{}"),
            new UserActionChallenge(Challenge.ofOrThrow(Passkeys.CHALLENGE), ChallengeIdentifier.ofOrThrow("secret-id"),
                    List.of("Key", "PasswordProtectedKey", "Fido2").map(kind -> new SupportedCredential(
                            new CredentialKind(kind), CredentialFactor.EITHER, false)),
                    UserVerification.REQUIRED, Attestation.NONE,
                    new AllowedCredentials(List.of(new AllowedCredentials.Key(CredentialId.ofOrThrow("cr-key-1"))),
                            List.of(new AllowedCredentials.Passkey(
                                    CredentialId.ofOrThrow(Passkeys.API_ID), List.empty())),
                            List.of(new AllowedCredentials.PasswordProtectedKey(CredentialId.ofOrThrow("cr-ppk-1"),
                                    new EncryptedPrivateKey("wrapped-key")))),
                    new ExternalAuthenticationUrl("https://sign.example/secret"),
                    Option.some(new RelyingParty("example.com", "Example"))));

    private static final String KEY_GET = "{\"type\":\"key.get\",\"challenge\":\"" + Passkeys.CHALLENGE + "\"}";
    private static final String OTHER_ORDER = "{\"challenge\":\"" + Passkeys.CHALLENGE
            + "\", \"crossOrigin\":false, \"type\":\"key.get\"}";

    private static String key(String kind, String credId, String clientData) {
        return """
                {"kind":"%s","credentialAssertion":{"credId":"%s","clientData":"%s","signature":"AQID"}}
                """.formatted(kind, credId, Passkeys.base64Url(clientData));
    }

    private static String passkey(String id, String userHandle) {
        return """
                {"kind":"Fido2","credentialAssertion":{"credId":"%s","clientData":"%s","authenticatorData":"%s",\
                "signature":"%s","userHandle":%s}}
                """.formatted(id, Passkeys.base64Url(Passkeys.CLIENT_DATA), Passkeys.AUTHENTICATOR_DATA,
                Passkeys.SIGNATURE, userHandle);
    }

    private static ApiSignerJson.Answer answer(String json) {
        return ApiSignerJson.answer(json, PENDING).get();
    }

    private static Seq<Violation> violations(String json) {
        return ApiSignerJson.answer(json, PENDING).getLeft();
    }

    private static SignedChallenge completed(ApiSignerJson.Answer answer) {
        return PENDING.completedBy(answer.first(), answer.second(), List.of(Passkeys.ORIGIN)).get();
    }

    @Test
    void a_challenge_is_written_as_the_api_answers_it_without_secrets_that_no_signer_needs() throws Exception {
        String written = ApiSignerJson.challenge(PENDING);
        JsonNode json = new ObjectMapper().readTree(written);

        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"challenge":"MTpkOWI2~challenge","challengeIdentifier":"","externalAuthenticationUrl":"",
                 "supportedCredentialKinds":[{"kind":"Key","factor":"either","requiresSecondFactor":false},
                  {"kind":"PasswordProtectedKey","factor":"either","requiresSecondFactor":false},
                  {"kind":"Fido2","factor":"either","requiresSecondFactor":false}],
                 "userVerification":"required","attestation":"none","rp":{"id":"example.com","name":"Example"},
                 "allowCredentials":{"key":[{"type":"public-key","id":"cr-key-1"}],
                  "webauthn":[{"type":"public-key","id":"+/8q+7wBAgM=","transports":[]}],
                  "passwordProtectedKey":[
                   {"type":"public-key","id":"cr-ppk-1","encryptedPrivateKey":"wrapped-key"}]}}
                """));
        assertThat(written).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY_GET, OTHER_ORDER})
    void a_key_answers(String clientData) {
        var first = (KeyAssertion) answer(key("Key", "cr-key-1", clientData)).first();

        assertThat(first.credId().value()).isEqualTo("cr-key-1");
        assertThat(first.clientData().json().toByteArray()).isEqualTo(clientData.getBytes(StandardCharsets.UTF_8));
        assertThat(first.signature().base64Url()).isEqualTo("AQID");
        assertThat(first.algorithm()).isEmpty();
        assertThat(completed(answer(key("Key", "cr-key-1", clientData))).firstFactor()).isEqualTo(first);
    }

    /** The API's own signer for password-protected keys calls itself {@code Key}. */
    @ParameterizedTest
    @ValueSource(strings = {"Key", "PasswordProtectedKey"})
    void a_password_protected_key_answers(String kind) {
        var answer = answer(key(kind, "cr-ppk-1", OTHER_ORDER));

        assertThat(completed(answer).firstFactor()).isInstanceOf(PasswordProtectedKeyAssertion.class);
    }

    @ParameterizedTest
    @CsvSource({"-_8q-7wBAgM, null", "-_8q-7wBAgM, '\"\"'", "+/8q+7wBAgM=, '\"AQ==\"'", "-_8q-7wBAgM=, '\"AQ\"'"})
    void a_passkey_answers_and_its_id_is_spelled_as_the_api_does(String id, String userHandle) {
        var answer = answer(passkey(id, userHandle));

        assertThat(completed(answer).firstFactor().credential().id().get().value()).isEqualTo(Passkeys.API_ID);
        assertThat(((Fido2Assertion) answer.first()).userHandle().isDefined()).isEqualTo(userHandle.contains("A"));
    }

    @Test
    void two_factors_answer() {
        var answer = answer("{\"challengeIdentifier\":\"x\",\"firstFactor\":" + key("Key", "cr-key-1", KEY_GET)
                + ",\"secondFactor\":" + passkey(Passkeys.BROWSER_ID, "null") + "}");

        SignedChallenge completed = completed(answer);
        assertThat(completed.firstFactor()).isInstanceOf(KeyAssertion.class);
        assertThat(completed.secondFactor().get()).isInstanceOf(Fido2Assertion.class);
        assertThat(answer("{\"secondFactor\":null,\"firstFactor\":" + key("Key", "cr-key-1", KEY_GET) + "}").second())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                     | kind,credentialAssertion",
        "{\"kind\":\"Password\",\"password\":\"hidden\"}        | kind",
        "{\"kind\":\"Key\"}                                     | credentialAssertion",
        "{\"kind\":\"Key\",\"credentialAssertion\":{}}          | credentialAssertion.credId,"
                + "credentialAssertion.clientData,credentialAssertion.signature",
        "{\"firstFactor\":null}                                 | firstFactor",
        "{\"firstFactor\":{\"kind\":\"Key\"},\"secondFactor\":{}} | firstFactor.credentialAssertion,secondFactor.kind,"
                + "secondFactor.credentialAssertion",
        "[]                                                     | body", "null | body", "{ | body"})
    void what_is_missing_or_wrong_is_named_and_not_repeated(String json, String fields) {
        var violations = violations(json);

        assertThat(violations.map(Violation::field)).containsExactlyInAnyOrder(fields.split(","));
        assertThat(Violation.describe(violations)).doesNotContain("hidden");
    }

    @Test
    void a_passkey_must_say_what_passkeys_say() {
        assertThat(violations(passkey("cr-x.1", "null").replace("authenticatorData", "other")).map(Violation::field))
                .containsExactly("credentialAssertion.credId", "credentialAssertion.authenticatorData");
        assertThat(violations(key("Fido2", "AQID", KEY_GET).replace("\"signature\"",
                "\"authenticatorData\":\"" + Passkeys.AUTHENTICATOR_DATA + "\",\"signature\"")).map(Violation::field))
                .containsExactly("clientData.origin");
    }

    @Test
    void sizes_are_bounded() {
        assertThat(violations(" ".repeat(128 * 1024 + 1)).map(Violation::field)).containsExactly("body");
        assertThat(violations(key("Key", "x".repeat(2049), KEY_GET)).map(Violation::field))
                .containsExactly("credentialAssertion.credId");
        assertThat(violations(key("Key", "cr-key-1", KEY_GET + " ".repeat(8192))).map(Violation::field))
                .containsExactly("credentialAssertion.clientData");
    }

    @Test
    void damaged_input_never_causes_an_exception() {
        String source = "{\"firstFactor\":" + key("Key", "cr-key-1", KEY_GET)
                + ",\"secondFactor\":" + passkey(Passkeys.BROWSER_ID, "null") + "}";
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            StringBuilder text = new StringBuilder(source);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            text.deleteCharAt(random.nextInt(text.length()));

            ApiSignerJson.answer(text.toString(), PENDING).forEach(answer -> {
                CredentialAssertion first = answer.first();
                assertThat(first.toString()).doesNotContain("hidden");
            });
        }
    }
}
