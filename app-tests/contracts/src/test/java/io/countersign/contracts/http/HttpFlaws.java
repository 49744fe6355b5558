package io.countersign.contracts.http;

import io.countersign.contracts.fixture.ContractProof;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Flaws that transports and executors have in common. */
final class HttpFlaws {

    /** The tests that wait, or that make many exchanges. */
    static final String[] SLOW = {"the_answer_does_not_come_in_time", "the_answer_comes_a_byte_at_a_time",
        "the_answer_does_not_come_to_an_end", "a_handshake_that_nobody_answers_is_given_up_in_time",
        "whatever_comes_of_it_an_exchange_is_sent_once",
        "on_a_connection_that_was_kept_an_exchange_is_sent_once_as_well",
        "threads_that_come_at_once_get_the_answer_to_their_own_request"};

    private HttpFlaws() {
    }

    static HttpFlaw[] ofEveryExchange() {
        return Stream.of(FlawedRefusals.values(), FlawedNetwork.values(), FlawedConduct.values(),
                        FlawedReporting.values())
                .flatMap(Arrays::stream).toArray(HttpFlaw[]::new);
    }

    /** Returns the flaw that the adapter is to have. */
    static HttpFlaw current() {
        return Optional.ofNullable(ContractProof.flawOf(HttpFlaw.class)).orElse(HttpFlaw.NONE);
    }

    /** Returns 1 if the adapter is to have no flaw, and otherwise 0. */
    static int oneIfSound() {
        return current() == HttpFlaw.NONE ? 1 : 0;
    }
}
