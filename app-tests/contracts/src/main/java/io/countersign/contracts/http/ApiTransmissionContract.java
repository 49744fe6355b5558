package io.countersign.contracts.http;

import io.countersign.contracts.server.ClosedPort;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.support.Outcome;
import io.countersign.domain.action.Step;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;
import io.countersign.ports.failure.ApiFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how an adapter records an exchange in the {@link Transmission} that the flow passes to it. Part of {@link
 * UserActionTransportContract} and {@link ActionExecutorContract}.
 */
public interface ApiTransmissionContract extends ApiExchanges {

    @Test
    default void what_reached_nobody_is_recorded_as_not_sent() {
        try (ClosedPort nobody = new ClosedPort()) {
            EveryExchange.of(this).reaches(ApiAccess.to(nobody.baseUrl()), exchange -> {
                Transmission transmission = Transmission.standalone();

                Outcome.failure(() -> exchange.make(1, transmission));

                assertThat(transmission.state()).as("what is recorded").isEqualTo(State.ABANDONED);
            });
        }
    }

    @Test
    default void what_was_lost_is_not_recorded_as_never_sent() {
        EveryExchange.of(this).meets(Script.cut(), exchange -> {
            Transmission transmission = Transmission.standalone();

            ApiFailure failure = Outcome.failure(() -> exchange.make(1, transmission));

            assertThat(transmission.mayHaveBeenSent()).as("what is recorded").isTrue();
            assertThat(failure.mayHaveReachedTheApi()).as("what the failure says").isTrue();
        });
    }

    @Test
    default void an_exchange_that_was_cancelled_before_is_not_sent() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    Attempt attempt = Attempt.create();
                    attempt.begin(Step.CHALLENGE);
                    attempt.cancel();

                    Outcome.failure(() -> exchange.make(1, attempt.transmission()));

                    assertThat(server.received()).as("what was sent").isEmpty();
                });
    }

    @Test
    default void a_transmission_is_made_once() {
        EveryExchange.of(this).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    Transmission transmission = Transmission.standalone();
                    assertThat(Outcome.success(() -> exchange.make(1, transmission))).isEqualTo(1);

                    Outcome.failure(() -> exchange.make(2, transmission));

                    assertThat(server.received()).as("what was sent").hasSize(1);
                });
    }
}
