package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.Cases;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how a transport reports a success that is not a message of the API. Part of {@link
 * UserActionTransportContract}.
 */
public interface MessageContract extends ApiExchanges {

    private static void assertMalformed(ApiExchange exchange, int status) {
        MalformedAnswer failure = exchange.failure(MalformedAnswer.class);
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure.violations()).as("violations").isNotEmpty();
    }

    @Test
    default void an_answer_that_is_not_one_whole_json_object_is_malformed() {
        Cases.forEach(List.of("", " ", "null", "[]", "17", "\"text\"", "<html>Log in</html>", "{",
                "{\"a\":".repeat(20_000)), body -> {
            EveryExchange.of(this).meets(Script.json(body), exchange -> assertMalformed(exchange, 200));
        });
    }

    @Test
    default void an_answer_that_breaks_off_or_goes_on_is_malformed() {
        List<UnaryOperator<String>> changes =
                List.of(good -> good.substring(0, good.length() - 1), good -> good + " trailing", good -> good + "{}");
        Cases.forEachNumbered("change", changes, change -> {
            EveryExchange.of(this).meets(
                    exchange -> Script.json(change.apply(exchange.goodAnswer(1))),
                    (exchange, server) -> assertMalformed(exchange, 200));
        });
    }

    @Test
    default void a_success_without_content_is_malformed() {
        EveryExchange.of(this).meets(Script.answer(204, ""), exchange -> assertMalformed(exchange, 204));
    }

    @Test
    default void an_answer_that_says_something_twice_is_malformed() {
        EveryExchange.of(this).meets(
                exchange -> Script.json(
                        exchange.goodAnswer(1).replaceFirst("\\{(\"\\w+\"): ", "{$1: \"another\", $1: ")),
                (exchange, server) -> assertMalformed(exchange, 200));
    }
}
