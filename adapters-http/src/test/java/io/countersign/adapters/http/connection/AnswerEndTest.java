package io.countersign.adapters.http.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicLong;

class AnswerEndTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String PLAIN = OK + "Content-Length: 2\r\n\r\n{}";

    @ParameterizedTest
    @ValueSource(strings = {
        PLAIN,
        "HTTP/1.1 200\r\ncontent-length:2 \r\nX: y\r\n\r\n{}",
        OK + "Content-Length: 0\r\n\r\n",
        OK + "Content-Digest: x\r\nX-Frame-And-Options: y\r\nContent-Length: 2\r\n\r\n{}",
        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nA\r\n0123456789\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nDate: now\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\n\r\n\n"})
    void an_answer_ends_where_its_framing_says_in_whatever_segments_it_comes(String answer) {
        for (int first = 0; first <= answer.length(); first++) {
            for (int second = first; second <= answer.length(); second++) {
                assertThat(isReusableAfter("POST",
                        answer.substring(0, first), answer.substring(first, second), answer.substring(second)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n"})
    void a_byte_behind_an_answer_or_one_too_few_is_noticed(String answer) {
        for (String more : new String[] {"\r", "H", PLAIN}) {
            assertThat(isReusableAfter("POST", answer + more)).isFalse();
            assertThat(isReusableAfter("POST", answer, more)).isFalse();
        }
        for (int end = 0; end < answer.length(); end++) {
            assertThat(isReusableAfter("POST", answer.substring(0, end))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 100 Continue\r\n\r\n" + PLAIN,
        "HTTP/1.1 101 Switching Protocols\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n",
        OK + "\r\n",
        OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        OK + "Content-Length: +2\r\n\r\n{}",
        OK + "Content-Length: -2\r\n\r\n",
        OK + "Content-Length: 0000000000000002\r\n\r\n{}",
        OK + "Content-Length:\r\n\r\n",
        OK + "Content-Length: ٢\r\n\r\n{}",
        OK + "Content-Length : 2\r\n\r\n{}",
        OK + "Content-Length: 2\n\r\n{}",
        OK + "Content-Length: 2\r\r\n\r\n{}",
        OK + "X: y\r\n Content-Length: 4\r\nContent-Length: 2\r\n\r\n{}",
        OK + "X Y: z\r\nContent-Length: 2\r\n\r\n{}",
        OK + "X\u007f: z\r\nContent-Length: 2\r\n\r\n{}",
        OK + "no colon\r\nContent-Length: 2\r\n\r\n{}",
        OK + ": 4\r\nContent-Length: 2\r\n\r\n{}",
        OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Content-Length: 2\r\nTran\u017ffer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n0;extension\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}  \r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void after_an_answer_that_readers_could_take_in_different_ways_the_connection_is_not_used_again(String answer) {
        assertThat(isReusableAfter("POST", answer)).isFalse();
    }

    @Test
    void lines_and_heads_of_any_length_take_bounded_memory() {
        assertThat(isReusableAfter("POST", OK + "X: " + "y".repeat(10_000) + "\r\nContent-Length: 2\r\n\r\n{}"))
                .isTrue();
        assertThat(isReusableAfter("POST", OK + "y".repeat(10_000) + ": x\r\nContent-Length: 2\r\n\r\n{}")).isFalse();
        assertThat(isReusableAfter("POST", OK + "Content-Length: 2" + " ".repeat(10_000) + "\r\n\r\n{}")).isFalse();
        assertThat(isReusableAfter("POST", OK + "X: y\r\n".repeat(20_000) + "Content-Length: 2\r\n\r\n{}")).isFalse();
    }

    @Test
    void a_length_in_a_line_of_128_bytes_and_a_head_of_64_kib_are_read_and_longer_ones_are_not() {
        String length = OK + "Content-Length: 2" + " ".repeat(128 - "Content-Length: 2".length());
        String encoding = OK + "Transfer-Encoding:" + " ".repeat(128 - "Transfer-Encoding:chunked".length())
                + "chunked";
        String ending = "\r\n\r\n";
        String head = OK + "Content-Length: 2\r\nX: ";
        String rest = "y".repeat(65_536 - head.length() - ending.length());

        assertThat(isReusableAfter("POST", length + ending + "{}")).isTrue();
        assertThat(isReusableAfter("POST", length + " " + ending + "{}")).isFalse();
        assertThat(isReusableAfter("POST", encoding + ending + "0\r\n\r\n")).isTrue();
        assertThat(isReusableAfter("POST", encoding + " " + ending + "0\r\n\r\n")).isFalse();
        assertThat(isReusableAfter("POST", head + rest + ending + "{}")).isTrue();
        assertThat(isReusableAfter("POST", head + rest + "y" + ending + "{}")).isFalse();
    }

    @Test
    void the_body_that_an_answer_to_head_announces_does_not_come() {
        assertThat(isReusableAfter("HEAD", PLAIN)).isFalse();
    }

    @Test
    void a_connection_that_was_not_used_may_be_and_one_that_is_in_use_may_not() {
        AnswerEnd answers = new AnswerEnd();

        assertThat(answers.begin("GET")).isTrue();
        assertThat(answers.begin("GET")).isFalse();
        assertThat(answers.begin("GET")).isFalse();
    }

    @Test
    void a_connection_that_was_idle_for_as_long_as_servers_may_bear_is_not_used() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
        AnswerEnd answers = new AnswerEnd(now::get);
        now.addAndGet(SECONDS.toNanos(60));
        assertThat(answers.begin("GET")).isTrue();
        read(answers, PLAIN);
        now.addAndGet(SECONDS.toNanos(3));
        assertThat(answers.begin("GET")).isTrue();
        read(answers, PLAIN);
        now.addAndGet(SECONDS.toNanos(4));

        assertThat(answers.begin("GET")).isFalse();
    }

    @Test
    void what_comes_before_any_request_is_no_answer() {
        AnswerEnd answers = new AnswerEnd();
        read(answers, PLAIN);

        assertThat(answers.begin("GET")).isFalse();
    }

    private static boolean isReusableAfter(String method, String... segments) {
        AnswerEnd answers = new AnswerEnd();
        for (int exchange = 0; exchange < 2; exchange++) {
            if (!answers.begin(method)) {
                return false;
            }
            for (String segment : segments) {
                read(answers, segment);
            }
        }
        return answers.begin(method);
    }

    private static void read(AnswerEnd answers, String text) {
        byte[] bytes = ("xx" + text).getBytes(UTF_8);
        answers.read(bytes, 2, bytes.length - 2);
    }
}
