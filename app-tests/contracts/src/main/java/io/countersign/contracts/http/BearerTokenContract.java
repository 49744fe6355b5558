package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Secrets;
import io.countersign.ports.failure.ApiFailure.NotSent;
import io.countersign.ports.failure.ApiFailure.Refused;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how an adapter treats the caller's bearer token. Part of {@link UserActionTransportContract} and {@link
 * ActionExecutorContract}.
 */
public interface BearerTokenContract extends ApiExchanges {

    @Test
    default void the_bearer_token_is_asked_for_by_every_exchange_and_goes_along() {
        AtomicInteger asked = new AtomicInteger();
        EveryExchange.of(this).on(api -> api.withToken(() -> "token-" + asked.incrementAndGet())).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    asked.set(0);
                    exchange.assertSucceeds(1);
                    exchange.assertSucceeds(2);

                    assertThat(server.received()).extracting(request -> request.header("Authorization"))
                            .containsExactly("Bearer token-1", "Bearer token-2");
                });
    }

    @Test
    default void without_a_bearer_token_nothing_is_sent() {
        List<Supplier<String>> suppliers = List.of(() -> null, () -> "", () -> " ", () -> "secret\r\nX-Other: 1",
                () -> {
                    throw new IllegalStateException("secret");
                });
        Cases.forEachNumbered("supplier", suppliers, supplier -> {
            EveryExchange.of(this).on(api -> api.withToken(supplier)).meets(
                    ApiExchange::answeredWell,
                    (exchange, server) -> {
                        NotSent failure = exchange.failure(NotSent.class);

                        assertThat(failure.toString() + failure.message()).doesNotContain("secret");
                        assertThat(server.received()).isEmpty();
                    });
        });
    }

    @Test
    default void a_bearer_token_that_comes_back_is_not_shown() {
        String token = ApiAccess.BEARER_TOKEN;
        Cases.forEach(List.of("bad token %s", "{\"message\": \"bad Bearer %s\"}",
                "{\"error\": {\"message\": \"no\", \"id\": \"%s\"}}",
                "{\"error\": {\"message\": \"no\", \"details\": {\"of\": \"%s\"}}}"), body -> {
            EveryExchange.of(this).meets(Script.answer(401, body.formatted(token)), exchange -> {
                Refused refused = exchange.failure(Refused.class);
                Secrets.of(token).assertHiddenIn(refused, refused.message());
            });
        });
    }

    @Test
    default void no_text_form_shows_the_bearer_token() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    exchange.assertSucceeds(1);

                    Secrets.of(ApiAccess.BEARER_TOKEN).assertHiddenIn(exchange.adapter());
                });
    }
}
