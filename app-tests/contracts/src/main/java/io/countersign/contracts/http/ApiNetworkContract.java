package io.countersign.contracts.http;

import io.countersign.contracts.server.ClosedPort;
import io.countersign.contracts.server.Script;
import io.countersign.contracts.server.ServerCertificate;
import io.countersign.contracts.server.UnresponsiveServer;
import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.AnswerTooLarge;
import io.countersign.ports.failure.ApiFailure.MalformedAnswer;
import io.countersign.ports.failure.ApiFailure.TimedOut;
import io.countersign.ports.failure.ApiFailureKind;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how an adapter reports a missing or incomplete answer. Part of {@link UserActionTransportContract} and {@link
 * ActionExecutorContract}.
 */
public interface ApiNetworkContract extends ApiExchanges {

    @Test
    default void nobody_listens() {
        try (ClosedPort nobody = new ClosedPort()) {
            EveryExchange.of(this).reaches(ApiAccess.to(nobody.baseUrl()),
                    exchange -> exchange.failure(ApiFailureKind.UNREACHABLE));
        }
    }

    /** Uses a name that is reserved (RFC 6761) and never resolves. A resolver may also time out. */
    @Test
    default void a_name_that_nobody_has_cannot_be_reached() {
        EveryExchange.of(this).reaches(ApiAccess.to(URI.create("https://nobody.invalid")), exchange -> {
            ApiFailure failure = Outcome.failure(() -> exchange.make(1));
            assertThat(failure.kind()).isIn(ApiFailureKind.UNREACHABLE, ApiFailureKind.TIMED_OUT);
            assertThat(failure.exchange()).isEqualTo(exchange.exchange());
            assertThat(failure.mayHaveReachedTheApi()).as("whether it may have reached the API").isFalse();
        });
    }

    @Test
    default void a_certificate_that_nobody_vouches_for_is_refused() {
        EveryExchange.of(this).over(ServerCertificate.SELF_SIGNED).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    exchange.failure(ApiFailureKind.TLS_REFUSED);
                    assertThat(server.received()).as("requests sent to an untrusted server").isEmpty();
                });
    }

    @Test
    default void the_connection_is_closed_before_there_is_an_answer() {
        EveryExchange.of(this).meets(Script.cut(), exchange -> exchange.failure(ApiFailureKind.CONNECTION_LOST));
    }

    @Test
    default void the_connection_is_reset_before_there_is_an_answer() {
        EveryExchange.of(this).meets(Script.reset(), exchange -> exchange.failure(ApiFailureKind.CONNECTION_LOST));
    }

    @Test
    default void the_answer_breaks_off() {
        EveryExchange.of(this).meets(Script.breakingOff(), exchange ->
                exchange.failure(ApiFailureKind.CONNECTION_LOST));
    }

    @Test
    default void the_answer_is_not_even_http() {
        Cases.forEach(List.of("\0\0\0\0", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc What?\r\n\r\n"), noise -> {
            EveryExchange.of(this).meets(Script.raw(noise), exchange -> {
                ApiFailure failure = Outcome.failure(() -> exchange.make(1));
                assertThat(failure.kind()).isIn(ApiFailureKind.CONNECTION_LOST, ApiFailureKind.MALFORMED_ANSWER);
                assertThat(failure.exchange()).isEqualTo(exchange.exchange());
            });
        });
    }

    /** Runs on another thread, since an adapter without a timeout would never return. */
    private void timedOutWith(Script script) {
        EveryExchange.of(this).on(ApiAccess::withShortTimeout).meets(any -> script, (exchange, server) -> {
            TimedOut failure = Outcome.failure(TimedOut.class,
                    () -> CallOnAThread.uninterrupted(() -> exchange.make(1)));
            assertThat(failure.exchange()).isEqualTo(exchange.exchange());
            assertThat(server.received().isEmpty() || failure.mayHaveReachedTheApi())
                    .as("what is said of how far it came (%s) is true", failure.phase()).isTrue();
        });
    }

    @Test
    default void the_answer_does_not_come_in_time() {
        timedOutWith(Script.silence());
    }

    @Test
    default void the_answer_comes_a_byte_at_a_time() {
        timedOutWith(Script.drip());
    }

    @Test
    default void a_handshake_that_nobody_answers_is_given_up_in_time() {
        try (UnresponsiveServer server = new UnresponsiveServer()) {
            ApiAccess api = ApiAccess.to(URI.create("https://" + server.hostAndPort())).withShortTimeout();
            EveryExchange.of(this).reaches(api, exchange -> {
                TimedOut failure = Outcome.failure(TimedOut.class,
                        () -> CallOnAThread.uninterrupted(() -> exchange.make(1)));
                assertThat(failure.exchange()).isEqualTo(exchange.exchange());
            });
        }
    }

    @Test
    default void the_answer_does_not_come_to_an_end() {
        EveryExchange.of(this).meets(Script.endless(), exchange -> {
            AnswerTooLarge failure = exchange.failure(AnswerTooLarge.class);
            assertThat(failure.httpStatus()).isEqualTo(200);
        });
    }

    @Test
    default void whatever_comes_of_it_an_exchange_is_sent_once() {
        Cases.forEachNumbered("script", List.of(Script.cut(), Script.reset(), Script.breakingOff(), Script.raw("\0"),
                Script.answer(401, "", "WWW-Authenticate: Bearer"), Script.answer(408, "", "Retry-After: 0"),
                Script.answer(421, ""), Script.answer(429, "", "Retry-After: 0"), Script.answer(500, ""),
                Script.answer(503, "", "Retry-After: 0")), script -> {
            EveryExchange.of(this::exchangesOfEveryForm).meets(exchange -> script, (exchange, server) -> {
                Outcome.failure(() -> exchange.make(1));

                assertThat(server.received()).as("requests that the API received").hasSize(1);
            });
        });
    }

    @Test
    default void on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well() {
        Cases.forEachNumbered("script", List.of(Script.cut(), Script.reset()), end -> {
            EveryExchange.of(this::exchangesOfEveryForm).meets(
                    exchange -> {
                        Script well = exchange.answeredWellAndKept();
                        return (request, connection) ->
                                (ApiExchange.numberIn(request) == 1 ? well : end).play(request, connection);
                    },
                    (exchange, server) -> {
                        exchange.assertSucceeds(1);
                        ApiFailure failure = Outcome.failure(() -> exchange.make(2));

                        assertThat(failure.mayHaveReachedTheApi()).as("the failure after a lost answer").isTrue();
                        assertThat(server.received()).as("requests that the API received").hasSize(2);
                    });
        });
    }

    @Test
    default void a_failure_leaves_the_adapter_as_good_as_before() {
        EveryExchange.of(this).meets(
                exchange -> {
                    Script well = exchange.answeredWell();
                    return (request, connection) ->
                            (ApiExchange.numberIn(request) == 1 ? Script.cut() : well).play(request, connection);
                },
                (exchange, server) -> {
                    exchange.failure(ApiFailureKind.CONNECTION_LOST);
                    exchange.assertSucceeds(2);
                });
    }
}
