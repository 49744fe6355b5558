package io.countersign.adapters.crypto.seal;

import static io.countersign.adapters.crypto.seal.Seals.CURRENT;
import static io.countersign.adapters.crypto.seal.Seals.OLD;
import static io.countersign.adapters.crypto.seal.Seals.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.ports.failure.SealFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Nothing but what was given out opens, and nothing throws. */
class AlteredSealTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    private final JweSeal seal = Seals.of(CURRENT, OLD);

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String headerOf(String sealed) {
        return new String(Base64.getUrlDecoder().decode(sealed.split("\\.")[0]), StandardCharsets.UTF_8);
    }

    /** Every other character in every place, for three lengths of text: unused bits come and go with the length. */
    @ParameterizedTest
    @ValueSource(strings = {"t", "te", "tex"})
    void no_character_can_be_another(String text) {
        String sealed = seal.seal(text, PURPOSE, "ada").get();
        assertThat(seal.open(sealed, PURPOSE, "ada")).containsOnRight(text);

        for (int index = 0; index < sealed.length(); index++) {
            boolean isInHeader = index < sealed.indexOf('.');
            for (char other : (ALPHABET + "=+/ \n\u00E9").toCharArray()) {
                if (other != sealed.charAt(index)) {
                    String altered = sealed.substring(0, index) + other + sealed.substring(index + 1);

                    assertThat(seal.open(altered, PURPOSE, "ada").getLeft()).as("%s at %d", other, index)
                            .matches(failure -> isInHeader
                                    || failure.kind() == SealFailure.Kind.ALTERED);
                }
            }
        }
    }

    @Test
    void nothing_can_be_cut_off_or_added_or_left_out() {
        String sealed = seal.seal("text", PURPOSE, "ada").get();

        for (int index = 0; index < sealed.length(); index++) {
            assertThat(seal.open(sealed.substring(0, index), PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
            assertThat(seal.open(sealed.substring(index + 1), PURPOSE, "ada"))
                    .containsOnLeft(SealFailure.altered());
            assertThat(seal.open(sealed.substring(0, index) + sealed.substring(index + 1), PURPOSE, "ada")).isLeft();
            assertThat(seal.open(sealed.substring(0, index) + "A" + sealed.substring(index), PURPOSE, "ada")).isLeft();
        }
        for (String added : new String[] {" ", "\n", "=", "A", "AA", ".", ".A", "\0"}) {
            assertThat(seal.open(sealed + added, PURPOSE, "ada")).as(added).containsOnLeft(SealFailure.altered());
            assertThat(seal.open(added + sealed, PURPOSE, "ada")).as(added).containsOnLeft(SealFailure.altered());
        }
    }

    @Test
    void no_part_can_be_that_of_another_seal() {
        String[] mine = seal.seal("text", PURPOSE, "ada").get().split("\\.");
        String[] other = Seals.of(OLD, CURRENT).seal("test", PURPOSE, "bob").get().split("\\.");

        for (int part : new int[] {0, 2, 3, 4}) {
            String[] mixed = mine.clone();
            mixed[part] = other[part];

            assertThat(seal.open(String.join(".", mixed), PURPOSE, "ada")).as("part %d", part)
                    .containsOnLeft(SealFailure.altered());
            assertThat(seal.open(String.join(".", mixed), PURPOSE, "bob")).as("part %d", part)
                    .containsOnLeft(SealFailure.altered());
        }
    }

    @Test
    void the_header_cannot_be_spelt_otherwise_or_name_another_key_or_purpose() {
        String sealed = seal.seal("text", PURPOSE, "ada").get();
        String header = headerOf(sealed);

        for (String altered : new String[] {
            header.replace(",", ", "), header + " ", header.replace(CURRENT.kid(), OLD.kid()),
            header.replace("}", ",\"aud\":\"rest\"}")}) {
            assertThat(altered).isNotEqualTo(header);
            assertThat(seal.open(base64Url(altered) + sealed.substring(sealed.indexOf('.')), PURPOSE, "ada"))
                    .as(altered).containsOnLeft(SealFailure.altered());
        }
        assertThat(seal.open(base64Url(header.replace(CURRENT.kid(), "unknown"))
                + sealed.substring(sealed.indexOf('.')), PURPOSE, "ada")).containsOnLeft(SealFailure.unknownKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "....", "e30....", "e30..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
        "bnVsbA..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", "W10..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
        "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "null", "{\"text\":\"text\"}", "\uD800"})
    void what_is_no_seal_at_all_does_not_open(String text) {
        assertThat(seal.open(text, PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
    }

    @Test
    void headers_nested_deep_or_very_long_do_not_open() {
        String rest = "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";

        for (String header : new String[] {"{\"a\":".repeat(8_000) + "1", "[".repeat(40_000),
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + "k".repeat(45_000) + "\"}"}) {
            assertThat(seal.open(base64Url(header) + rest, PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
        }
        assertThat(seal.open("A".repeat(10_000_000), PURPOSE, "ada")).containsOnLeft(SealFailure.altered());
    }

    @Test
    void random_text_of_the_right_form_never_opens_and_never_throws() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(300); left > 0; left--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String header = random.nextBoolean() ? "" : headerOf(seal.seal("t", PURPOSE, "ada").get());
            String sealed = header.isEmpty() ? text.toString()
                    : base64Url(header) + ".." + "A".repeat(16) + "." + text.toString().replace(".", "") + "."
                            + "A".repeat(22);

            assertThat(seal.open(sealed, PURPOSE, "ada")).as("seed %d", seed).containsOnLeft(SealFailure.altered());
        }
    }
}
