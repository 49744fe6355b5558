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
    void an_exchange_counts_as_sent_until_it_is_abandoned() {
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
    void an_answer_counts_even_if_no_sending_was_recorded() {
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
    void an_action_set_after_a_cancellation_runs_at_once_and_once() {
        Transmission transmission = handedOver();
        attempt.cancel();

        transmission.onCancelled(told::incrementAndGet);
        attempt.cancel();

        assertThat(told).hasValue(1);
    }

    @Test
    void the_last_action_that_was_set_runs_on_a_cancellation() {
        var replaced = new AtomicInteger();
        Transmission transmission = handedOver();
        transmission.onCancelled(replaced::incrementAndGet);
        transmission.onCancelled(told::incrementAndGet);

        attempt.cancel();

        assertThat(replaced).hasValue(0);
        assertThat(told).hasValue(1);
    }

    @Test
    void cancelling_succeeds_whatever_an_adapter_throws() {
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
