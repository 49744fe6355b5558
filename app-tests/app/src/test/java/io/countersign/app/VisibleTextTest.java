package io.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Tests how foreign text is shown on a terminal. */
class VisibleTextTest {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\t\\n]]");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {
        "\u009B31mred", "\u0085", "\u007F", "\u202Eltr", "\u2066", "\u200F", "\u061C", "\u2028", "\u2029",
        "\uFEFF", "\u00AD",
        "\uDB40\uDC41"
    })
    void what_cannot_be_seen_is_escaped(String text) {
        String visible = VisibleText.of("[\"" + text + "\"]");

        assertThat(INVISIBLE.matcher(visible).find()).as(visible).isFalse();
        assertThat(visible).contains("\\u");
    }

    @Test
    void json_stays_the_same_json() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            // Seeds that follow each other let Random begin alike.
            Random random = new Random(new SplittableRandom(seed).nextLong());
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            for (int members = random.nextInt(4); members >= 0; members--) {
                json.put(text(random), text(random));
            }
            String written = (random.nextBoolean() ? json.toPrettyString() : json.toString())
                    .replace("\n", random.nextBoolean() ? "\r" : "\r\n");

            String visible = VisibleText.of(written);

            assertThat(JSON.readTree(visible)).as("seed %d", seed).isEqualTo(json);
            assertThat(INVISIBLE.matcher(visible.replace("\r\n", "\n")).find()).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void what_can_be_seen_stays_as_it_is() {
        String text = "{\r\n\t\"name\": \"Zoë 日本 🙂 \\u009b\"\n}";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    private static String text(Random random) {
        int[] interesting = {0x7F, 0x80, 0x9B, 0xAD, 0x200B, 0x202E, 0x2028, 0x2066, 0xFEFF,
                0xE0041, 0x1F642, '\\', '"'};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.appendCodePoint(random.nextBoolean()
                    ? interesting[random.nextInt(interesting.length)]
                    : ' ' + random.nextInt(0xD7FF - ' '));
        }
        return text.toString();
    }
}
