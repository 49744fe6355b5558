package io.countersign.adapters.http.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBodyTest {

    /** The slices end at every place between and within characters of one to four bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "€", "😀", "aé€😀", "😀a"})
    void it_writes_the_bytes_of_the_text_and_says_how_many(String part) throws Exception {
        for (int before = 0; before < 4; before++) {
            for (int times : new int[] {1, 700, 1024, 2047, 3000}) {
                String text = "x".repeat(before) + part.repeat(times);
                TextBody body = new TextBody(text, null);
                Buffer sent = new Buffer();

                body.writeTo(sent);

                assertThat(body.contentLength()).isEqualTo(sent.size());
                assertThat(sent.readByteArray()).isEqualTo(text.getBytes(UTF_8));
            }
        }
    }
}
