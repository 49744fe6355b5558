package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.assertion;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.collected;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.octets;
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
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.countersign.domain.fixture.ChallengeBuilder;
import io.countersign.domain.fixture.Credentials;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingUserActionTest {

    private static final UserAction ACTION = UserAction.ofOrThrow("POST", "/wallets?a=b", "{}");
    private static final PendingUserAction PENDING = new PendingUserAction(ACTION, aChallenge()
            .supporting(KEY.asFirstFactor().needingASecond(), FIDO2.asEitherFactor(),
                    PASSWORD_PROTECTED_KEY.asEitherFactor(), PASSWORD.asFirstFactor().needingASecond(),
                    TOTP.asSecondFactor())
            .allowing(key("k"), passkey("f"), passkey("g"), passwordProtectedKey("p")).build());
    private static final Set<String> ALLOWED = HashSet.of("https://a.test", "https://b.test");

    /**
     * Every rule, kept and broken. An assertion is written as in {@link Credentials#assertion}; what speaks against it
     * as {@code part: what is expected}, shortened.
     */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        first                       | second                      | objections
        # the first credential may sign first
        Fido2 f                     |                             |
        PasswordProtectedKey p      |                             |
        Key x                       | Totp                        | firstFactor: Key x is not allowed here
        Fido2 x                     |                             | firstFactor: Fido2 x is not allowed here
        PasswordProtectedKey x      |                             | firstFactor: PasswordProtectedKey x is not allowed
        Key f                       | Totp                        | firstFactor: Key f is not allowed here
        Totp                        |                             | firstFactor: Totp is not allowed here
        # the first assertion answers this challenge
        Fido2 f for another         |                             | firstFactor: the assertion of Fido2 f was made for
        PasswordProtectedKey p for another |                      | firstFactor: the assertion of PasswordProtectedKey p
        Key k for another           | Totp                        | firstFactor: the assertion of Key k was made for
        # a second factor is there when due
        Key k                       |                             | secondFactor: second factor required
        Password                    |                             | secondFactor: second factor required
        # the second credential may sign second
        Key k                       | Fido2 f                     |
        Key k                       | PasswordProtectedKey p      |
        Key k                       | Totp                        |
        Password                    | Totp                        |
        Fido2 f                     | Fido2 g                     |
        Key k                       | Fido2 x                     | secondFactor: Fido2 x is not allowed here
        Fido2 f                     | Key k                       | secondFactor: Key k is not allowed here
        Fido2 f                     | Password                    | secondFactor: Password is not allowed here
        Fido2 f                     | Fido2 f                     | secondFactor: Fido2 f is not allowed here
        PasswordProtectedKey p      | PasswordProtectedKey p      | secondFactor: PasswordProtectedKey p is not allowed
        # the second assertion answers this challenge
        Key k                       | Fido2 f for another         | secondFactor: the assertion of Fido2 f was made for
        Key k                       | PasswordProtectedKey p for another | secondFactor: the assertion of PasswordPr
        # several at once
        Key x for another           |                             | firstFactor: K; firstFactor: t; secondFactor: s
        Key x for another           | Fido2 x for another         | firstF; firstF; secondF; secondF
        """)
    void a_pending_action_is_completed_by_what_its_challenge_accepts_and_by_nothing_else(
            String first, String second, String objections) {
        for (Set<String> origins : List.of(HashSet.<String>empty(), HashSet.of(Credentials.ORIGIN))) {
            var secondFactor = Option.of(second).map(Credentials::assertion);
            var outcome = PENDING.completedBy(assertion(first), secondFactor, origins);

            assertObjections(outcome, objections);
            assertThat(outcome).as("the challenge decides")
                    .isEqualTo(PENDING.challenge().signedBy(assertion(first), secondFactor));
        }
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        first                          | second                      | objections
        Fido2 f at https://a.test      |                             |
        Fido2 f at https://b.test      |                             |
        Fido2 f at https://evil.test   |                             | firstFactor: was signed at an origin
        Fido2 f at https://a.test:8443 |                             | firstFactor: was signed at an origin
        PasswordProtectedKey p         |                             |
        PasswordProtectedKey p at https://a.test    |                |
        PasswordProtectedKey p at https://evil.test |                | firstFactor: was signed at an origin
        Key k                          | Fido2 f at https://a.test   |
        Key k                          | Fido2 f at https://evil.test | secondFactor: was signed at an origin
        Key k at https://evil.test     | Fido2 f at https://a.test   | firstFactor: was signed at an origin
        Fido2 f at https://evil.test   | Fido2 g at https://evil.test | firstFactor: was; secondFactor: was
        Password                       | Totp                        |
        Fido2 x at https://evil.test   |                             | firstFactor: Fido2 x; firstFactor: was signed
        Key k at https://evil.test     |                             | secondFactor: second; firstFactor: was signed
        """)
    void with_allowed_origins_other_origins_are_refused(String first, String second, String objections) {
        var outcome = PENDING.completedBy(assertion(first), Option.of(second).map(Credentials::assertion), ALLOWED);

        assertObjections(outcome, objections);
    }

    /** What a passkey must say, each kept and broken; all objections are told. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        passkey, type,            challenge, origin,            objections
        f,       webauthn.get,    this,      https://a.test,
        g,       webauthn.get,    this,      https://b.test,
        f,       webauthn.get,    base64url, https://a.test,
        x,       webauthn.get,    this,      https://a.test,    firstFactor: Fido2 x is not allowed here
        F,       webauthn.get,    this,      https://a.test,    firstFactor: Fido2 F is not allowed here
        f,       webauthn.create, this,      https://a.test,    firstFactor: the assertion of Fido2 f was made for
        f,       key.get,         this,      https://a.test,    firstFactor: the assertion of Fido2 f was made for
        f,       WEBAUTHN.GET,    this,      https://a.test,    firstFactor: the assertion of Fido2 f was made for
        f,       webauthn.get,    another,   https://a.test,    firstFactor: the assertion of Fido2 f was made for
        f,       webauthn.get,    '',        https://a.test,    firstFactor: the assertion of Fido2 f was made for
        f,       webauthn.get,    this,      https://evil.test, firstFactor: was signed at an origin
        f,       webauthn.get,    this,      ,                  firstFactor: was signed at an origin
        x,       key.get,         another,   https://evil.test, firstFactor: F; firstFactor: the; firstFactor: was
        """)
    void a_passkey_signs_for_this_challenge_and_purpose_at_an_allowed_origin(
            String passkey, String type, String challenge, String origin, String objections) {
        var clientData = collected(type, switch (challenge) {
            case "this" -> ChallengeBuilder.TEXT;
            case "base64url" -> octets(ChallengeBuilder.TEXT.chars().toArray()).base64Url();
            default -> challenge;
        }, Option.of(origin));

        var outcome = PENDING.completedBy(
                new Fido2Assertion(Credentials.id(passkey), clientData, octets(4, 5), octets(6, 7), Option.none()),
                Option.none(), ALLOWED);

        assertObjections(outcome, objections);
        if (!outcome.isValid()) {
            assertThat(outcome.getError().mkString()).doesNotContain("evil", "another.", "WEBAUTHN");
        }
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED, 1, false", "REQUIRED, 0, false", "REQUIRED, 5, true", "REQUIRED, 4, true",
        "PREFERRED, 1, true", "DISCOURAGED, 0, true"})
    void a_passkey_that_did_not_verify_its_user_is_refused_where_the_challenge_requires_it(
            UserVerification required, int flags, boolean isAccepted) {
        var data = new byte[37];
        data[32] = (byte) flags;
        var assertion = new Fido2Assertion(Credentials.id("f"), collected(ClientData.WEBAUTHN_GET,
                ChallengeBuilder.TEXT), Octets.of(data), octets(6, 7), Option.none());
        var c = PENDING.challenge();
        var pending = new PendingUserAction(PENDING.action(), new UserActionChallenge(
                c.challenge(), c.challengeIdentifier(), c.supportedCredentialKinds(), required, c.attestation(),
                c.allowCredentials(), c.externalAuthenticationUrl(), c.rp()));

        var alone = pending.completedBy(assertion, Option.none(), HashSet.empty());
        var second = pending.completedBy(assertion("Key k"), Option.some(assertion), HashSet.empty());

        String objection = "the passkey did not verify its user (flag UV of authenticatorData), which the challenge "
                + "requires; sign with a PIN, a fingerprint or the like";
        assertThat(alone.isValid() ? "" : alone.getError().mkString())
                .isEqualTo(isAccepted ? "" : "firstFactor: " + objection);
        assertThat(second.isValid() ? "" : second.getError().mkString())
                .isEqualTo(isAccepted ? "" : "secondFactor: " + objection);
    }

    @Test
    void without_allowed_origins_the_api_alone_checks_them() {
        for (var origin : List.of(Option.some("https://evil.test"), Option.<String>none())) {
            var clientData = collected(ClientData.WEBAUTHN_GET, ChallengeBuilder.TEXT, origin);
            var assertion = new Fido2Assertion(
                    Credentials.id("f"), clientData, octets(4, 5), octets(6, 7), Option.none());

            assertThat(PENDING.completedBy(assertion, Option.none(), HashSet.empty())).isValid();
        }
    }

    @Test
    void origins_may_be_given_as_any_collection() {
        var assertion = assertion("Fido2 f at https://a.test");

        assertThat(PENDING.completedBy(assertion, Option.none(), java.util.List.of("https://a.test"))).isValid();
        assertThat(PENDING.completedBy(assertion, Option.none(), java.util.Set.of("https://b.test"))).isInvalid();
    }

    @Test
    void a_strange_origin_is_not_repeated_and_those_that_are_allowed_are_named() {
        assertThat(PENDING.completedBy(assertion("Fido2 f at https://evil.test"), Option.none(), ALLOWED).getError()
                .mkString()).contains("https://a.test", "https://b.test").doesNotContain("evil");
    }

    @Test
    void a_signed_challenge_holds_the_session_and_the_assertions() {
        var signed = PENDING.completedBy(assertion("Key k"), Option.some(assertion("Totp")), HashSet.empty()).get();

        assertThat(signed.challengeIdentifier()).isEqualTo(PENDING.challenge().challengeIdentifier());
        assertThat(signed.firstFactor()).isEqualTo(assertion("Key k"));
        assertThat(signed.secondFactor()).contains(assertion("Totp"));
    }

    @Test
    void a_token_is_tied_to_the_action_that_was_pending() {
        var token = UserActionToken.ofOrThrow("tok");

        assertThat(PENDING.authorizedBy(token)).isEqualTo(ACTION.authorizedBy(token));
    }

    @Test
    void pending_actions_are_equal_by_content() {
        var challenge = aChallenge().supporting(KEY.asFirstFactor()).allowing(key("k"));
        var same = new PendingUserAction(ACTION, challenge.build());

        assertThat(same).isEqualTo(new PendingUserAction(ACTION, challenge.build()))
                .isNotEqualTo(new PendingUserAction(ACTION, challenge.saying("another").build()))
                .isNotEqualTo(new PendingUserAction(UserAction.ofOrThrow("POST", "/a", ""), challenge.build()));
    }

    @Test
    void a_pending_action_shows_its_call_and_its_challenge_alone() {
        assertThat(PENDING).hasToString("PendingUserAction[POST /wallets?a=b, challenge MTY4YjM3-some-challenge]");
    }

    @Test
    void its_challenge_can_be_answered_with_a_passkey_that_it_allows() {
        assertThat(PENDING.challenge().assertionRequest().allowed().map(AllowedCredentials.Passkey::id))
                .containsExactly(Credentials.id("f"), Credentials.id("g"));
        assertThat(PENDING.challenge().signedBy(assertionOf(passkey("g")))).isValid();
    }

    /** One by one and in order, each at least as far as it is written. */
    private static void assertObjections(Validation<Seq<Violation>, SignedChallenge> outcome, String objections) {
        List<Violation> violations = outcome.isValid() ? List.empty() : List.ofAll(outcome.getError());
        var expected = objections == null ? List.<String>empty() : List.of(objections.split("; "));
        assertThat(violations.map(Violation::toString)).as("objections").hasSameSizeAs(expected);
        violations.zip(expected).forEach(pair -> assertThat(pair._1().toString()).startsWith(pair._2()));
    }
}
