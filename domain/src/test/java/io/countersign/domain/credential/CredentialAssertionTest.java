package io.countersign.domain.credential;

import static io.countersign.domain.fixture.Credentials.ORIGIN;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.THE_TOTP;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.at;
import static io.countersign.domain.fixture.Credentials.collected;
import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.octets;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

@SuppressWarnings("deprecation")
class CredentialAssertionTest {

    static Stream<Credential> credentials() {
        return Stream.of(key("k"), passwordProtectedKey("p"), passkey("f"), THE_PASSWORD, THE_TOTP);
    }

    static Stream<Credential> credentialsThatSign() {
        return credentials().filter(credential -> credential.id().isDefined());
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void an_assertion_names_its_credential(Credential credential) {
        assertThat(assertionOf(credential).credential()).isEqualTo(credential);
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void an_assertion_answers_the_challenge_it_was_made_for(Credential credential) {
        assertThat(assertionOf(credential, "this one").answers("this one")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("credentialsThatSign")
    void an_assertion_answers_no_other_challenge(Credential credential) {
        assertThat(assertionOf(credential, "this one").answers("that one")).isFalse();
        assertThat(assertionOf(credential, "this one").answers("")).isFalse();
        assertThat(assertionOf(credential, "this one").answers("This One")).isFalse();
    }

    @Test
    void passwords_name_no_challenge_and_so_answer_any() {
        assertThat(new PasswordAssertion("secret").answers("any")).isTrue();
        assertThat(new TotpAssertion("314159").answers("any")).isTrue();
    }

    @Test
    void a_signature_made_for_another_purpose_answers_nothing() {
        var creation = ClientData.create("key.create", "c", Option.none(), Option.none());

        var key = new KeyAssertion(id("k"), creation, octets(1), Option.none());
        var passwordProtectedKey = new PasswordProtectedKeyAssertion(id("k"), creation, octets(1), Option.none());

        assertThat(key.answers("c")).isFalse();
        assertThat(passwordProtectedKey.answers("c")).isFalse();
        assertThat(fido2("webauthn.create", "c").answers("c")).isFalse();
        assertThat(fido2("key.get", "c").answers("c")).isFalse();
    }

    @Test
    void a_passkey_answers_in_either_of_the_two_ways_to_write_a_challenge() {
        assertThat(fido2("webauthn.get", "abc").answers("abc")).isTrue();
        assertThat(fido2("webauthn.get", "YWJj").answers("abc")).isTrue();
    }

    @Test
    void a_key_answers_with_the_challenge_verbatim_only() {
        assertThat(assertionOf(key("k"), "YWJj").answers("abc")).isFalse();
    }

    @Test
    void further_members_of_a_keys_client_data_do_not_matter() {
        var clientData = ClientData.create(
                ClientData.KEY_GET, "c", Option.some("https://app.example.test"), Option.some(false));

        assertThat(new KeyAssertion(id("k"), clientData, octets(1), Option.some("ES256")).answers("c")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void without_allowed_origins_any_origin_is_accepted(Credential credential) {
        assertThat(assertionOf(credential).isFromOneOf(HashSet.empty())).isTrue();
        assertThat(at("https://elsewhere.test", assertionOf(credential)).isFromOneOf(HashSet.empty())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("credentialsThatSign")
    void an_assertion_is_from_the_origin_that_it_names(Credential credential) {
        var assertion = at("https://a.test", assertionOf(credential));

        assertThat(assertion.isFromOneOf(HashSet.of("https://a.test"))).isTrue();
        assertThat(assertion.isFromOneOf(HashSet.of("https://b.test", "https://a.test"))).isTrue();
        for (String almost : List.of("https://b.test", "http://a.test", "https://a.test/", "https://a.test:443",
                "https://A.test", "https://sub.a.test", "https://a.test.evil.test", "a.test", "")) {
            assertThat(assertion.isFromOneOf(HashSet.of(almost))).as(almost).isFalse();
        }
    }

    @Test
    void a_passkey_must_name_an_allowed_origin() {
        var clientData = collected("webauthn.get", "c", Option.none());
        var assertion = new Fido2Assertion(id("f"), clientData, octets(1), octets(2), Option.none());

        assertThat(assertion.isFromOneOf(HashSet.of(ORIGIN))).isFalse();
        assertThat(assertion.isFromOneOf(HashSet.empty())).isTrue();
    }

    @Test
    void a_page_in_a_frame_of_another_origin_does_not_count_as_its_own() {
        var framed = new ClientData(
                octets(8, 9), "webauthn.get", "c", Option.some("https://a.test"), Option.some(true));
        var assertion = new Fido2Assertion(id("f"), framed, octets(1), octets(2), Option.none());

        assertThat(assertion.isFromOneOf(HashSet.of("https://a.test"))).isFalse();
        assertThat(assertion.objectionToOrigin(HashSet.of("https://a.test"))).contains("was signed in a frame of "
                + "another origin (crossOrigin, topOrigin), which is not allowed; sign in a page of its own");
        assertThat(assertion.objectionToOrigin(HashSet.of("https://b.test")).get()).contains("not among", "b.test");
        assertThat(assertion.isFromOneOf(HashSet.empty())).isTrue();
    }

    @Test
    void keys_and_passwords_need_not_say_where_they_were() {
        for (var credential : List.of(key("k"), passwordProtectedKey("p"), THE_PASSWORD, THE_TOTP)) {
            assertThat(assertionOf(credential).isFromOneOf(HashSet.of(ORIGIN))).as("%s", credential).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void fold_calls_the_function_for_the_kind_of_the_assertion(Credential credential) {
        var assertion = assertionOf(credential);

        String told = assertion.fold(
                one -> told("Key", one), one -> told("PasswordProtectedKey", one), one -> told("Fido2", one),
                one -> told("Password", one), one -> told("Totp", one));

        assertThat(told).isEqualTo(told(credential.kind().name(), assertion));
    }

    private static String told(String function, CredentialAssertion assertion) {
        return function + " was given " + assertion;
    }

    private static Fido2Assertion fido2(String type, String challenge) {
        return new Fido2Assertion(id("f"), collected(type, challenge), octets(1), octets(2), Option.none());
    }
}
