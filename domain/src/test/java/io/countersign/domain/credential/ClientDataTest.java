package io.countersign.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class ClientDataTest {

    @Test
    void what_a_key_signs_names_the_type_and_the_challenge_and_nothing_else() {
        assertThat(ClientData.keyGet("MTY4YjM3").json()).isEqualTo("{\"type\":\"key.get\",\"challenge\":\"MTY4YjM3\"}");
    }

    @Test
    void an_origin_is_said_after_the_challenge_together_with_not_being_in_a_frame() {
        assertThat(ClientData.keyGet("c").from("https://app.example.com").json()).isEqualTo(
                "{\"type\":\"key.get\",\"challenge\":\"c\","
                        + "\"origin\":\"https://app.example.com\",\"crossOrigin\":false}");
    }

    @Test
    void naming_an_origin_keeps_type_and_challenge() {
        var clientData = new ClientData("another.type", "c", Option.none(), Option.some(true));

        assertThat(clientData.from("https://a.test"))
                .isEqualTo(new ClientData("another.type", "c", Option.some("https://a.test"), Option.some(false)));
    }

    @Test
    void an_origin_and_a_frame_can_each_be_said_alone() {
        assertThat(new ClientData("t", "c", Option.some("o"), Option.none()).json())
                .isEqualTo("{\"type\":\"t\",\"challenge\":\"c\",\"origin\":\"o\"}");
        assertThat(new ClientData("t", "c", Option.none(), Option.some(true)).json())
                .isEqualTo("{\"type\":\"t\",\"challenge\":\"c\",\"crossOrigin\":true}");
    }

    @Test
    void empty_texts_are_written_as_such() {
        assertThat(new ClientData("", "", Option.some(""), Option.none()).json())
                .isEqualTo("{\"type\":\"\",\"challenge\":\"\",\"origin\":\"\"}");
    }

    @Test
    void quotes_and_backslashes_are_escaped_and_slashes_are_not() {
        assertThat(ClientData.keyGet("a\"b\\c/d").json())
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"a\\\"b\\\\c/d\"}");
    }

    @Test
    void control_characters_are_escaped_by_their_short_names_or_in_four_hexadecimal_digits() {
        assertThat(ClientData.keyGet("\b\f\n\r\t\0\u001f").json())
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\"}");
    }

    @Test
    void what_needs_no_escape_stands_as_it_is() {
        String text = "\u007f é 漢 \u2028\u2029 \uFEFF 🔏";

        assertThat(ClientData.keyGet(text).json())
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"" + text + "\"}");
    }

    @Test
    void half_a_surrogate_pair_is_escaped_wherever_it_stands() {
        assertThat(ClientData.keyGet("\uD83D").json()).contains("\"\\ud83d\"");
        assertThat(ClientData.keyGet("\uDD0F").json()).contains("\"\\udd0f\"");
        assertThat(ClientData.keyGet("a\uDD0F\uD83Db").json()).contains("\"a\\udd0f\\ud83db\"");
        assertThat(ClientData.keyGet("\uD83D\uD83D\uDD0F\uDD0F").json()).contains("\"\\ud83d🔏\\udd0f\"");
    }

    @Test
    void the_bytes_are_the_text_in_utf_8() {
        var clientData = ClientData.keyGet("é漢🔏");

        assertThat(clientData.utf8())
                .isEqualTo("{\"type\":\"key.get\",\"challenge\":\"é漢🔏\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void changing_the_bytes_changes_nothing_of_the_value() {
        var clientData = ClientData.keyGet("c");

        clientData.utf8()[0] = '[';

        assertThat(clientData.utf8()).startsWith('{');
    }
}
