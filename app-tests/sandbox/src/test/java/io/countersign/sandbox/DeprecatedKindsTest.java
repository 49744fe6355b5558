package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeprecatedKindsTest {

    private final Sandbox sandbox = Sandbox.configure().acceptingDeprecatedKinds().start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);
    private final SandboxUser user = sandbox.serviceAccount();
    private final JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_password_is_a_first_factor_and_a_one_time_password_a_second() {
        assertThat(redeem(password(user.password())).status()).isEqualTo(200);
        assertThat(redeem(key(), totp(user.otpCode())).status()).isEqualTo(200);
        assertThat(redeem(password(user.password()), totp(user.otpCode())).status()).isEqualTo(200);
        assertThat(user.otpCode()).matches("[0-9]{6}");
        assertThat(user.password()).contains("-secret-");
    }

    @Test
    void the_challenge_lists_them() {
        assertThat(challenge.get("supportedCredentialKinds")).isEqualTo(TestCaller.parsed("""
                [{"kind":"Fido2","factor":"either","requiresSecondFactor":false},
                 {"kind":"Key","factor":"either","requiresSecondFactor":false},
                 {"kind":"Password","factor":"first","requiresSecondFactor":false},
                 {"kind":"PasswordProtectedKey","factor":"either","requiresSecondFactor":false},
                 {"kind":"Totp","factor":"second","requiresSecondFactor":false}]"""));
    }

    @Test
    void the_other_way_round_they_are_refused() {
        assertRefused(redeem(totp(user.otpCode())), 400, "firstFactor.kind");
        assertRefused(redeem(key(), password(user.password())), 400, "secondFactor.kind");
        assertRefused(redeem(totp(user.otpCode()), password(user.password())), 400, "firstFactor.kind");
    }

    @Test
    void one_of_them_twice_is_one_credential_twice() {
        assertRefused(redeem(password(user.password()), password(user.password())), 400, "secondFactor");
        assertRefused(redeem(totp(user.otpCode()), totp("000000")), 400, "secondFactor");
    }

    @Test
    void what_is_wrong_or_another_users_is_refused_and_not_repeated() {
        String wrong = user.password().substring(1);
        String otherCode = user.otpCode().equals("111111") ? "222222" : "111111";

        assertRefused(redeem(password(wrong)), 401, "firstFactor.password");
        assertRefused(redeem(password(sandbox.delegatedUser().password())), 401, "firstFactor.password");
        TestCaller.Reply reply = redeem(key(), totp(otherCode));
        assertRefused(reply, 401, "secondFactor.otpCode");
        assertThat(reply.text()).doesNotContain(user.otpCode()).doesNotContain(otherCode);
    }

    @ParameterizedTest
    @CsvSource({"Password,password", "Totp,otpCode"})
    void what_is_missing_empty_or_no_string_is_refused_by_name_and_leaves_the_challenge_unused(
            String kind, String field) {
        for (String value : new String[] {"", "null", "123456", "\"\""}) {
            ObjectNode factor = JsonNodeFactory.instance.objectNode().put("kind", kind);
            if (!value.isEmpty()) {
                factor.set(field, TestCaller.parsed(value));
            }
            assertRefused(caller.redeem(challenge, factor), 400, "firstFactor." + field);
        }
        assertThat(caller.redeem(challenge, password(user.password())).status()).isEqualTo(200);
    }

    @Test
    void they_are_refused_where_nobody_asked_for_them() {
        try (Sandbox modern = Sandbox.start()) {
            TestCaller modernUser = TestCaller.serviceAccountOf(modern);
            JsonNode fresh = modernUser.challengeFor("POST", "/wallets", "{}");

            assertThat(fresh.get("supportedCredentialKinds").findValuesAsText("kind"))
                    .containsExactly("Fido2", "Key", "PasswordProtectedKey");
            assertRefused(modernUser.redeem(fresh, password(modern.serviceAccount().password())),
                    400, "firstFactor.kind");
            ObjectNode both = TestCaller.redemption(
                    fresh, TestCaller.factor(modern.serviceAccount().key("ES256"), fresh));
            both.set("secondFactor", totp(modern.serviceAccount().otpCode()));
            assertRefused(modernUser.redeem(both), 400, "secondFactor.kind");
        }
    }

    private TestCaller.Reply redeem(ObjectNode first) {
        return caller.redeem(caller.challengeFor("POST", "/wallets", "{}"), first);
    }

    private TestCaller.Reply redeem(ObjectNode first, ObjectNode second) {
        JsonNode fresh = caller.challengeFor("POST", "/wallets", "{}");
        ObjectNode redemption = TestCaller.redemption(fresh, first.path("kind").asText().equals("Key")
                ? TestCaller.factor(user.key("ES256"), fresh)
                : first);
        redemption.set("secondFactor", second);
        return caller.redeem(redemption);
    }

    /** Returns a factor to be signed when there is a challenge. */
    private static ObjectNode key() {
        return JsonNodeFactory.instance.objectNode().put("kind", "Key");
    }

    private static ObjectNode password(String password) {
        return JsonNodeFactory.instance.objectNode().put("kind", "Password").put("password", password);
    }

    private static ObjectNode totp(String otpCode) {
        return JsonNodeFactory.instance.objectNode().put("kind", "Totp").put("otpCode", otpCode);
    }

    private static void assertRefused(TestCaller.Reply reply, int status, String faultyFields) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.faultyFields()).isEqualTo(faultyFields);
    }
}
