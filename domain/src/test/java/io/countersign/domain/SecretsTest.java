package io.countersign.domain;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.THE_TOTP;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.at;
import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD_PROTECTED_KEY;
import static io.countersign.domain.fixture.SupportedKind.TOTP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.action.ActionPayload;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.PasswordAssertion;
import io.countersign.domain.credential.TotpAssertion;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** No text form shows a secret, neither of the value that holds it nor of those that hold that value. */
@SuppressWarnings("deprecation")
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    static Stream<Object> valuesThatHoldASecret() {
        var action = UserAction.ofOrThrow("POST", "/a", SECRET);
        var token = UserActionToken.ofOrThrow(SECRET);
        var password = new PasswordAssertion(SECRET);
        var otp = new TotpAssertion(SECRET);
        var challenge = aChallenge().supporting(PASSWORD.asFirstFactor(), TOTP.asSecondFactor()).build();
        return Stream.of(
                token, action, action.payload(), action.authorizedBy(token), ActionPayload.of(SECRET),
                new ApiAnswer(200, Option.none(), SECRET),
                password, otp, challenge.signedBy(password, otp), challenge.signedBy(otp, password),
                ChallengeIdentifier.of(SECRET), new EncryptedPrivateKey(SECRET), new ExternalAuthenticationUrl(SECRET),
                UserActionToken.of(SECRET + " "), ActionPayload.of(SECRET + "\uD83D"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatHoldASecret")
    void a_secret_is_not_shown(Object value) {
        assertThat(value.toString()).doesNotContain(SECRET).isNotBlank();
    }

    @Test
    void a_challenge_shows_none_of_its_secrets() {
        var challenge = aChallenge().supporting(PASSWORD_PROTECTED_KEY.asFirstFactor(), PASSWORD.asFirstFactor())
                .allowing(passwordProtectedKey("p")).build();

        assertThat(challenge.allowCredentials().encryptedPrivateKeyOf(id("p")).get().value()).contains("secret");
        assertThat(challenge.externalAuthenticationUrl().value()).contains("secret");
        assertThat(challenge.challengeIdentifier().value()).contains("secret");
        assertThat(challenge.toString()).doesNotContain("secret").contains("hidden");
        assertThat(challenge.planFor(List.of(THE_TOTP)).toString()).doesNotContain("secret");
        assertThat(challenge.planFor(List.of(THE_PASSWORD)).toString()).doesNotContain("secret");
    }

    @Test
    void a_pending_action_and_what_becomes_of_it_show_none_of_their_secrets() {
        var challenge = aChallenge()
                .supporting(PASSWORD_PROTECTED_KEY.asFirstFactor(), PASSWORD.asFirstFactor(), TOTP.asSecondFactor(),
                        FIDO2.asFirstFactor())
                .allowing(passwordProtectedKey("p"), passkey("f")).build();
        var pending = new PendingUserAction(UserAction.ofOrThrow("POST", "/a", SECRET), challenge);
        var password = new PasswordAssertion(SECRET);
        var otp = Option.<CredentialAssertion>some(new TotpAssertion(SECRET));
        var elsewhere = HashSet.of("https://app.example.test");
        var plan = challenge.planFor(List.of(THE_PASSWORD)).get();

        for (var shown : List.of(
                pending, pending.authorizedBy(UserActionToken.ofOrThrow(SECRET)),
                pending.completedBy(password, otp, elsewhere), pending.completedBy(otp.get(), otp, elsewhere),
                pending.completedBy(at("https://" + SECRET + ".test", assertionOf(passkey("f"))), otp, elsewhere),
                challenge.signedAsPlanned(plan, otp.get(), Option.some(password)),
                challenge.assertionRequest(), challenge.assertionRequest().only(id("f")),
                pending.completedBy(at("https://" + SECRET + ".test", assertionOf(passkey("f"), SECRET)), otp,
                        elsewhere))) {
            assertThat(shown.toString()).doesNotContain(SECRET, "secret").isNotBlank();
        }
    }

    @Test
    void hidden_values_are_available_by_their_accessors() {
        assertThat(UserActionToken.ofOrThrow(SECRET).value()).isEqualTo(SECRET);
        assertThat(new PasswordAssertion(SECRET).password()).isEqualTo(SECRET);
        assertThat(new TotpAssertion(SECRET).otpCode()).isEqualTo(SECRET);
        assertThat(new EncryptedPrivateKey(SECRET).value()).isEqualTo(SECRET);
        assertThat(new ExternalAuthenticationUrl(SECRET).value()).isEqualTo(SECRET);
        assertThat(ChallengeIdentifier.ofOrThrow(SECRET).value()).isEqualTo(SECRET);
    }
}
