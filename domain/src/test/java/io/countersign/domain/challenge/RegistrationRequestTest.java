package io.countersign.domain.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.fixture.Credentials;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationRequestTest {

    private static final RegistrationRequest REQUEST = new RegistrationRequest(Challenge.ofOrThrow("a?"),
            new RelyingParty("example.test", "Example"), new RegistrationRequest.User("us-1", "zoe", "Zoë"));

    /** What a browser must have collected, each kept and broken; all objections are told. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        type,            challenge, origin,            crossOrigin, objections
        webauthn.create, YT8,       https://a.test,    false,       ''
        webauthn.create, a?,        https://a.test,    ,            ''
        webauthn.get,    YT8,       https://a.test,    false,       made for another challenge or purpose
        webauthn.create, YT9,       https://a.test,    false,       made for another challenge or purpose
        webauthn.create, YT8,       https://evil.test, false,       not among those allowed: https://a.test
        webauthn.create, YT8,       ,                  false,       not among those allowed: https://a.test
        webauthn.create, YT8,       https://a.test,    true,        in a frame of another origin
        key.get,         YT9,       https://evil.test, true,        another challenge; not among those
        """)
    void a_browser_answers_this_request_at_an_allowed_origin(
            String type, String challenge, String origin, Boolean crossOrigin, String objections) {
        var clientData = new ClientData(
                Credentials.octets(1), type, challenge, Option.of(origin), Option.of(crossOrigin));

        var found = REQUEST.objectionsTo(clientData, List.of("https://a.test"));

        var expected = objections.isEmpty() ? List.<String>empty() : List.of(objections.split("; "));
        assertThat(found).hasSameSizeAs(expected);
        found.zip(expected).forEach(pair -> assertThat(pair._1.message()).contains(pair._2).doesNotContain("evil"));
        assertThat(found.map(Violation::field)).allMatch("clientData"::equals);
    }

    @Test
    void without_origins_it_is_left_to_the_api_where_the_user_was() {
        var clientData = new ClientData(Credentials.octets(1), ClientData.WEBAUTHN_CREATE, "YT8",
                Option.some("https://evil.test"), Option.some(true));

        assertThat(REQUEST.objectionsTo(clientData, List.empty())).isEmpty();
    }

    @Test
    void unless_said_otherwise_any_authenticator_will_do_that_verifies_its_user() {
        assertThat(REQUEST.algorithms()).containsExactly(-7, -8, -257);
        assertThat(REQUEST.attachment()).isEmpty();
        assertThat(REQUEST.userVerification()).isEqualTo(UserVerification.REQUIRED);
        assertThat(REQUEST.toString()).contains("example.test", "us-1", "REQUIRED");
    }
}
