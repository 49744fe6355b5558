package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.IDENTIFIER;
import static io.countersign.domain.fixture.ChallengeBuilder.TEXT;
import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.THE_TOTP;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD;
import static io.countersign.domain.fixture.SupportedKind.PASSWORD_PROTECTED_KEY;
import static io.countersign.domain.fixture.SupportedKind.TOTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Locale;
import java.util.stream.Stream;

class CompletionTest {

    private static final UserActionChallenge ALL_KINDS = aChallenge()
            .supporting(KEY.asEitherFactor(), FIDO2.asEitherFactor(), PASSWORD_PROTECTED_KEY.asEitherFactor(),
                    PASSWORD.asEitherFactor(), TOTP.asEitherFactor())
            .allowing(key("k"), passkey("f"), passwordProtectedKey("p")).build();
    private static final UserActionChallenge TWO_FACTORS = aChallenge()
            .supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asSecondFactor(), TOTP.asSecondFactor())
            .allowing(key("k"), passkey("f")).build();

    static Stream<Credential> thoseWhoMaySignFirst() {
        return Stream.of(key("k"), passkey("f"), passwordProtectedKey("p"), THE_PASSWORD);
    }

    @ParameterizedTest
    @MethodSource("thoseWhoMaySignFirst")
    void one_allowed_assertion_completes_a_challenge_that_needs_no_second(Credential credential) {
        var signed = ALL_KINDS.signedBy(assertionOf(credential)).get();

        assertThat(signed.firstFactor()).isEqualTo(assertionOf(credential));
        assertThat(signed.secondFactor()).isEmpty();
        assertThat(signed.challengeIdentifier().value()).isEqualTo(IDENTIFIER);
    }

    @Test
    void two_allowed_assertions_complete_a_challenge_that_needs_both() {
        var signed = TWO_FACTORS.signedBy(assertionOf(key("k")), assertionOf(passkey("f"))).get();

        assertThat(signed.firstFactor()).isEqualTo(assertionOf(key("k")));
        assertThat(signed.secondFactor()).contains(assertionOf(passkey("f")));
        assertThat(signed).hasToString("SignedChallenge[Key k, Fido2 f]");
    }

    @Test
    void a_second_factor_is_accepted_even_if_none_is_required() {
        assertThat(ALL_KINDS.signedBy(assertionOf(key("k")), assertionOf(THE_TOTP))).isValid();
    }

    @Test
    void a_credential_that_needs_a_second_factor_does_not_complete_a_challenge_alone() {
        assertRefused(TWO_FACTORS.signedBy(assertionOf(key("k"))),
                "secondFactor: second factor required; allowed: Fido2 f, Totp");
    }

    @Test
    void a_credential_that_is_not_allowed_by_name_completes_nothing() {
        assertRefused(TWO_FACTORS.signedBy(assertionOf(key("x")), assertionOf(passkey("f"))),
                "firstFactor: Key x is not allowed here; allowed: Key k");
        assertRefused(TWO_FACTORS.signedBy(assertionOf(key("k")), assertionOf(passkey("x"))),
                "secondFactor: Fido2 x is not allowed here; allowed: Fido2 f, Totp");
    }

    @Test
    void an_allowed_credential_does_not_complete_a_challenge_in_the_other_place() {
        assertRefused(TWO_FACTORS.signedBy(assertionOf(passkey("f")), assertionOf(key("k"))),
                "firstFactor: Fido2 f is not allowed here; allowed: Key k",
                "secondFactor: Key k is not allowed here; allowed: Totp");
    }

    @Test
    void a_password_does_not_sign_second_nor_a_one_time_password_first() {
        assertThat(ALL_KINDS.signedBy(assertionOf(THE_TOTP)).getError().map(Violation::field))
                .containsExactly("firstFactor");
        assertThat(ALL_KINDS.signedBy(assertionOf(key("k")), assertionOf(THE_PASSWORD))
                .getError().map(Violation::field)).containsExactly("secondFactor");
    }

    @Test
    void the_same_credential_does_not_sign_twice() {
        assertRefused(aChallenge().supporting(KEY.asEitherFactor().needingASecond()).allowing(key("k")).build()
                        .signedBy(assertionOf(key("k")), assertionOf(key("k"))),
                "secondFactor: Key k is not allowed here; allowed: nothing");
    }

    @Test
    void two_credentials_of_one_kind_complete_a_challenge_together() {
        assertThat(aChallenge().supporting(KEY.asEitherFactor().needingASecond()).allowing(key("a"), key("b")).build()
                .signedBy(assertionOf(key("a")), assertionOf(key("b")))).isValid();
    }

    @Test
    void assertions_made_for_another_challenge_complete_nothing() {
        assertRefused(TWO_FACTORS.signedBy(assertionOf(key("k"), "another"), assertionOf(passkey("f"))),
                "firstFactor: the assertion of Key k was made for another challenge or purpose; sign this one");
        assertRefused(TWO_FACTORS.signedBy(assertionOf(key("k")), assertionOf(passkey("f"), "another")),
                "secondFactor: the assertion of Fido2 f was made for another challenge or purpose; sign this one");
    }

    @Test
    void the_challenge_is_compared_character_by_character() {
        for (String almost : List.of(TEXT + " ", TEXT.toUpperCase(Locale.ROOT), TEXT.substring(1))) {
            assertThat(TWO_FACTORS.signedBy(assertionOf(key("k"), almost), assertionOf(passkey("f")))).isInvalid();
        }
    }

    @Test
    void everything_that_keeps_a_challenge_from_being_complete_is_said_at_once() {
        assertThat(TWO_FACTORS.signedBy(assertionOf(key("x"), "another"), assertionOf(passkey("x"), "another"))
                .getError().map(Violation::field))
                .containsExactly("firstFactor", "firstFactor", "secondFactor", "secondFactor");
        assertThat(TWO_FACTORS.signedBy(assertionOf(key("x"), "another")).getError().map(Violation::field))
                .containsExactly("firstFactor", "firstFactor", "secondFactor");
    }

    @Test
    void one_assertion_is_the_same_as_one_and_no_second() {
        var assertion = assertionOf(key("k"));

        assertThat(ALL_KINDS.signedBy(assertion)).isEqualTo(ALL_KINDS.signedBy(assertion, Option.none()));
        assertThat(ALL_KINDS.signedBy(assertion)).isValid();
    }

    private static void assertRefused(Validation<Seq<Violation>, SignedChallenge> refusal, String... violations) {
        assertThat(refusal.getError().map(Violation::toString)).isEqualTo(List.of(violations));
    }
}
