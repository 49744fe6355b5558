package io.countersign.sandbox.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.SandboxPasskey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiFunction;

public class PasskeyTest {

    /** The two ways to write the challenge in client data. Every rule applies to both. */
    public enum Form {
        BASE64URL(TestAuthenticator::asBrowsersDo), VERBATIM(TestAuthenticator::verbatim);

        private final BiFunction<String, String, String> clientData;

        Form(BiFunction<String, String, String> clientData) {
            this.clientData = clientData;
        }

        public BiFunction<String, String, String> clientData() {
            return clientData;
        }
    }

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxPasskey passkey = sandbox.serviceAccount().passkey();
    private final TestAuthenticator authenticator = TestAuthenticator.of(passkey);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void what_an_authenticator_signs_is_accepted(Form form) {
        assertThat(redeem(authenticator.writing(form.clientData)).status()).isEqualTo(200);
    }

    @Test
    void the_challenge_names_the_passkey_by_its_base64url_id() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(challenge.at("/allowCredentials/webauthn")).isEqualTo(TestCaller.parsed(
                "[{\"type\":\"public-key\",\"id\":\"" + passkey.credId() + "\"}]"));
        assertThat(Base64.getUrlDecoder().decode(passkey.credId())).hasSize(32);
        assertThat(challenge.at("/rp/id").textValue()).isEqualTo(passkey.rpId()).isEqualTo("localhost");
        assertThat(challenge.get("userVerification").textValue()).isEqualTo("required");
        assertThat(new String(Base64.getUrlDecoder().decode(passkey.userHandle()), UTF_8))
                .isEqualTo(sandbox.serviceAccount().id());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void the_user_handle_may_be_left_out_and_must_match_if_it_is_there(Form form) {
        TestAuthenticator writing = authenticator.writing(form.clientData);

        assertThat(redeem(writing.claiming("")).status()).isEqualTo(200);
        assertRefused(redeem(writing.withCounter(2).claiming(sandbox.delegatedUser().passkey().userHandle())),
                401, "userHandle");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void another_key_under_the_id_of_a_passkey_is_refused(Form form) {
        assertRefused(redeem(authenticator.writing(form.clientData)
                .withKeyOf(sandbox.delegatedUser().passkey())), 401, "signature");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_signature_over_other_client_data_or_authenticator_data_is_refused(Form form) {
        for (String changed : new String[] {"clientData", "authenticatorData"}) {
            JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
            TestAuthenticator writing = authenticator.writing(form.clientData);
            ObjectNode factor = writing.answer(challenge);
            ObjectNode other = writing.withCounter(9).writing((text, origin) ->
                    form.clientData.apply(text, origin).replace("}", ",\"extra\":1}")).answer(challenge);
            assertThat(assertionIn(factor).get(changed)).isNotEqualTo(assertionIn(other).get(changed));
            assertionIn(factor).set(changed, assertionIn(other).get(changed));

            assertRefused(caller.redeem(challenge, factor), 401, "signature");
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void another_relying_party_is_refused(Form form) {
        assertRefused(redeem(authenticator.writing(form.clientData).forRelyingParty("example.com")),
                401, "authenticatorData");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_user_who_was_not_there_or_was_not_verified_is_refused(Form form) {
        TestAuthenticator writing = authenticator.writing(form.clientData);
        for (int flags : new int[] {0, TestAuthenticator.UP, TestAuthenticator.UV}) {
            assertRefused(redeem(writing.withFlags(flags)), 401, "authenticatorData");
        }
        assertThat(redeem(writing).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void an_unknown_origin_is_refused(Form form) {
        TestAuthenticator writing = authenticator.writing(form.clientData);
        for (String origin : new String[] {"https://localhost", "http://localhost:1", "http://localhost/",
            "http://evil.example", ""}) {
            assertRefused(redeem(writing.at(origin)), 400, "clientData");
        }
        assertThat(redeem(writing.at(sandbox.baseUrl().toString())).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"webauthn.create\",\"challenge\":\"ENCODED\",\"origin\":\"http://localhost\"}",
        "{\"type\":\"key.get\",\"challenge\":\"ENCODED\",\"origin\":\"http://localhost\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"xENCODED\",\"origin\":\"http://localhost\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"ENCODED=\",\"origin\":\"http://localhost\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":null,\"origin\":\"http://localhost\"}",
        "{\"type\":\"webauthn.get\",\"origin\":\"http://localhost\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"ENCODED\"}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"ENCODED\",\"origin\":[\"http://localhost\"]}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"ENCODED\",\"origin\":\"http://localhost\",\"crossOrigin\":true}",
        "{\"type\":\"webauthn.get\",\"challenge\":\"ENCODED\",\"origin\":\"http://localhost\"",
        "ENCODED"
    })
    void client_data_that_does_not_say_that_a_passkey_signs_this_challenge_here_is_refused(String template) {
        assertRefused(redeem(authenticator.writing((challenge, origin) ->
                template.replace("ENCODED", TestCaller.base64Url(challenge.getBytes(UTF_8))))), 400, "clientData");
    }

    @Test
    void the_challenge_of_another_session_is_refused() {
        JsonNode one = caller.challengeFor("POST", "/wallets", "{}");
        JsonNode other = caller.challengeFor("POST", "/wallets", "{}");

        assertRefused(caller.redeem(one, authenticator.answer(other)), 400, "clientData");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_signature_counter_that_does_not_advance_is_refused(Form form) {
        TestAuthenticator writing = authenticator.writing(form.clientData);
        assertThat(redeem(writing.withCounter(0)).status()).isEqualTo(200);
        assertThat(redeem(writing.withCounter(0)).status()).isEqualTo(200);
        assertThat(redeem(writing.withCounter(5)).status()).isEqualTo(200);
        for (long counter : new long[] {5, 4, 0}) {
            assertRefused(redeem(writing.withCounter(counter)), 401, "authenticatorData");
        }
        assertThat(redeem(writing.withCounter(0xFFFFFFFFL)).status()).isEqualTo(200);
        assertRefused(redeem(writing.withCounter(6)), 401, "authenticatorData");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void an_assertion_that_is_refused_does_not_move_the_counter(Form form) {
        TestAuthenticator writing = authenticator.writing(form.clientData);
        assertRefused(redeem(writing.withCounter(9).withKeyOf(sandbox.delegatedUser().passkey())), 401, "signature");
        assertRefused(redeem(writing.withCounter(9).withFlags(0)), 401, "authenticatorData");

        assertThat(redeem(writing.withCounter(1)).status()).isEqualTo(200);
    }

    @Test
    void authenticator_data_that_is_malformed_is_refused() {
        for (int length : new int[] {1, 36, 38, 200}) {
            JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
            ObjectNode factor = authenticator.answer(challenge, data -> Arrays.copyOf(data, length));
            assertRefused(caller.redeem(challenge, factor), 400, "authenticatorData");
        }
        // 0x40 and 0x80 promise data that does not follow; 0x10 is a backup of what cannot be backed up
        for (int flags : new int[] {0x45, 0x85, 0x15}) {
            assertRefused(redeem(authenticator.withFlags(flags)), 400, "authenticatorData");
        }
    }

    @ParameterizedTest
    @CsvSource({"credId", "clientData", "authenticatorData", "signature"})
    void a_missing_null_or_mistyped_field_is_refused_by_name(String field) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        for (String value : new String[] {"", "null", "7", "\"\""}) {
            ObjectNode factor = authenticator.answer(challenge);
            assertionIn(factor).remove(field);
            if (!value.isEmpty()) {
                assertionIn(factor).set(field, TestCaller.parsed(value));
            }
            assertRefused(caller.redeem(challenge, factor), 400, field);
        }
        assertThat(caller.redeem(challenge, authenticator.answer(challenge)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"\"", "\"AA==\"", "\"+/8\""})
    void a_user_handle_that_is_no_base64url_is_refused(String value) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        ObjectNode factor = authenticator.answer(challenge);
        assertionIn(factor).set("userHandle", TestCaller.parsed(value));

        assertRefused(caller.redeem(challenge, factor), 400, "userHandle");
    }

    @Test
    void another_users_passkey_is_refused() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        TestAuthenticator theirs = TestAuthenticator.of(sandbox.delegatedUser().passkey());

        TestCaller.Reply reply = caller.redeem(challenge, theirs.answer(challenge));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorMessage())
                .isEqualTo("User does not have a credential that can be used for the application.");
    }

    @Test
    void the_id_of_a_passkey_under_another_kind_is_refused() {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

        assertThat(caller.redeem(challenge, TestCaller.factor(passkey, challenge)).errorMessage())
                .isEqualTo("User does not have a credential that can be used for the application.");
    }

    private TestCaller.Reply redeem(TestAuthenticator answering) {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        return caller.redeem(challenge, answering.answer(challenge));
    }

    private static ObjectNode assertionIn(ObjectNode factor) {
        return (ObjectNode) factor.get("credentialAssertion");
    }

    private static void assertRefused(TestCaller.Reply reply, int status, String faultyField) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion." + faultyField);
        assertThat(reply.json().has("userAction")).isFalse();
    }
}
