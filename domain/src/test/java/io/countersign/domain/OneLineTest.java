package io.countersign.domain;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "cr-1", "c2VjcmV0IQ==", "Schlüssel für später", "鍵 1", "\uD83D\uDD11", "a\\u000ab", "$1"})
    void what_disturbs_no_message_stands_in_it_as_it_is(String name) {
        assertThat(OneLine.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"000a", "000d", "0000", "001b", "007f", "0085", "009b", "00ad", "200b", "202e", "2028", "2029", "feff",
        "d83d", "dd11"})
    void what_would_end_the_line_or_steer_a_terminal_is_spelled_out(String unit) {
        String name = "a" + (char) Integer.parseInt(unit, 16) + "b";

        assertThat(OneLine.of(name)).isEqualTo("a\\u" + unit + "b");
    }

    @Test
    void characters_beyond_the_basic_plane_are_spelled_as_their_two_halves() {
        assertThat(OneLine.of("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void whatever_a_challenge_names_its_messages_are_one_line() {
        var forging = aChallenge().supporting(KEY.asFirstFactor(), FIDO2.asEitherFactor().needingASecond())
                .allowing(key("k\nINFO forged"), passkey("f\u2028INFO forged")).build();
        var another = passkey("f");

        assertThat(List.of(
                forging.planFor(List.empty()).getLeft().message(),
                forging.planFor(List.of(key("\n"))).getLeft().message(),
                forging.planFor(forging.firstFactors().reverse()).getLeft().message(),
                Violation.describe(forging.signedBy(assertionOf(another)).getError()),
                Violation.describe(forging.signedBy(assertionOf(forging.firstFactors().last())).getError()),
                Violation.describe(forging.assertionRequest().objectionsTo(
                        (Fido2Assertion) assertionOf(another), HashSet.empty())),
                forging.firstFactors().toString(), new CredentialKind("\n").toString()))
                .allSatisfy(message -> assertThat(message).matches("\\P{Cntrl}+").doesNotContain("\u2028"));
    }
}
