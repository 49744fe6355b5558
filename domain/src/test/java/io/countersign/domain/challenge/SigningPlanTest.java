package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.SOME_PASSKEY;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.THE_TOTP;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD;
import static io.countersign.domain.fixture.SupportedKind.TOTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.challenge.SigningRefusal.NoFirstFactor;
import io.countersign.domain.challenge.SigningRefusal.NoSecondFactor;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.fixture.ChallengeBuilder;
import io.countersign.domain.fixture.Credentials;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class SigningPlanTest {

    @Test
    void the_first_credential_at_hand_that_may_sign_first_does() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor(), FIDO2.asEitherFactor())
                .allowing(key("a"), passkey("b"));

        assertThat(plan(challenge, key("x"), passkey("b"), key("a"))).containsOnRight(alone(passkey("b")));
        assertThat(plan(challenge, key("x"), key("a"), passkey("b"))).containsOnRight(alone(key("a")));
    }

    @Test
    void a_second_factor_that_is_not_required_is_not_planned() {
        var challenge = aChallenge().supporting(KEY.asEitherFactor(), FIDO2.asSecondFactor())
                .allowing(key("a"), passkey("b"));

        assertThat(plan(challenge, key("a"), passkey("b"))).containsOnRight(alone(key("a")));
    }

    @Test
    void a_required_second_factor_is_the_first_other_credential_that_may_be_it() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor())
                .allowing(key("a"), key("b"), passkey("c"), passkey("d"));

        assertThat(plan(challenge, passkey("d"), passkey("c"), key("b"), key("a")))
                .containsOnRight(both(key("b"), passkey("d")));
    }

    @Test
    void a_credential_is_never_its_own_second_factor() {
        var challenge = aChallenge().supporting(KEY.asEitherFactor().needingASecond()).allowing(key("a"), key("b"));

        assertThat(plan(challenge, key("a"), key("a"), key("b"))).containsOnRight(both(key("a"), key("b")));
        assertThat(plan(challenge, key("a"), key("a")))
                .containsOnLeft(new NoSecondFactor(key("a"), List.of(key("b"))));
    }

    @Test
    void a_password_signs_first_and_a_one_time_password_second() {
        var challenge = aChallenge().supporting(PASSWORD.asEitherFactor().needingASecond(), TOTP.asEitherFactor());

        assertThat(plan(challenge, THE_TOTP, THE_PASSWORD)).containsOnRight(both(THE_PASSWORD, THE_TOTP));
    }

    @Test
    void an_authenticator_matches_any_allowed_passkey() {
        var challenge = aChallenge().supporting(FIDO2.asFirstFactor()).allowing(passkey("a"));

        assertThat(plan(challenge, SOME_PASSKEY)).containsOnRight(alone(SOME_PASSKEY));
    }

    @Test
    void an_authenticator_can_be_the_second_factor() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor())
                .allowing(key("k"), passkey("a"));

        assertThat(plan(challenge, SOME_PASSKEY, key("k"))).containsOnRight(both(key("k"), SOME_PASSKEY));
    }

    @Test
    void an_authenticator_is_not_its_own_second_factor_even_where_it_has_two_passkeys() {
        var challenge = aChallenge().supporting(FIDO2.asEitherFactor().needingASecond())
                .allowing(passkey("a"), passkey("b"));

        assertThat(plan(challenge, SOME_PASSKEY)).containsOnLeft(
                new NoSecondFactor(SOME_PASSKEY, List.of(passkey("a"), passkey("b"))));
    }

    @Test
    void an_authenticator_with_the_only_allowed_passkey_is_not_its_own_second_factor() {
        var challenge = aChallenge().supporting(FIDO2.asEitherFactor().needingASecond()).allowing(passkey("a"));

        assertThat(plan(challenge, SOME_PASSKEY, passkey("a")))
                .containsOnLeft(new NoSecondFactor(SOME_PASSKEY, List.of(SOME_PASSKEY)));
        assertThat(plan(challenge, passkey("a"), SOME_PASSKEY))
                .containsOnLeft(new NoSecondFactor(passkey("a"), List.of(SOME_PASSKEY)));
    }

    @Test
    void a_refusal_names_the_kinds_that_could_be_second_even_without_a_credential() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor())
                .allowing(key("a"));

        assertThat(plan(challenge, key("a")).getLeft().message()).endsWith("allowed: Fido2");
    }

    @Test
    void an_authenticator_and_a_named_passkey_sign_together_if_another_passkey_is_allowed() {
        var challenge = aChallenge().supporting(FIDO2.asEitherFactor().needingASecond())
                .allowing(passkey("a"), passkey("b"));

        assertThat(plan(challenge, SOME_PASSKEY, passkey("a"))).containsOnRight(both(SOME_PASSKEY, passkey("a")));
        assertThat(plan(challenge, passkey("a"), SOME_PASSKEY)).containsOnRight(both(passkey("a"), SOME_PASSKEY));
    }

    @Test
    void an_authenticator_that_may_not_be_first_does_not_rule_out_a_second_passkey() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor(), FIDO2.asSecondFactor())
                .allowing(key("k"), passkey("a")).build();

        assertThat(challenge.secondFactors(SOME_PASSKEY)).containsExactly(passkey("a"));
    }

    @Test
    void an_authenticator_does_not_sign_if_no_passkey_is_allowed() {
        var challenge = aChallenge().supporting(FIDO2.asFirstFactor());

        assertThat(plan(challenge, SOME_PASSKEY))
                .containsOnLeft(new NoFirstFactor(List.of(SOME_PASSKEY), List.empty()));
    }

    @Test
    void credentials_that_may_not_sign_are_refused_naming_them_and_those_that_may() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor()).allowing(key("a"), key("b"));
        var offered = List.of(key("x"), passwordProtectedKey("a"));

        var refusal = challenge.build().planFor(offered);

        assertThat(refusal).containsOnLeft(new NoFirstFactor(offered, List.of(key("a"), key("b"))));
        assertThat(refusal.getLeft().message())
                .contains("Key x, PasswordProtectedKey a", "first factor", "allowed: Key a, Key b");
    }

    @Test
    void a_refusal_says_if_there_is_no_signer() {
        var refusal = plan(aChallenge().supporting(KEY.asFirstFactor()).allowing(key("a")));

        assertThat(refusal).containsOnLeft(new NoFirstFactor(List.empty(), List.of(key("a"))));
        assertThat(refusal.getLeft().message())
                .isEqualTo("no signer is configured; allowed as a first factor: Key a");
    }

    @Test
    void a_challenge_that_nobody_may_sign_says_that_nothing_is_allowed() {
        assertThat(plan(aChallenge(), key("a")).getLeft().message()).contains("allowed: nothing");
    }

    @Test
    void a_missing_second_factor_is_refused_naming_the_first_and_those_that_may_be_second() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor())
                .allowing(key("a"), passkey("b"), passkey("c"));

        var refusal = plan(challenge, key("a"), passkey("x"));

        assertThat(refusal).containsOnLeft(new NoSecondFactor(key("a"), List.of(passkey("b"), passkey("c"))));
        assertThat(refusal.getLeft().message()).contains("second factor beside Key a", "allowed: Fido2 b, Fido2 c");
    }

    @Test
    void a_refusal_says_if_no_credential_can_be_the_second_factor() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor().needingASecond()).allowing(key("a"));

        assertThat(plan(challenge, key("a")).getLeft().message()).contains("allowed: nothing");
    }

    @Test
    void the_planned_credentials_complete_the_challenge() {
        var challenge = aChallenge()
                .supporting(KEY.asEitherFactor().needingASecond(), FIDO2.asEitherFactor(), PASSWORD.asFirstFactor())
                .allowing(key("a"), passkey("b")).build();
        for (var available : List.of(key("a"), passkey("b"), THE_PASSWORD).permutations()) {
            var plan = challenge.planFor(available).get();

            assertThat(challenge.signedBy(
                    assertionOf(plan.first()),
                    plan.second().map(Credentials::assertionOf))).isValid();
        }
    }

    @Test
    void a_plan_and_a_refusal_are_shown_by_the_credentials_in_them() {
        assertThat(alone(key("a"))).hasToString("SigningPlan[Key a]");
        assertThat(both(key("a"), THE_TOTP)).hasToString("SigningPlan[Key a, then Totp]");
    }

    @Test
    void codes_are_stable_as_logs_and_metrics_are_written_with_them() {
        assertThat(new SigningRefusal.NoFirstFactor(List.empty(), List.empty()).code()).isEqualTo("no_first_factor");
        assertThat(new SigningRefusal.NoSecondFactor(key("a"), List.empty()).code()).isEqualTo("no_second_factor");
        assertThat(SigningRefusal.Kind.values()).hasSize(2);
    }

    private static Either<SigningRefusal, SigningPlan> plan(ChallengeBuilder challenge, Credential... available) {
        return challenge.build().planFor(List.of(available));
    }

    private static SigningPlan alone(Credential first) {
        return new SigningPlan(first, Option.none());
    }

    private static SigningPlan both(Credential first, Credential second) {
        return new SigningPlan(first, Option.some(second));
    }
}
