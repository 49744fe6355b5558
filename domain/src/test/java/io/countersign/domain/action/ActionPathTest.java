package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionPathTest {

    private static final String START = "must start with a slash";
    private static final String CHARACTERS =
            "may hold letters, digits and -._~!$&'()*+,;=:@/ only; percent-encode everything else";
    private static final String HOST = "must not start with two slashes: that names a host";
    private static final String DOTS = "must not hold . or .. segments";
    private static final String EMPTY = "must not hold empty segments, which gateways leave out";
    private static final String DELIMITER = "must not hold encoded slashes, backslashes, control characters or percent "
            + "signs of another encoding, which gateways decode";
    private static final String NEEDLESS = "must not encode letters, digits and -._~, which gateways decode";
    private static final String NOT_UTF_8 = "must hold encoded UTF-8 without characters that servers take for others";
    private static final String QUERY = "has a query with characters that must be percent-encoded";

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/wallets", "/wallets/", "/wallets/wa-1/transfers", "/a;v=1/b", "/a:b@c",
        "/-._~!$&'()*+,;=:@", "/%20", "/%C3%A9", "/%e6%bc%a2", "/%F0%9F%94%8F", "/a.b", "/.a", "/...", "/..a", "/a..",
        "/a;v=1.0", "/a=..", "/a%25", "/a%25z", "/a%3Bb", "/%2B%3D%3F%23%5B"})
    void a_path_that_every_client_sends_unchanged_is_taken_as_it_is(String requestTarget) {
        var path = ActionPath.ofOrThrow(requestTarget);

        assertThat(path.path()).isEqualTo(requestTarget);
        assertThat(path.query()).isEmpty();
        assertThat(path.requestTarget()).isEqualTo(requestTarget);
    }

    @ParameterizedTest
    @CsvSource({
        "/a?b=c, /a, b=c", "/a?, /a, ''", "/?a, /, a", "/a?b?c, /a, b?c", "/a?b/../c, /a, b/../c", "/a?//h, /a, //h",
        "/a?%20=%C3%A9, /a, %20=%C3%A9", "/a?b=c&d=e;f:@!$()*+, /a, b=c&d=e;f:@!$()*+"})
    void a_query_is_told_apart_from_the_path_at_the_first_question_mark(String target, String path, String query) {
        var actionPath = ActionPath.ofOrThrow(target);

        assertThat(actionPath.path()).isEqualTo(path);
        assertThat(actionPath.query()).contains(query);
        assertThat(actionPath.requestTarget()).isEqualTo(target);
        assertThat(actionPath).hasToString(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wallets", "?a=b", "https://api.dfns.io/wallets", " /a", "*", "../a", "%2Fa", "\\a"})
    void a_target_that_does_not_start_with_a_slash_is_refused(String requestTarget) {
        assertRefused(requestTarget, START);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/a b", "/a#b", "/#", "/é", "/漢", "/🔏", "/%", "/%2", "/%zz", "/%2g", "/a%", "/a\\b", "/\\host", "/a\"b", "/<a>",
        "/{id}", "/a|b", "/a^b", "/a`b", "/[::1]", "/a\tb", "/a\nb", "/a\n", "/a\r\nX-Header: b", "/a\0", "/\u007f",
        "/\uD83D"})
    void a_path_with_characters_that_clients_encode_cut_or_refuse_is_refused(String requestTarget) {
        assertRefused(requestTarget, CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/.", "/..", "/a/.", "/a/..", "/a/./b", "/a/../b", "/../a", "/a/../../b", "/%2e", "/%2E", "/%2e%2e", "/%2E%2e",
        "/.%2e", "/%2E.", "/a/%2e%2E/b", "/a/..?b=c", "/.?b", "/api/..;/x", "/..;a=b/x", "/%2e%2e;/x", "/.;",
        "/..%3B/x",
        "/.%2E%3bv=1/x", "/a;../b", "/a;..", "/a;x=../b", "/a;b;%2e%2e=c", "/a;.=/b"})
    void dot_segments_are_refused_percent_encoded_or_not(String requestTarget) {
        assertRefused(requestTarget, DOTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "/a/b//", "/;v=1/a", "/a/;/b", "/a/;", "/a/%3B", "/a/%3bv/b"})
    void empty_segments_are_refused_since_gateways_leave_them_out(String requestTarget) {
        assertRefused(requestTarget, EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/%2f", "/a%2Fb", "/..%2fx", "/..%2F..%2Fx", "/%5cx", "/a%5Cb", "/..%5c", "/%00", "/a%0d%0aX:%20b", "/%1F",
        "/%7f", "/%252e%252e/x", "/%252f", "/a%2541"})
    void encoded_slashes_and_what_else_gateways_decode_to_read_another_path_are_refused(String requestTarget) {
        assertRefused(requestTarget, DELIMITER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%61dmin", "/%41", "/a%2e", "/%2e%2e%2e", "/a%2d", "/%5F", "/%7E", "/%30", "/%7a"})
    void characters_that_need_no_encoding_are_refused_if_they_are_encoded(String requestTarget) {
        assertRefused(requestTarget, NEEDLESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/%C0%AE%C0%AE/x", "/%c0%af", "/%E0%80%AE", "/%ff", "/%C3", "/%ED%A0%80", "/%E9", "/%EF%BC%8E%EF%BC%8E/x",
        "/..%EF%BC%8Fx", "/%E2%80%A4", "/..%EF%BC%9B/x", "/%C2%85"})
    void bytes_that_are_no_utf8_or_that_servers_take_for_dots_and_slashes_are_refused(String requestTarget) {
        assertRefused(requestTarget, NOT_UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//host", "//", "//host/wallets", "///"})
    void two_slashes_at_the_start_are_refused_because_they_name_a_host(String requestTarget) {
        assertRefused(requestTarget, HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/a?b c", "/a?b#c", "/a?#", "/a?é", "/a?%", "/a?%2", "/a?%zz", "/a?b\\c", "/a?\"", "/a?<", "/a?[0]", "/a?{b}",
        "/a?b|c", "/a?it's", "/a?b\n", "/a?\uD83D"})
    void a_query_with_characters_that_must_be_encoded_is_refused(String requestTarget) {
        assertRefused(requestTarget, QUERY);
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertRefused("//a b/../c?d e", CHARACTERS, HOST, DOTS, QUERY);
        assertRefused("a/../b?#", START, DOTS, QUERY);
    }

    @Test
    void a_refusal_does_not_repeat_what_it_refuses() {
        assertThat(ActionPath.of("/secret in the path?secret in the query").getError().mkString())
                .doesNotContain("secret");
    }

    private static void assertRefused(String requestTarget, String... messages) {
        assertThat(ActionPath.of(requestTarget)).containsInvalid(
                List.of(messages).map(message -> new Violation("userActionHttpPath", message)));
    }
}
