package io.countersign.adapters.http.webauthn;

import io.countersign.domain.Violation;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class ClientDataJsonTest {

    private static final String PLAIN =
            "{\"type\":\"webauthn.get\",\"challenge\":\"abc\",\"origin\":\"https://é.example\"}";

    private static Octets utf8(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Seq<Violation> violations(String text) {
        return ClientDataJson.read(utf8(text)).getLeft();
    }

    @Test
    void members_are_read_out_of_the_bytes_which_are_kept_as_they_were() {
        var read = ClientDataJson.read(utf8(" " + PLAIN + "\n")).get();

        assertThat(read.json()).isEqualTo(utf8(" " + PLAIN + "\n"));
        assertThat(read.type()).isEqualTo("webauthn.get");
        assertThat(read.challenge()).isEqualTo("abc");
        assertThat(read.origin()).isEqualTo(Option.some("https://é.example"));
        assertThat(read.crossOrigin()).isEqualTo(Option.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void the_cross_origin_flag_is_read(boolean crossOrigin) {
        String text = PLAIN.replace("}", ",\"crossOrigin\":" + crossOrigin + ",\"topOrigin\":\"\"}");

        assertThat(ClientDataJson.read(utf8(text)).get().crossOrigin()).isEqualTo(Option.some(crossOrigin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"crossOrigin\":null", ",\"crossOrigin\":true", ",\"crossOrigin\":false"})
    void whoever_names_the_page_around_a_frame_was_in_a_frame(String crossOrigin) {
        String text = PLAIN.replace("}", crossOrigin + ",\"topOrigin\":\"https://x.example\"}");

        assertThat(ClientDataJson.read(utf8(text)).get().crossOrigin()).isEqualTo(Option.some(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"key.get\",\"challenge\":\"a\\\"é\"}",
        "{\"challenge\":\"a\\\"é\",\"type\":\"key.get\",\"crossOrigin\":false}",
        " { \"x\" : [1, {}],\n\"challenge\":\"a\\u0022\\u00e9\",\t\"origin\":null, \"type\":\"key.get\"}\r\n"})
    void client_data_that_another_client_wrote_for_a_key_is_carried_as_it_is(String text) {
        var clientData = ClientDataJson.read(utf8(text)).get();
        var assertion = new KeyAssertion(CredentialId.ofOrThrow("cr-1"), clientData, utf8("s"), Option.none());

        assertThat(assertion.clientData().json()).isEqualTo(utf8(text));
        assertThat(assertion.answers("a\"é")).isTrue();
        assertThat(assertion.answers("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"webauthn.get\"      | null               | clientData.type",
        "\"webauthn.get\"      | 1                  | clientData.type",
        "\"abc\"               | [97,98,99]         | clientData.challenge",
        "\"abc\"               | true               | clientData.challenge",
        "\"https://é.example\" | {\"x\":\"hidden\"} | clientData.origin",
        "\"challenge\"         | \"Challenge\"      | clientData.challenge",
        "\"abc\"               | \"abc\",\"crossOrigin\":\"false\" | clientData.crossOrigin",
        "\"abc\"               | \"abc\",\"crossOrigin\":0         | clientData.crossOrigin",
        "\"abc\"               | \"abc\",\"challenge\":\"abc\"     | clientData",
        "\"abc\"               | \"abc\",\"x\":1,\"x\":1           | clientData",
        "\"abc\"               | 'abc'              | clientData",
        "\"abc\"               | \"abc\",           | clientData"})
    void a_member_that_is_not_right_is_named(String right, String wrong, String field) {
        String text = PLAIN.replace(right, wrong);
        assertThat(text).isNotEqualTo(PLAIN);

        assertThat(violations(text).map(Violation::field)).containsExactly(field);
        assertThat(Violation.describe(violations(text))).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "17", "{", "{}}", "{} {}", "\u0000{}"})
    void what_is_not_one_whole_json_object_is_refused(String text) {
        assertThat(violations(text).map(Violation::field)).first().asString().startsWith("clientData");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        for (byte[] bytes : new byte[][] {{(byte) 0xC0, (byte) 0x80}, {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0},
            {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}, {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'}}) {
            assertThat(ClientDataJson.read(Octets.of(bytes)).getLeft())
                    .containsExactly(new Violation("clientData", "must be UTF-8"));
        }
    }

    @Test
    void a_byte_order_mark_is_refused() {
        assertThat(violations("\uFEFF" + PLAIN))
                .containsExactly(new Violation("clientData", "must not start with a byte order mark"));
    }
}
