package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD;
import static io.countersign.domain.fixture.SupportedKind.RECOVERY_KEY;
import static io.countersign.domain.fixture.SupportedKind.TOTP;
import static io.countersign.domain.fixture.SupportedKind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.fixture.SupportedKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstFactorsTest {

    /** What the kind can ever be, times what the challenge says it is here. */
    @ParameterizedTest
    @CsvSource({
        "Key, first, true, false", "Key, second, false, true", "Key, either, true, true", "Key, third, false, false",
        "Fido2, first, true, false", "Fido2, second, false, true", "Fido2, either, true, true",
        "Fido2, third, false, false",
        "PasswordProtectedKey, first, true, false", "PasswordProtectedKey, second, false, true",
        "PasswordProtectedKey, either, true, true", "PasswordProtectedKey, third, false, false",
        "Password, first, true, false", "Password, second, false, false", "Password, either, true, false",
        "Password, third, false, false",
        "Totp, first, false, false", "Totp, second, false, true", "Totp, either, false, true",
        "Totp, third, false, false",
        "RecoveryKey, first, false, false", "RecoveryKey, second, false, false", "RecoveryKey, either, false, false",
        "RecoveryKey, third, false, false",
        "CarrierPigeon, first, false, false", "CarrierPigeon, second, false, false",
        "CarrierPigeon, either, false, false", "CarrierPigeon, third, false, false"})
    void a_credential_may_sign_as_what_its_kind_can_be_and_the_challenge_says(
            String kindName, String factorName, boolean first, boolean second) {
        var kind = new CredentialKind(kindName);
        var nameless = kind.equals(CredentialKind.PASSWORD) || kind.equals(CredentialKind.TOTP);
        var credential = nameless ? Credential.unnamed(kind) : Credential.of(kind, key("id").id().get());
        var terms = new SupportedKind(kind).as(new CredentialFactor(factorName));
        var alone = aChallenge().supporting(terms).allowing(credential).build();
        var needing = aChallenge().supporting(terms.needingASecond()).allowing(credential).build();

        assertThat(alone.firstFactors().contains(credential)).isEqualTo(first);
        assertThat(needing.firstFactors()).isEqualTo(alone.firstFactors());
        assertThat(alone.secondFactors(key("another")).contains(credential)).isEqualTo(second);
        assertThat(needing.secondFactors(key("another"))).isEqualTo(alone.secondFactors(key("another")));
        assertThat(alone.requiresSecondFactor(credential)).isFalse();
        assertThat(needing.requiresSecondFactor(credential)).isEqualTo(first);
    }

    @Test
    void a_credential_of_a_supported_kind_that_is_not_allowed_by_name_may_not_sign() {
        var challenge = aChallenge().supporting(KEY.asEitherFactor(), FIDO2.asEitherFactor())
                .allowing(key("a")).build();

        assertThat(challenge.firstFactors()).containsExactly(key("a"));
        assertThat(challenge.secondFactors(passkey("x"))).containsExactly(key("a"));
    }

    @Test
    void a_credential_allowed_by_name_whose_kind_is_not_supported_may_not_sign() {
        var challenge = aChallenge().supporting(KEY.asEitherFactor())
                .allowing(key("a"), passkey("b"), passwordProtectedKey("c")).build();

        assertThat(challenge.firstFactors()).containsExactly(key("a"));
        assertThat(challenge.secondFactors(passkey("x"))).containsExactly(key("a"));
    }

    @Test
    void those_who_may_sign_are_listed_in_the_order_of_the_challenge() {
        var challenge = aChallenge()
                .supporting(FIDO2.asEitherFactor(), PASSWORD.asFirstFactor(), KEY.asEitherFactor())
                .allowing(key("a"), passkey("b"), key("c"), passkey("d")).build();

        assertThat(challenge.firstFactors())
                .containsExactly(passkey("b"), passkey("d"), THE_PASSWORD, key("a"), key("c"));
        assertThat(challenge.secondFactors(key("a"))).containsExactly(passkey("b"), passkey("d"), key("c"));
    }

    @Test
    void a_kind_listed_twice_offers_its_credentials_once() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor(), KEY.asEitherFactor(), KEY.asSecondFactor())
                .allowing(key("a"), key("b")).build();

        assertThat(challenge.firstFactors()).containsExactly(key("a"), key("b"));
        assertThat(challenge.secondFactors(key("a"))).containsExactly(key("b"));
    }

    @Test
    void a_kind_listed_twice_may_sign_as_either_of_what_is_listed() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor(), KEY.asSecondFactor())
                .allowing(key("a"), key("b")).build();

        assertThat(challenge.firstFactors()).containsExactly(key("a"), key("b"));
        assertThat(challenge.secondFactors(key("b"))).containsExactly(key("a"));
    }

    @Test
    void a_second_factor_is_required_if_any_of_the_terms_of_the_first_requires_it() {
        assertThat(aChallenge().supporting(KEY.asFirstFactor(), KEY.asEitherFactor().needingASecond()).build()
                .requiresSecondFactor(key("a"))).isTrue();
        assertThat(aChallenge().supporting(KEY.asFirstFactor().needingASecond(), KEY.asFirstFactor()).build()
                .requiresSecondFactor(key("a"))).isTrue();
    }

    @Test
    void terms_of_the_second_factor_or_another_kind_require_no_second_factor() {
        var challenge = aChallenge()
                .supporting(KEY.asFirstFactor(), KEY.asSecondFactor().needingASecond(),
                        FIDO2.asFirstFactor().needingASecond())
                .build();

        assertThat(challenge.requiresSecondFactor(key("a"))).isFalse();
        assertThat(challenge.requiresSecondFactor(passkey("b"))).isTrue();
    }

    @Test
    void kinds_that_are_not_known_or_sign_no_action_are_kept_and_never_chosen() {
        var challenge = aChallenge()
                .supporting(UNKNOWN.asEitherFactor(), RECOVERY_KEY.asEitherFactor(), TOTP.asFirstFactor())
                .build();

        assertThat(challenge.supportedCredentialKinds().map(SupportedCredential::kind))
                .containsExactly(UNKNOWN.kind(), CredentialKind.RECOVERY_KEY, CredentialKind.TOTP);
        assertThat(challenge.firstFactors()).isEmpty();
        assertThat(challenge.secondFactors(key("a"))).isEmpty();
    }
}
