package io.countersign.domain.credential;

import static io.countersign.domain.fixture.Credentials.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.Random;

class OctetsTest {

    @Test
    void bytes_are_written_as_base64url_without_padding() {
        assertThat(octets(0xFB, 0xFF).base64Url()).isEqualTo("-_8");
        assertThat(octets().base64Url()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_8", "-_8=", "+/8", "+/8="})
    void both_alphabets_are_read_with_and_without_padding(String text) {
        assertThat(Octets.ofBase64("signature", text)).containsValid(octets(0xFB, 0xFF));
    }

    @Test
    void no_text_is_no_bytes() {
        assertThat(Octets.ofBase64("signature", "")).containsValid(octets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+_8", "a", "-_8==", "-_ 8", "é", "-_8\n", "=", "-_9", "+/9=", "AQ=", "AQ===", "====",
        "A=="})
    void any_other_text_is_refused_naming_the_field_and_not_the_text(String text) {
        assertThat(Octets.ofBase64("signature", text))
                .containsInvalid(List.of(new Violation("signature", "must be base64url")));
    }

    @Test
    void any_bytes_survive_being_written_and_read() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            var octets = Octets.of(bytes);

            assertThat(octets.toByteArray()).as("seed %d", seed).isEqualTo(bytes);
            assertThat(octets.length()).isEqualTo(length);
            assertThat(octets.base64Url()).as("seed %d", seed).matches("[A-Za-z0-9_-]*");
            for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                for (String text : List.of(
                        encoder.encodeToString(bytes), encoder.withoutPadding().encodeToString(bytes))) {
                    assertThat(Octets.ofBase64("f", text).get()).as("seed %d, %s", seed, text).isEqualTo(octets);
                }
            }
        }
    }

    @Test
    void nobody_outside_can_change_the_bytes() {
        byte[] given = {1, 2};
        var octets = Octets.of(given);

        given[0] = 9;
        octets.toByteArray()[1] = 9;

        assertThat(octets).isEqualTo(octets(1, 2));
    }

    @Test
    void octets_are_in_the_order_of_their_unsigned_bytes() {
        assertThat(octets()).isLessThan(octets(0));
        assertThat(octets(1, 2)).isLessThan(octets(1, 3)).isLessThan(octets(0xff)).isEqualByComparingTo(octets(1, 2));
    }

    @Test
    void its_text_form_shows_its_length_only() {
        assertThat(octets(1, 2, 3)).hasToString("Octets[3]");
    }
}
