package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ScriptedServer;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.ApiFailure.Refused;
import io.countersign.ports.failure.ApiFailureKind;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how an adapter reports the API's error answers. Part of {@link UserActionTransportContract} and {@link
 * ActionExecutorContract}.
 */
public interface ApiRefusalsContract extends ApiExchanges {

    private void refusedWith(Script answer, Consumer<Refused> check) {
        EveryExchange.of(this).meets(answer, exchange -> check.accept(exchange.failure(Refused.class)));
    }

    @Test
    default void every_status_has_its_meaning() {
        int[] statuses = {
            300, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 418, 422, 429, 500, 502, 503, 504, 599};

        EveryExchange.of(this).meets(
                exchange -> (request, connection) ->
                        Script.answer(statuses[ApiExchange.numberIn(request)], "").play(request, connection),
                (exchange, server) -> {
                    for (int index = 0; index < statuses.length; index++) {
                        int number = index;
                        Cases.named("status " + statuses[number], () -> {
                            Refused refused = Outcome.failure(Refused.class, () -> exchange.make(number));
                            assertThat(refused.exchange()).isEqualTo(exchange.exchange());
                            assertThat(refused.httpStatus()).as("the status, which decides the kind")
                                    .isEqualTo(statuses[number]);
                        });
                    }
                });
    }

    @Test
    default void the_apis_own_words_are_read_from_its_envelope() {
        refusedWith(Script.answer(400, """
                {"error": {"id": "E-17", "status": 400, "message": "Challenge token is not valid.",
                           "details": {"field": "challengeIdentifier"}}}""", "Content-Type: application/json"),
                refused -> {
                    assertThat(refused.apiMessage()).isEqualTo("Challenge token is not valid.");
                    assertThat(refused.errorId()).isEqualTo(Option.some("E-17"));
                    assertThat(refused.details().getOrElse("")).contains("challengeIdentifier");
                });
    }

    @Test
    default void an_envelope_may_do_without_what_is_optional() {
        refusedWith(Script.answer(403, "{\"error\": {\"message\": \"no\"}}"), refused -> {
            assertThat(refused.apiMessage()).isEqualTo("no");
            assertThat(refused.errorId()).isEqualTo(Option.none());
            assertThat(refused.details()).isEqualTo(Option.none());
            assertThat(refused.retryAfter()).isEqualTo(Option.none());
        });
    }

    @Test
    default void gateways_say_no_in_a_shorter_envelope() {
        refusedWith(Script.answer(502, "{\"message\": \"slow down\"}"),
                refused -> assertThat(refused.apiMessage()).isEqualTo("slow down"));
    }

    @Test
    default void gateways_say_no_in_plain_text() {
        refusedWith(Script.answer(502, "upstream is down", "Content-Type: text/plain"),
                refused -> assertThat(refused.apiMessage()).isEqualTo("upstream is down"));
    }

    @Test
    default void an_envelope_of_another_shape_is_still_a_refusal() {
        Cases.forEach(List.of("{", "[]", "null", "{\"error\": null}", "{\"error\": \"flat\"}",
                "{\"error\": {\"message\": {\"deep\": [1, 2]}, \"id\": 17}}", "<html><body>Bad gateway</body></html>",
                "{\"error\":".repeat(5000)), body -> {
            refusedWith(Script.answer(500, body), refused -> assertThat(refused.httpStatus()).isEqualTo(500));
        });
    }

    @Test
    default void the_wait_that_the_api_asks_for_is_read() {
        refusedWith(Script.answer(429, "", "Retry-After: 7"),
                refused -> assertThat(refused.retryAfter()).isEqualTo(Option.some(Duration.ofSeconds(7))));
    }

    @Test
    default void the_wait_may_be_given_as_a_date() {
        refusedWith(Script.answer(503, "", "Date: Wed, 21 Oct 2026 07:28:00 GMT",
                "Retry-After: Wed, 21 Oct 2026 07:28:30 GMT"),
                refused -> assertThat(refused.retryAfter()).isEqualTo(Option.some(Duration.ofSeconds(30))));
    }

    @Test
    default void a_wait_that_is_too_long_is_long_and_not_left_out() {
        Cases.forEach(List.of("31622401", "99999999999", "9223372036854775807", "99999999999999999999",
                "Wed, 21 Oct 2099 07:28:00 GMT"), header -> {
            refusedWith(Script.answer(429, "", "Date: Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After: " + header),
                    refused -> assertThat(refused.retryAfter().exists(wait -> wait.toDays() >= 366))
                            .as(header).isTrue());
        });
    }

    @Test
    default void a_wait_that_is_none_is_left_out() {
        Cases.forEach(List.of("soon", "-5", ""), header -> {
            refusedWith(Script.answer(429, "", "Retry-After: " + header),
                    refused -> assertThat(refused.retryAfter()).as(header).isEqualTo(Option.none()));
        });
    }

    @Test
    default void redirects_are_not_followed() {
        try (ScriptedServer elsewhere = ScriptedServer.playing(Script.json("{}"))) {
            Cases.forEach(List.of(301, 302, 303, 307, 308), status -> {
                refusedWith(Script.answer(status, "", "Location: " + elsewhere.baseUrl() + "/"), refused -> {
                    assertThat(refused.kind()).isEqualTo(ApiFailureKind.UNEXPECTED_STATUS);
                    assertThat(refused.httpStatus()).isEqualTo(status);
                });
            });
            assertThat(elsewhere.received()).as("requests to the target of the redirect").isEmpty();
        }
    }

    @Test
    default void the_apis_own_words_are_one_line_of_a_sensible_length() {
        refusedWith(Script.answer(500, "first\r\nsecond\u001b[31m" + "x".repeat(100_000)), refused -> {
            assertThat(refused.apiMessage()).startsWith("first").contains("second").hasSizeLessThan(2000);
            assertThat(refused.apiMessage().chars().filter(Character::isISOControl).boxed().toList())
                    .as("control characters").isEmpty();
        });
    }
}
