package io.countersign.domain.credential;

import static io.countersign.domain.fixture.Credentials.collected;
import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class ClientDataTest {

    private static String json(ClientData clientData) {
        return new String(clientData.json().toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void what_a_key_signs_names_the_type_and_the_challenge_and_nothing_else() {
        assertThat(json(ClientData.keyGet("MTY4YjM3"))).isEqualTo("{\"type\":\"key.get\",\"challenge\":\"MTY4YjM3\"}");
    }

    @Test
    void an_origin_is_said_after_the_challenge_together_with_not_being_in_a_frame() {
        assertThat(json(ClientData.create(
                ClientData.KEY_GET, "c", Option.some("https://app.example.com"), Option.some(false)))).isEqualTo(
                "{\"type\":\"key.get\",\"challenge\":\"c\","
                        + "\"origin\":\"https://app.example.com\",\"crossOrigin\":false}");
    }

    @Test
    void an_origin_and_a_frame_can_each_be_said_alone() {
        assertThat(json(ClientData.create("t", "c", Option.some("o"), Option.none())))
                .isEqualTo("{\"type\":\"t\",\"challenge\":\"c\",\"origin\":\"o\"}");
        assertThat(json(ClientData.create("t", "c", Option.none(), Option.some(true))))
                .isEqualTo("{\"type\":\"t\",\"challenge\":\"c\",\"crossOrigin\":true}");
    }

    @Test
    void empty_texts_are_written_as_such() {
        assertThat(json(ClientData.create("", "", Option.some(""), Option.none())))
                .isEqualTo("{\"type\":\"\",\"challenge\":\"\",\"origin\":\"\"}");
    }

    @Test
    void quotes_and_backslashes_are_escaped_and_slashes_are_not() {
        assertThat(json(ClientData.keyGet("a\"b\\c/d")))
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"a\\\"b\\\\c/d\"}");
    }

    @Test
    void control_characters_are_escaped_by_their_short_names_or_in_four_hexadecimal_digits() {
        assertThat(json(ClientData.keyGet("\b\f\n\r\t\0\u001f")))
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\"}");
    }

    @Test
    void what_needs_no_escape_stands_as_it_is() {
        String text = "\u007f é 漢 \u2028\u2029 \uFEFF 🔏";

        assertThat(json(ClientData.keyGet(text)))
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"" + text + "\"}");
    }

    @Test
    void half_a_surrogate_pair_is_escaped_wherever_it_stands() {
        assertThat(json(ClientData.keyGet("\uD83D"))).contains("\"\\ud83d\"");
        assertThat(json(ClientData.keyGet("\uDD0F"))).contains("\"\\udd0f\"");
        assertThat(json(ClientData.keyGet("a\uDD0F\uD83Db"))).contains("\"a\\udd0f\\ud83db\"");
        assertThat(json(ClientData.keyGet("\uD83D\uD83D\uDD0F\uDD0F"))).contains("\"\\ud83d🔏\\udd0f\"");
    }

    @Test
    void the_bytes_are_the_text_in_utf_8() {
        var clientData = ClientData.keyGet("é漢🔏");

        assertThat(clientData.json().toByteArray())
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"é漢🔏\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void client_data_made_elsewhere_keeps_its_bytes() {
        var json = Octets.of("{ \"challenge\": \"c\", \"x\": 1, \"type\": \"key.get\" }"
                .getBytes(StandardCharsets.UTF_8));

        var clientData = new ClientData(json, ClientData.KEY_GET, "c", Option.none(), Option.none());

        assertThat(clientData.json()).isEqualTo(json);
        assertThat(clientData.isKeyGetFor("c")).isTrue();
        assertThat(clientData).isNotEqualTo(ClientData.keyGet("c"));
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc",           // the text itself, as the API reference shows it
        "YWJj, abc",          // base64url of its UTF-8, as browsers write it
        "w6k, é", "fn5-, ~~~", "Pz8_, ???", "YQ, a"})
    void a_challenge_is_repeated_as_it_is_or_as_base64url_of_its_utf_8(String written, String challenge) {
        assertThat(collected("webauthn.get", written).isOfPasskey(ClientData.WEBAUTHN_GET, challenge)).isTrue();
    }

    @Test
    void a_challenge_that_utf_8_cannot_carry_is_not_taken_for_another() {
        assertThat(collected("webauthn.get", "YT8").isOfPasskey(ClientData.WEBAUTHN_GET, "a?")).isTrue();
        assertThat(collected("webauthn.get", "YT8").isOfPasskey(ClientData.WEBAUTHN_GET, "a\uD800")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "abd, abc", "ABC, abc", "'', abc", "abc, YWJj", "YQ==, a", "fn5+, ~~~", "Pz8/, ???", "6Q, é", "'abc ', abc"})
    void anything_else_does_not_repeat_the_challenge(String written, String challenge) {
        assertThat(collected("webauthn.get", written).isOfPasskey(ClientData.WEBAUTHN_GET, challenge)).isFalse();
    }
}
