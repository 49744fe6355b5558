package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.CredentialPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules about factors, each through HTTP. */
class CredentialPolicyTest {

    @ParameterizedTest(name = "{0} serves as {1}; {2} then {3}: {4}")
    @CsvSource(nullValues = "-", value = {
        // kind, its factor, the first factor, the second, the fields that are refused
        "Key,                  either, Key,                  -,                    -",
        "Key,                  either, Fido2,                Key,                  -",
        "Key,                  first,  Key,                  Fido2,                -",
        "Key,                  first,  Fido2,                Key,                  secondFactor.kind",
        "Key,                  second, Key,                  -,                    firstFactor.kind",
        "Key,                  second, Key,                  Fido2,                firstFactor.kind",
        "Key,                  second, Fido2,                Key,                  -",
        "Fido2,                first,  Fido2,                -,                    -",
        "Fido2,                first,  Key,                  Fido2,                secondFactor.kind",
        "Fido2,                second, Fido2,                Key,                  firstFactor.kind",
        "Fido2,                second, PasswordProtectedKey, Fido2,                -",
        "Fido2,                either, Fido2,                PasswordProtectedKey, -",
        "PasswordProtectedKey, first,  PasswordProtectedKey, Key,                  -",
        "PasswordProtectedKey, first,  Key,                  PasswordProtectedKey, secondFactor.kind",
        "PasswordProtectedKey, second, PasswordProtectedKey, -,                    firstFactor.kind",
        "PasswordProtectedKey, second, Key,                  PasswordProtectedKey, -",
        "Password,             first,  Password,             Totp,                 -",
        "Password,             first,  Password,             Fido2,                -",
        "Totp,                 second, PasswordProtectedKey, Totp,                 -",
        "Totp,                 second, Totp,                 -,                    firstFactor.kind"
    })
    void a_kind_serves_as_the_factor_that_it_is_said_to_be(
            String kind, String factor, String first, String second, String refused) {
        SandboxConfiguration configuration = Sandbox.configure().acceptingDeprecatedKinds()
                .factorOf(new CredentialKind(kind), new CredentialFactor(factor));

        assertOutcome(configuration, first, second, refused);
        assertStated(configuration, kind, factor, false);
    }

    @ParameterizedTest(name = "{0} needs a second; {1} then {2}: {3}")
    @CsvSource(nullValues = "-", value = {
        "Key,                  Key,                  -,                    secondFactor",
        "Key,                  Key,                  Key,                  -",
        "Key,                  Key,                  Fido2,                -",
        "Key,                  Key,                  PasswordProtectedKey, -",
        "Key,                  Key,                  Totp,                 -",
        "Key,                  Fido2,                -,                    -",
        "Key,                  Fido2,                Key,                  -",
        "Fido2,                Fido2,                -,                    secondFactor",
        "Fido2,                Fido2,                Key,                  -",
        "Fido2,                Key,                  -,                    -",
        "PasswordProtectedKey, PasswordProtectedKey, -,                    secondFactor",
        "PasswordProtectedKey, PasswordProtectedKey, Fido2,                -",
        "Password,             Password,             -,                    secondFactor",
        "Password,             Password,             Totp,                 -"
    })
    void a_second_factor_is_due_beside_the_kinds_that_need_one(
            String kind, String first, String second, String refused) {
        SandboxConfiguration configuration = Sandbox.configure().acceptingDeprecatedKinds()
                .requiringSecondFactor(new CredentialKind(kind));

        assertOutcome(configuration, first, second, refused);
        assertStated(configuration, kind, kind.equals("Password") ? "first" : "either", true);
    }

    @Test
    void both_can_be_said_of_one_kind_in_any_order_and_the_last_word_counts() {
        SandboxConfiguration configuration = Sandbox.configure();
        assertThat(configuration.factorOf(CredentialKind.KEY, CredentialFactor.FIRST)
                        .requiringSecondFactor(CredentialKind.KEY).policy())
                .isEqualTo(configuration.requiringSecondFactor(CredentialKind.KEY)
                        .factorOf(CredentialKind.KEY, CredentialFactor.SECOND)
                        .factorOf(CredentialKind.KEY, CredentialFactor.FIRST).policy());
        assertThat(configuration.requiringSecondFactor(CredentialKind.KEY).acceptingDeprecatedKinds()
                .requiringSecondFactor(CredentialKind.PASSWORD).acceptingDeprecatedKinds().policy().rules()
                .filterValues(CredentialPolicy.Rule::requiresSecondFactor).keySet())
                .containsExactlyInAnyOrder(CredentialKind.KEY, CredentialKind.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Password", "Totp", "RecoveryKey", "Other"})
    void nothing_can_be_said_of_a_kind_that_is_not_accepted(String name) {
        CredentialKind kind = new CredentialKind(name);
        SandboxConfiguration configuration = Sandbox.configure();

        assertThatIllegalArgumentException().isThrownBy(() -> configuration.requiringSecondFactor(kind))
                .withMessageContaining(name).withMessageContaining("it verifies: Fido2, Key, PasswordProtectedKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.factorOf(kind, CredentialFactor.FIRST)).withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"Password,second", "Password,either", "Totp,first", "Totp,either", "Key,third"})
    void no_kind_can_be_a_factor_that_it_cannot_be(String kind, String factor) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().acceptingDeprecatedKinds()
                .factorOf(new CredentialKind(kind), new CredentialFactor(factor))).withMessageContaining(factor);
    }

    @Test
    void a_kind_that_is_never_first_cannot_need_a_second() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().acceptingDeprecatedKinds()
                .requiringSecondFactor(CredentialKind.TOTP)).withMessageContaining("Totp");
    }

    private static void assertOutcome(
            SandboxConfiguration configuration, String first, String second, String refused) {
        try (Sandbox sandbox = configuration.start()) {
            TestCaller caller = TestCaller.serviceAccountOf(sandbox);
            JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
            ObjectNode redemption = TestCaller.redemption(
                    challenge, factor(first, KeyAlgorithm.ES256, sandbox.serviceAccount(), challenge));
            if (second != null) {
                redemption.set("secondFactor", factor(second, KeyAlgorithm.EDDSA, sandbox.serviceAccount(), challenge));
            }

            TestCaller.Reply reply = caller.redeem(redemption);

            assertThat(reply.status()).as(reply.text()).isEqualTo(refused == null ? 200 : 400);
            assertThat(reply.faultyFields()).isEqualTo(refused == null ? "" : refused);
        }
    }

    private static void assertStated(
            SandboxConfiguration configuration, String kind, String factor, boolean requiresSecondFactor) {
        assertThat(configuration.policy().supportedCredentialKinds()).contains(JsonNodeFactory.instance.objectNode()
                .put("kind", kind).put("factor", factor).put("requiresSecondFactor", requiresSecondFactor));
    }

    /** Returns a valid factor. The tests are about its place. */
    private static ObjectNode factor(String kind, KeyAlgorithm algorithm, SandboxUser user, JsonNode challenge) {
        return switch (kind) {
            case "Key" -> TestCaller.factor(user.key(algorithm), challenge);
            case "PasswordProtectedKey" ->
                    TestCaller.factor(user.passwordProtectedKey(), challenge).put("kind", "PasswordProtectedKey");
            case "Fido2" -> TestAuthenticator.of(user.passkey()).answer(challenge);
            case "Password" -> JsonNodeFactory.instance.objectNode()
                    .put("kind", "Password").put("password", user.password());
            default -> JsonNodeFactory.instance.objectNode().put("kind", "Totp").put("otpCode", user.otpCode());
        };
    }
}
