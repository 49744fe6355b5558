package io.countersign.domain;

import static io.countersign.domain.fixture.ChallengeBuilder.aChallenge;
import static io.countersign.domain.fixture.Credentials.assertionOf;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.SupportedKind.FIDO2;
import static io.countersign.domain.fixture.SupportedKind.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.regex.Pattern;

class OneLineTest {

    /** Any character that ends a line, steers a terminal, turns the direction, or is not seen. */
    private static final Pattern HIDDEN = Pattern.compile(
            ".*[\\p{C}\\p{Zl}\\p{Zp}\\u00a0\\u2000-\\u200f\\u3164\\ufe00-\\ufe0f\\x{e0000}-\\x{e0fff}].*",
            Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"", "cr-1", "c2VjcmV0IQ==", "Schlüssel für später", "鍵 1", "\uD83D\uDD11", "a\\u000ab",
            "$1"})
    void harmless_text_is_shown_unchanged(String name) {
        assertThat(OneLine.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"000a", "000d", "0000", "001b", "007f", "0085", "009b", "00ad", "200b", "202e", "2028", "2029", "feff",
        "d83d", "dd11", "200d", "2060", "2066", "2069", "202a", "061c", "fe0f", "115f", "3164", "2800", "00a0", "e000",
        "0378"})
    void what_would_end_the_line_or_steer_a_terminal_is_spelled_out(String unit) {
        String name = "a" + (char) Integer.parseInt(unit, 16) + "b";

        assertThat(OneLine.of(name)).isEqualTo("a\\u" + unit + "b");
    }

    @Test
    void characters_beyond_the_basic_plane_are_spelled_as_their_two_halves() {
        assertThat(OneLine.of("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void a_name_is_shown_up_to_a_hundred_characters_and_an_ellipsis_stands_for_the_rest() {
        assertThat(OneLine.of("a".repeat(100))).isEqualTo("a".repeat(100));
        assertThat(OneLine.of("a".repeat(101))).isEqualTo("a".repeat(99) + "…");
        assertThat(OneLine.of("abc", 3)).isEqualTo("abc");
        assertThat(OneLine.of("abcd", 3)).isEqualTo("ab…");
        assertThat(OneLine.of("abcd", 1)).isEqualTo("…");
        assertThatIllegalArgumentException().isThrownBy(() -> OneLine.of("a", 0))
                .withMessage("limit must be at least 1");
    }

    @Test
    void neither_a_character_nor_its_spelling_is_cut_in_two() {
        assertThat(OneLine.of("ab\uD83D\uDD11cd", 4)).isEqualTo("ab…");
        assertThat(OneLine.of("ab\uD83D\uDD11cd", 5)).isEqualTo("ab\uD83D\uDD11…");
        assertThat(OneLine.of("ab\ncdef", 8)).isEqualTo("ab…");
        assertThat(OneLine.of("ab\ncdef", 9)).isEqualTo("ab\\u000a…");
    }

    @Test
    void any_text_is_shown_in_one_visible_line_within_its_limit_and_showing_it_again_changes_nothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String text = anyText(random);
            int limit = 1 + random.nextInt(40);
            String shown = OneLine.of(text, limit);
            String about = "seed " + seed + ", round " + round;

            assertThat(shown.length()).as(about).isLessThanOrEqualTo(limit);
            assertThat(shown).as(about).doesNotMatch(HIDDEN);
            assertThat(OneLine.of(shown, limit)).as(about).isEqualTo(shown);
        }
    }

    private static String anyText(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(60); left > 0; left--) {
            int bits = 1 + random.nextInt(21);
            text.appendCodePoint(random.nextInt(1 << bits) % (Character.MAX_CODE_POINT + 1));
        }
        return text.toString();
    }

    @Test
    @Timeout(20)
    void a_huge_text_costs_no_more_than_what_is_shown_of_it() {
        String huge = "\n".repeat(20_000_000);

        for (int round = 0; round < 100_000; round++) {
            assertThat(OneLine.of(huge)).hasSizeLessThanOrEqualTo(OneLine.LONGEST_NAME);
        }
    }

    @Test
    void of_a_sequence_ten_elements_are_shown_and_the_number_of_the_rest() {
        assertThat(OneLine.ofAll(List.empty(), "none")).isEqualTo("none");
        assertThat(OneLine.ofAll(List.of("a", "b\n"), "none")).isEqualTo("a, b\\u000a");
        assertThat(OneLine.ofAll(List.range(0, 10), "none")).isEqualTo("0, 1, 2, 3, 4, 5, 6, 7, 8, 9");
        assertThat(OneLine.ofAll(List.range(0, 3000), "none"))
                .isEqualTo("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2990 more");
    }

    @Test
    void a_violation_is_one_line_of_bounded_length_and_so_are_many() {
        var violation = new Violation("field\n".repeat(100_000), "must \u202e".repeat(100_000));

        assertThat(violation.toString()).hasSizeLessThan(2500).doesNotMatch(HIDDEN);
        assertThat(Violation.describe(List.fill(3000, violation))).hasSizeLessThanOrEqualTo(4000).doesNotMatch(HIDDEN);
        assertThat(Violation.describe(List.fill(12, new Violation("a", "b")))).endsWith("a: b; and 2 more");
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
                forging.assertionRequest().toString(),
                forging.firstFactors().toString(), new CredentialKind("\n").toString()))
                .allSatisfy(message -> assertThat(message).matches("\\P{Cntrl}+").doesNotContain("\u2028"));
    }
}
