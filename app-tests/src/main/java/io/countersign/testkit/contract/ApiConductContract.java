package io.countersign.testkit.contract;

import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Cancelled;
import io.countersign.ports.outbound.ApiFailure.NotSent;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * How an adapter behaves to those who call it: part of {@link UserActionTransportContract} and
 * {@link ActionExecutorContract}.
 */
public interface ApiConductContract extends ApiExchanges {

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
        for (Supplier<String> supplier : suppliers) {
            EveryExchange.of(this).on(api -> api.withToken(supplier)).meets(
                    ApiExchange::answeredWell,
                    (exchange, server) -> {
                        NotSent failure = exchange.failure(NotSent.class);

                        assertThat(failure.toString() + failure.message()).doesNotContain("secret");
                        assertThat(server.received()).isEmpty();
                    });
        }
    }

    @Test
    default void the_base_url_may_have_a_path_of_its_own() {
        EveryExchange.of(this).on(api -> new ApiAccess(
                api.baseUrl().resolve("/gateway/dfns"), api.bearerToken(), api.answerWithin())).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    exchange.assertSucceeds(1);

                    assertThat(server.theRequest().target()).startsWith("/gateway/dfns/").doesNotContain("//");
                });
    }

    @Test
    default void threads_that_come_at_once_get_the_answer_to_their_own_request() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> assertThat(Contention.of(8, number ->
                        Outcome.success(() -> exchange.make(number))))
                        .containsExactlyElementsOf(IntStream.range(0, 8 * Contention.THREADS).boxed().toList()));
    }

    @Test
    default void a_thread_that_was_interrupted_gets_an_answer_or_is_told_that_it_was_cancelled() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    Either<ApiFailure, Integer> outcome = CallOnAThread.interruptedBefore(() -> exchange.make(1));

                    if (outcome.isLeft()) {
                        assertThat(outcome.getLeft()).isInstanceOf(Cancelled.class);
                        assertThat(server.received().isEmpty() || outcome.getLeft().mayHaveReachedTheApi())
                                .as("the failure admits that the request may have reached the API").isTrue();
                    }
                });
    }

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_is_told_that_it_was_cancelled() {
        EveryExchange.of(this).meets(
                exchange -> Script.silence(),
                (exchange, server) -> {
                    Either<ApiFailure, Integer> outcome =
                            CallOnAThread.interruptedDuring(server.asked(), () -> exchange.make(1));

                    assertThat(outcome).isEqualTo(Either.left(new Cancelled(exchange.exchange(), true)));
                });
    }

    @Test
    default void a_null_is_refused_at_once() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    assertThatNullPointerException().as("a null is the caller's mistake, not a failure of the API")
                            .isThrownBy(exchange::makeWithNull);
                    assertThat(server.received()).isEmpty();
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
