package io.countersign.contracts.http;

import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Cancelled;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests how an adapter treats its callers: concurrency, interruption, nulls and text forms. Part of {@link
 * UserActionTransportContract} and {@link ActionExecutorContract}.
 */
public interface ApiConductContract extends ApiExchanges {

    @Test
    default void the_base_url_may_have_a_path_of_its_own() {
        EveryExchange.of(this).on(api -> new ApiAccess(
                api.baseUrl().resolve("/gateway/dfns"), api.bearerToken(), api.callTimeout())).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    exchange.assertSucceeds(1);

                    assertThat(server.onlyRequest().target()).startsWith("/gateway/dfns/").doesNotContain("//");
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
                            .isThrownBy(() -> LimitedCall.run(exchange::makeWithNull));
                    assertThat(server.received()).isEmpty();
                });
    }
}
