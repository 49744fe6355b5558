package io.countersign.ports.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.domain.action.Step;
import io.countersign.ports.attempt.Transmission.State;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class TransmissionTest {

    private final Attempt attempt = Attempt.create();
    private final AtomicInteger told = new AtomicInteger();

    private Transmission handedOver() {
        assertThat(attempt.begin(Step.EXECUTION)).isTrue();
        return attempt.transmission();
    }

    @Test
    void what_was_handed_over_counts_as_sent_until_somebody_says_otherwise() {
        Transmission transmission = handedOver();

        assertThat(transmission.state()).isEqualTo(State.HANDED_OVER);
        assertThat(transmission.mayHaveBeenSent()).isTrue();
        assertThat(transmission).hasToString("Transmission[HANDED_OVER]");
    }

    @Test
    void sending_begins_once() {
        Transmission transmission = handedOver();

        assertThat(transmission.beginSending()).isTrue();
        assertThat(transmission.beginSending()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.SENT);
        assertThat(transmission.mayHaveBeenSent()).isTrue();
    }

    @Test
    void what_was_abandoned_was_not_sent_and_never_is() {
        Transmission transmission = handedOver();

        assertThat(transmission.abandon()).isTrue();
        assertThat(transmission.abandon()).as("again").isTrue();
        assertThat(transmission.beginSending()).isFalse();
        assertThat(transmission.mayHaveBeenSent()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.ABANDONED);
    }

    @Test
    void what_was_sent_cannot_be_abandoned_any_more() {
        Transmission transmission = handedOver();
        transmission.beginSending();

        assertThat(transmission.abandon()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.SENT);
    }

    @Test
    void what_was_answered_stays_answered() {
        Transmission transmission = handedOver();
        transmission.beginSending();

        transmission.answered();

        assertThat(transmission.abandon()).isFalse();
        assertThat(transmission.beginSending()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.ANSWERED);
        assertThat(transmission.mayHaveBeenSent()).isTrue();
    }

    @Test
    void an_answer_to_what_nobody_has_reported_as_sent_counts() {
        Transmission transmission = handedOver();

        transmission.answered();

        assertThat(transmission.state()).isEqualTo(State.ANSWERED);
        assertThat(transmission.beginSending()).isFalse();
    }

    @Test
    void what_was_abandoned_has_no_answer() {
        Transmission transmission = handedOver();
        transmission.abandon();

        transmission.answered();

        assertThat(transmission.state()).isEqualTo(State.ABANDONED);
    }

    @Test
    void once_the_action_is_cancelled_nothing_is_sent() {
        Transmission transmission = handedOver();

        attempt.cancel();

        assertThat(transmission.isCancelled()).isTrue();
        assertThat(transmission.beginSending()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.HANDED_OVER);
        assertThat(transmission.abandon()).isTrue();
        assertThat(transmission).hasToString("Transmission[ABANDONED, cancelled]");
    }

    @Test
    void what_is_under_way_hears_of_a_cancellation_once() {
        Transmission transmission = handedOver();
        transmission.onCancelled(told::incrementAndGet);
        assertThat(told).hasValue(0);

        attempt.cancel();
        attempt.cancel();

        assertThat(told).hasValue(1);
    }

    @Test
    void whoever_asks_to_hear_of_a_cancellation_that_was_hears_of_it_at_once_and_once() {
        Transmission transmission = handedOver();
        attempt.cancel();

        transmission.onCancelled(told::incrementAndGet);
        attempt.cancel();

        assertThat(told).hasValue(1);
    }

    @Test
    void the_last_one_who_asks_to_hear_of_a_cancellation_does() {
        var replaced = new AtomicInteger();
        Transmission transmission = handedOver();
        transmission.onCancelled(replaced::incrementAndGet);
        transmission.onCancelled(told::incrementAndGet);

        attempt.cancel();

        assertThat(replaced).hasValue(0);
        assertThat(told).hasValue(1);
    }

    @Test
    void cancelling_ends_well_whatever_those_throw_who_hear_of_it() {
        Transmission transmission = handedOver();
        transmission.onCancelled(() -> {
            throw new AssertionError("not now");
        });

        attempt.cancel();
        transmission.onCancelled(() -> {
            throw new LinkageError("not then");
        });

        assertThat(attempt.isCancelled()).isTrue();
    }

    @Test
    void an_exchange_of_no_flow_is_sent_once_and_never_cancelled() {
        Transmission transmission = Transmission.standalone();

        assertThat(transmission.isCancelled()).isFalse();
        assertThat(transmission.beginSending()).isTrue();
        assertThat(transmission.beginSending()).isFalse();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> handedOver().onCancelled(null)).withMessage("action");
    }
}
