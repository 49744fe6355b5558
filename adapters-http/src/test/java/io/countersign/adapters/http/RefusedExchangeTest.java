package io.countersign.adapters.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.vavr.control.Option;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** The API answers, and the answer is no. */
@SuppressWarnings("deprecation")
class RefusedExchangeTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiFailure.Refused refused(Exchanging exchanging, MockResponse.Builder answer) {
        alwaysAnswer(answer);
        return (ApiFailure.Refused) exchanging.with(Settings.to(server)).getLeft();
    }

    private void alwaysAnswer(MockResponse.Builder answer) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer.build();
            }
        });
    }

    private static MockResponse.Builder answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED", "401, UNAUTHORIZED", "402, PAYMENT_REQUIRED", "403, FORBIDDEN", "404, NOT_FOUND",
        "405, UNEXPECTED_STATUS", "408, UNEXPECTED_STATUS", "409, CONFLICT", "418, UNEXPECTED_STATUS",
        "429, RATE_LIMITED", "500, SERVER_ERROR", "502, SERVER_ERROR", "503, SERVER_ERROR", "599, SERVER_ERROR",
        "301, UNEXPECTED_STATUS", "302, UNEXPECTED_STATUS", "304, UNEXPECTED_STATUS", "600, UNEXPECTED_STATUS"})
    void every_status_has_its_meaning_in_every_exchange(int status, ApiFailureKind kind) {
        for (Exchanging exchanging : Exchanging.values()) {
            var failure = refused(exchanging, answer(status, ""));

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.httpStatus()).isEqualTo(status);
            assertThat(failure.exchange()).isEqualTo(exchanging.exchange);
            assertThat(failure.apiMessage()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_envelope_is_read(Exchanging exchanging) {
        var failure = refused(exchanging, answer(400, """
                {"error": {"id": "E-17", "status": 400, "message": "Challenge token is not valid.",
                           "details": {"field": "challengeIdentifier"}}}"""));

        assertThat(failure.errorId()).contains("E-17");
        assertThat(failure.apiMessage()).isEqualTo("Challenge token is not valid.");
        assertThat(failure.details()).contains("{\"field\":\"challengeIdentifier\"}");
        assertThat(failure.message()).contains("400", "Challenge token is not valid.", "E-17");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"message\": \"slow down\"}            | slow down",
        "{\"error\": {\"message\": \"no\"}}      | no",
        "{\"error\": {\"message\": 17}}          | 17",
        "upstream is down                        | upstream is down",
        "<html><body>Bad gateway</body></html>   | ''",
        "{\"error\": \"flat\"}                   | ''",
        "{\"error\": null}                       | ''",
        "[1, 2]                                  | [1, 2]",
        "{                                       | {"})
    void gateways_answer_in_other_forms(String body, String message) {
        assertThat(refused(Exchanging.REDEEMING, answer(502, body)).apiMessage()).isEqualTo(message);
    }

    @Test
    void an_empty_id_and_empty_details_count_as_none() {
        var failure = refused(Exchanging.REDEEMING, answer(400,
                "{\"error\": {\"id\": \"\", \"message\": \"no\", \"details\": \"\"}}"));

        assertThat(failure.errorId()).isEmpty();
        assertThat(failure.details()).isEmpty();
    }

    @Test
    void words_of_the_api_are_cut_to_one_line_of_a_sensible_length() {
        var failure = refused(Exchanging.READING, answer(500, "first\r\nsecond\u001b[31m" + "x".repeat(100_000)));

        assertThat(failure.apiMessage()).startsWith("first\\u000d\\u000asecond\\u001b[31mxxx").hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u009b", "\u2028", "\u2029", "\u202e", "\u007f", "\0"})
    void line_ends_and_control_characters_beyond_ascii_stand_in_no_message(String control) {
        var failure = refused(Exchanging.READING, answer(500,
                "{\"error\": {\"id\": \"E%1$s1\", \"message\": \"one%1$stwo\", \"details\": \"a%1$sb\"}}"
                        .formatted(control.equals("\0") ? "\\u0000" : control)));

        String spelled = "\\u%04x".formatted((int) control.charAt(0));
        assertThat(failure.apiMessage()).isEqualTo("one" + spelled + "two");
        assertThat(failure.errorId()).contains("E" + spelled + "1");
        assertThat(failure.details()).contains("a" + spelled + "b");
    }

    @Test
    void a_message_is_not_cut_in_the_middle_of_a_character() {
        String body = "x".repeat(299) + "\uD83D\uDE00".repeat(1000);

        assertThat(refused(Exchanging.READING, answer(500, body)).apiMessage()).isEqualTo("x".repeat(299) + "…");
    }

    @ParameterizedTest
    @EnumSource
    void secrets_that_were_sent_and_come_back_are_hidden(Exchanging exchanging) {
        var failure = refused(exchanging, answer(401,
                "{\"message\": \"bad Bearer " + Settings.BEARER + " or " + Settings.aToken().value() + "\"}"));

        assertThat(failure.toString() + failure.message()).contains("[hidden]").doesNotContain(Settings.BEARER);
        if (exchanging == Exchanging.MAKING_THE_CALL) {
            assertThat(failure.toString()).doesNotContain(Settings.aToken().value());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7                             | 7",
        "0                             | 0",
        "Wed, 21 Oct 2026 07:28:30 GMT | 30",
        "Wed, 21 Oct 2026 07:27:00 GMT |",
        "soon                          |",
        "-5                            |",
        "31622400                      | 31622400",
        "31622401                      | 31622400",
        "00000000000000000000000000007 | 7",
        "9223372036854775807           | 31622400",
        "Fri, 31 Dec 9999 23:59:59 GMT | 31622400",
        "99999999999999999999          | 31622400"})
    void the_wait_that_the_api_asks_for_is_read_as_seconds_or_as_a_date(String header, Long seconds) {
        var failure = refused(Exchanging.ASKING_FOR_A_CHALLENGE, answer(429, "")
                .setHeader("Date", "Wed, 21 Oct 2026 07:28:00 GMT").setHeader("Retry-After", header));

        assertThat(failure.retryAfter()).isEqualTo(Option.of(seconds).map(Duration::ofSeconds));
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void redirects_are_not_followed(Exchanging exchanging) throws Exception {
        try (MockWebServer elsewhere = new MockWebServer()) {
            elsewhere.start();
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                var failure = refused(exchanging,
                        answer(status, "").setHeader("Location", elsewhere.url("/").toString()));

                assertThat(failure.kind()).isEqualTo(ApiFailureKind.UNEXPECTED_STATUS);
            }
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void what_changes_something_is_sent_once_even_when_the_server_asks_for_more(int status) {
        for (Exchanging exchanging : new Exchanging[] {Exchanging.REDEEMING, Exchanging.MAKING_THE_CALL}) {
            int before = server.getRequestCount();

            refused(exchanging, answer(status, "").setHeader("Retry-After", "0"));

            assertThat(server.getRequestCount()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "GET"})
    void a_call_without_a_body_is_sent_once_as_well(String method) {
        alwaysAnswer(answer(503, "").setHeader("Retry-After", "0"));
        try (var connection = ApiConnection.open(Settings.to(server).buildOrThrow())) {
            var action = UserAction.of(method, "/wallets/wa-1", "").get();

            var outcome = HttpActionExecutor.over(connection).execute(action.authorizedBy(Settings.aToken()));

            assertThat(outcome.getLeft().status()).contains(503);
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REDEEMING", "MAKING_THE_CALL"})
    void an_applications_own_interceptor_cannot_send_twice_what_changes_something(Exchanging exchanging) {
        alwaysAnswer(answer(500, ""));
        var retrying = new OkHttpClient.Builder().addInterceptor(chain -> {
            chain.proceed(chain.request()).close();
            return chain.proceed(chain.request());
        }).build();

        var failure = exchanging.over(ApiConnection.over(retrying, Settings.to(server).buildOrThrow())).getLeft();

        assertThat(failure.status()).contains(500);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void passwords_that_were_sent_and_come_back_are_hidden() {
        alwaysAnswer(answer(400, "{\"error\": {\"message\": \"654321 is wrong\", "
                + "\"details\": {\"otpCode\": \"654321\"}}}"));
        try (var connection = ApiConnection.open(Settings.to(server).buildOrThrow())) {
            var signed = Settings.aChallenge().signedBy(Settings.anAssertion(), new TotpAssertion("654321")).get();

            var failure = RetrofitTransport.over(connection).redeem(signed).getLeft();

            assertThat(failure.toString() + failure.message()).contains("[hidden]").doesNotContain("654321");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote\"backslash\\", "tab\tand\nline", "bearer", "d"})
    void a_code_is_hidden_however_it_comes_back_and_whatever_it_is(String code) throws Exception {
        alwaysAnswer(answer(400, "{\"error\": {\"message\": \"no " + Settings.BEARER + "\", \"details\": {\"1\": "
                + new ObjectMapper().writeValueAsString(code) + "}}}"));
        try (var connection = ApiConnection.open(Settings.to(server).buildOrThrow())) {
            var signed = Settings.aChallenge().signedBy(Settings.anAssertion(), new TotpAssertion(code)).get();

            var failure = (ApiFailure.Refused) RetrofitTransport.over(connection).redeem(signed).getLeft();

            assertThat(failure.details()).contains("{\"1\":\"[hidden]\"}");
            assertThat(failure.apiMessage()).isEqualTo("no [hidden]");
        }
    }
}
