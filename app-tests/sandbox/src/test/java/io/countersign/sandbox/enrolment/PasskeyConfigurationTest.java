package io.countersign.sandbox.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.SandboxPasskey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

class PasskeyConfigurationTest {

    @ParameterizedTest
    @EnumSource(names = {"PREFERRED", "DISCOURAGED"})
    void user_verification_is_asked_for_as_configured_and_insisted_upon_only_if_required(UserVerification wanted) {
        try (Sandbox lenient = Sandbox.configure().userVerification(wanted).start()) {
            TestCaller user = TestCaller.serviceAccountOf(lenient);
            JsonNode challenge = user.challengeFor("POST", "/wallets", "{}");
            TestAuthenticator unverified =
                    TestAuthenticator.of(lenient.serviceAccount().passkey()).withFlags(TestAuthenticator.UP);

            assertThat(challenge.get("userVerification").textValue()).isEqualTo(wanted.name().toLowerCase(Locale.ROOT));
            assertThat(user.redeem(challenge, unverified.answer(challenge)).status()).isEqualTo(200);
        }
    }

    @Test
    void the_origins_are_those_that_are_configured() {
        try (Sandbox elsewhere =
                Sandbox.configure().origins("https://app.example.com", "http://localhost:3000").start()) {
            TestCaller user = TestCaller.serviceAccountOf(elsewhere);
            SandboxPasskey own = elsewhere.serviceAccount().passkey();
            assertThat(own.origin()).isEqualTo("https://app.example.com");
            JsonNode good = user.challengeFor("POST", "/wallets", "{}");
            JsonNode bad = user.challengeFor("POST", "/wallets", "{}");

            assertThat(user.redeem(good, TestAuthenticator.of(own).at("http://localhost:3000").answer(good)).status())
                    .isEqualTo(200);
            TestCaller.Reply refused = user.redeem(bad, TestAuthenticator.of(own)
                    .withCounter(2).at(elsewhere.baseUrl().toString()).answer(bad));
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.faultyFields()).isEqualTo("firstFactor.credentialAssertion.clientData");
        }
    }

    @Test
    void passkeys_belong_to_the_relying_party_that_is_configured() {
        try (Sandbox elsewhere = Sandbox.configure()
                .rpId("example.com").origins("https://app.example.com").start()) {
            TestCaller user = TestCaller.serviceAccountOf(elsewhere);
            SandboxPasskey own = elsewhere.serviceAccount().passkey();
            assertThat(own.rpId()).isEqualTo("example.com");
            JsonNode bad = user.challengeFor("POST", "/wallets", "{}");
            JsonNode good = user.challengeFor("POST", "/wallets", "{}");
            TestAuthenticator there = TestAuthenticator.of(own).at("https://app.example.com");
            assertThat(good.at("/rp/id").textValue()).isEqualTo("example.com");

            TestCaller.Reply refused = user.redeem(bad, there.answer(bad));
            assertThat(refused.status()).as(refused.text()).isEqualTo(401);
            assertThat(refused.faultyFields()).isEqualTo("firstFactor.credentialAssertion.authenticatorData");
            assertThat(user.redeem(good, there.forRelyingParty("example.com").answer(good)).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://example.com", "Example.com", "example.com:8080", "a b", ".com", "example."})
    void what_is_no_domain_cannot_be_a_relying_party(String rpId) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().rpId(rpId))
                .withMessageContaining("domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "http://localhost/", "http://a/b", "http://user@host", "http://a b"})
    void what_is_no_origin_cannot_be_configured(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().origins("http://localhost", origin))
                .withMessageContaining("scheme://host");
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().origins());
        assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.configure().allowedOrigins(origin))
                .withMessageContaining("scheme://host");
    }
}
