package io.countersign.domain.challenge;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.id;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.challenge.AllowedCredentials.Passkey;
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
    void a_request_can_be_limited_to_one_passkey() {
        assertThat(REQUEST.only(id("g"))).isEqualTo(new AssertionRequest(REQUEST.challenge(), REQUEST.rp(),
                List.of(new Passkey(id("g"), List.empty())), REQUEST.userVerification()));
    }

    @Test
    void a_passkey_keeps_its_transports() {
        var usb = new Passkey(id("f"), List.of("usb", "nfc"));

        assertThat(new AssertionRequest(REQUEST.challenge(), Option.none(), List.of(usb), UserVerification.PREFERRED)
                .only(id("f")).allowed()).containsExactly(usb);
    }

    @ParameterizedTest
    @CsvSource({"x", "F", "k", "f=", "' f'"})
    void a_request_limited_to_a_passkey_that_is_not_allowed_allows_none(String other) {
        assertThat(REQUEST.only(id(other)).allowed()).isEmpty();
        assertThat(REQUEST.only(id("f")).only(id("g")).allowed()).isEmpty();
    }
}
