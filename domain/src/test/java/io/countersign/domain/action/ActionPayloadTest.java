package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class ActionPayloadTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{}", " { \"b\" : 1,\r\n \"a\" : 2 } \n", "not json", "\uFEFF{}", "e\u0301", "é", "漢🔏", "\0"})
    void a_text_is_kept_and_sent_exactly_as_it_is(String text) {
        var payload = ActionPayload.ofOrThrow(text);

        assertThat(payload.text()).isEqualTo(text);
        assertThat(payload.utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_bytes_that_are_sent_decode_to_the_text_that_is_proven_or_the_text_is_refused() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(random.nextInt(6), 0xD700, 0xE100)
                    .collect(StringBuilder::new, (all, unit) -> all.append((char) unit), StringBuilder::append)
                    .toString();
            String back = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            var payload = ActionPayload.of(text);

            assertThat(payload.isValid()).as("seed %d, round %d", seed, round).isEqualTo(back.equals(text));
            if (payload.isValid()) {
                assertThat(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.get().utf8())).toString())
                        .as("seed %d, round %d", seed, round).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDD0F", "\uDD0F\uD83D", "🔏\uD83D"})
    void a_text_that_utf_8_cannot_carry_is_refused(String text) {
        assertThat(ActionPayload.of(text)).containsInvalid(List.of(new Violation("userActionPayload",
                "must be text that UTF-8 can carry (it holds half a surrogate pair)")));
    }

    @Test
    void a_call_without_a_body_has_the_empty_payload() {
        assertThat(ActionPayload.none().text()).isEmpty();
        assertThat(ActionPayload.none().utf8()).isEmpty();
        assertThat(ActionPayload.none().isEmpty()).isTrue();
        assertThat(ActionPayload.of("")).containsValid(ActionPayload.none());
    }

    @Test
    void white_space_is_not_empty() {
        assertThat(ActionPayload.ofOrThrow(" ").isEmpty()).isFalse();
    }

    @Test
    void changing_the_bytes_changes_nothing_of_the_value() {
        var payload = ActionPayload.ofOrThrow("{}");

        payload.utf8()[0] = '[';

        assertThat(payload.utf8()).containsExactly('{', '}');
    }

    @Test
    void its_text_form_shows_its_size() {
        assertThat(ActionPayload.ofOrThrow("{\"a\":1}")).hasToString("ActionPayload[7 characters]");
    }
}
