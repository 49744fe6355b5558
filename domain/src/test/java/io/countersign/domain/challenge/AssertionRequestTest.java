package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.TEXT;
import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.ORIGIN;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.collected;
import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.octets;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.AllowedCredentials.Passkey;
import io.countersign.domain.credential.CollectedClientData;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionRequestTest {

    private static final List<String> ALL =
            List.of("credId", "clientData.type", "clientData.challenge", "clientData.origin");
    private static final Set<String> ANYWHERE = HashSet.empty();
    private static final UserActionChallenge CHALLENGE = aChallenge().supporting(FIDO2.asEitherFactor())
            .allowing(key("k"), passkey("f"), passkey("g")).build();
    private static final AssertionRequest REQUEST = CHALLENGE.assertionRequest();

    @Test
    void it_is_the_part_of_the_challenge_that_concerns_passkeys() {
        assertThat(REQUEST).isEqualTo(new AssertionRequest(CHALLENGE.challenge(), CHALLENGE.rp(),
                List.of(new Passkey(id("f"), List.empty()), new Passkey(id("g"), List.empty())),
                UserVerification.REQUIRED));
    }

    @Test
    void it_can_be_narrowed_to_one_passkey_and_asks_the_same_of_it() {
        assertThat(REQUEST.only(id("g"))).isEqualTo(new AssertionRequest(REQUEST.challenge(), REQUEST.rp(),
                List.of(new Passkey(id("g"), List.empty())), REQUEST.userVerification()));
    }

    @Test
    void the_ways_to_reach_a_passkey_stay_with_it() {
        var usb = new Passkey(id("f"), List.of("usb", "nfc"));

        assertThat(new AssertionRequest(REQUEST.challenge(), Option.none(), List.of(usb), UserVerification.PREFERRED)
                .only(id("f")).allowed()).containsExactly(usb);
    }

    @ParameterizedTest
    @CsvSource({"x", "F", "k", "f=", "' f'"})
    void narrowed_to_a_passkey_that_is_not_allowed_it_allows_none(String other) {
        assertThat(REQUEST.only(id(other)).allowed()).isEmpty();
        assertThat(REQUEST.only(id("f")).only(id("g")).allowed()).isEmpty();
    }

    /** Each objection alone, none, and all at once. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        passkey, type,            challenge, origin,            objections
        f,       webauthn.get,    this,      https://a.test,
        g,       webauthn.get,    this,      https://b.test,
        f,       webauthn.get,    base64url, https://a.test,
        x,       webauthn.get,    this,      https://a.test,    credId
        F,       webauthn.get,    this,      https://a.test,    credId
        f,       webauthn.create, this,      https://a.test,    clientData.type
        f,       key.get,         this,      https://a.test,    clientData.type
        f,       WEBAUTHN.GET,    this,      https://a.test,    clientData.type
        f,       webauthn.get,    another,   https://a.test,    clientData.challenge
        f,       webauthn.get,    '',        https://a.test,    clientData.challenge
        f,       webauthn.get,    this,      https://evil.test, clientData.origin
        f,       webauthn.get,    this,      ,                  clientData.origin
        x,       key.get,         another,   https://evil.test, all
        """)
    void an_assertion_that_does_not_answer_it_is_told_everything_that_speaks_against_it(
            String passkey, String type, String challenge, String origin, String objections) {
        var assertion = assertion(passkey, type, switch (challenge) {
            case "this" -> TEXT;
            case "base64url" -> octets(TEXT.chars().toArray()).base64Url();
            default -> challenge;
        }, origin);

        assertThat(REQUEST.objectionsTo(assertion, HashSet.of("https://a.test", "https://b.test"))
                .map(Violation::field)).isEqualTo(objections == null ? List.empty()
                        : objections.equals("all") ? ALL : List.of(objections));
    }

    @Test
    void without_origins_it_is_left_to_the_api_where_the_user_signed() {
        assertThat(REQUEST.objectionsTo(assertion("f", "webauthn.get", TEXT, "https://evil.test"), ANYWHERE)).isEmpty();
        assertThat(REQUEST.objectionsTo(assertion("f", "webauthn.get", TEXT, null), ANYWHERE)).isEmpty();
    }

    @Test
    void an_objection_says_what_is_expected_and_repeats_nothing_of_what_was_found() {
        var stranger = assertion("strange-id", "strange.type", "strange-challenge", "https://strange.test");

        assertThat(REQUEST.objectionsTo(stranger, HashSet.of(ORIGIN)).map(Violation::toString)).containsExactly(
                "credId: must be a passkey that the challenge allows: f, g",
                "clientData.type: must be webauthn.get",
                "clientData.challenge: must be this challenge, not another",
                "clientData.origin: must be one of " + ORIGIN);
    }

    @Test
    void the_passkey_that_was_asked_for_is_meant_and_no_other_that_is_allowed() {
        var answer = (Fido2Assertion) assertionOf(passkey("g"));

        assertThat(REQUEST.objectionsTo(answer, ANYWHERE)).isEmpty();
        assertThat(REQUEST.only(id("g")).objectionsTo(answer, ANYWHERE)).isEmpty();
        assertThat(REQUEST.only(id("f")).objectionsTo(answer, ANYWHERE).map(Violation::toString))
                .containsExactly("credId: must be a passkey that the challenge allows: f");
    }

    @Test
    void where_no_passkey_is_allowed_that_is_said() {
        assertThat(aChallenge().build().assertionRequest()
                .objectionsTo((Fido2Assertion) assertionOf(passkey("f")), ANYWHERE).map(Violation::toString))
                .containsExactly("credId: must be a passkey that the challenge allows: none");
    }

    @Test
    void what_it_has_no_objection_to_the_challenge_takes() {
        for (String passkey : List.of("f", "g", "x")) {
            for (String type : List.of("webauthn.get", "webauthn.create")) {
                for (String challenge : List.of(TEXT, "another")) {
                    var assertion = assertion(passkey, type, challenge, ORIGIN);

                    assertThat(CHALLENGE.signedBy(assertion).isValid()).as("%s", assertion)
                            .isEqualTo(REQUEST.objectionsTo(assertion, ANYWHERE).isEmpty());
                }
            }
        }
    }

    private static Fido2Assertion assertion(String passkey, String type, String challenge, String origin) {
        CollectedClientData clientData = collected(type, challenge, Option.of(origin));
        return new Fido2Assertion(id(passkey), clientData, octets(4, 5), octets(6, 7), Option.none());
    }
}
