package io.countersign.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Whatever client data holds, an independent JSON parser reads exactly that out of it. */
class ClientDataPropertyTest {

    private static final int ROUNDS = 20_000;
    private static final String[] AWKWARD = {
        "\"", "\\", "/", "\0", "\b", "\t", "\n", "\f", "\r", "\u001f", "\u007f", "\u0080", "\u2028", "\u2029", "\uFEFF",
        "\uFFFF",
        "é", "e\u0301", "漢", "🔏", "👩‍🚀", "\uD800", "\uDBFF", "\uDC00", "\uDFFF", "\\u0041", "\",\"x\":\"", "}", ""};
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Test
    void any_text_comes_back_out_of_every_member() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var clientData = ClientData.create(anyText(random), anyText(random),
                    random.nextBoolean() ? Option.none() : Option.some(anyText(random)),
                    random.nextBoolean() ? Option.none() : Option.some(random.nextBoolean()));

            assertSaysWhatItHolds(clientData, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void every_single_utf_16_code_unit_comes_back_alone_and_among_others() throws Exception {
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            String text = String.valueOf((char) unit);

            assertSaysWhatItHolds(ClientData.create(
                    ClientData.KEY_GET, text,
                            Option.some("a" + text + "b"), Option.some(false)), "U+" + Integer.toHexString(unit));
        }
    }

    @Test
    void every_awkward_text_comes_back_beside_every_other() throws Exception {
        for (String left : AWKWARD) {
            for (String right : AWKWARD) {
                assertSaysWhatItHolds(ClientData.keyGet(left + right), left + " beside " + right);
            }
        }
    }

    @Test
    void a_long_text_comes_back() throws Exception {
        assertSaysWhatItHolds(ClientData.keyGet("🔏\"\n".repeat(500_000)), "two million code units");
    }

    private static void assertSaysWhatItHolds(ClientData clientData, String about) throws IOException {
        String json = strictlyDecoded(clientData.json().toByteArray());
        var expected = new LinkedHashMap<String, Object>();
        expected.put("type", clientData.type());
        expected.put("challenge", clientData.challenge());
        clientData.origin().forEach(origin -> expected.put("origin", origin));
        clientData.crossOrigin().forEach(crossOrigin -> expected.put("crossOrigin", crossOrigin));

        assertThat(membersOf(JSON.createParser(json))).as(about).containsExactlyEntriesOf(expected);
        assertThat(membersOf(JSON.createParser(clientData.json().toByteArray()))).as(about)
                .containsExactlyEntriesOf(expected);
        assertThat(json.chars().allMatch(character -> character >= ' ')).as(about).isTrue();
    }

    private static Map<String, Object> membersOf(JsonParser parser) throws IOException {
        try (parser) {
            var members = new LinkedHashMap<String, Object>();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                members.put(name, parser.nextToken().isBoolean() ? parser.getBooleanValue() : parser.getText());
            }
            assertThat(parser.nextToken()).as("nothing after the object").isNull();
            return members;
        }
    }

    private static String strictlyDecoded(byte[] utf8) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static String anyText(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(AWKWARD[random.nextInt(AWKWARD.length)]);
                case 1 -> text.append((char) random.nextInt(0x80));
                case 2 -> text.append((char) random.nextInt(0x1_0000));
                default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
            }
        }
        return text.toString();
    }
}
