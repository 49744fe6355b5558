package io.countersign.ports.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.domain.action.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class AttemptTest {

    private final Attempt attempt = Attempt.create();

    @AfterEach
    void nobody_else_is_interrupted() {
        Thread.interrupted();
    }

    @Test
    void the_steps_begin_in_order_and_each_once() {
        for (Step step : Step.values()) {
            assertThat(attempt.begin(step)).as("%s", step).isTrue();
            assertThat(attempt.begin(step)).as("%s again", step).isFalse();
        }
        for (Step step : Step.values()) {
            assertThat(attempt.begin(step)).as("%s afterwards", step).isFalse();
        }
    }

    @Test
    void a_step_may_be_skipped_but_not_taken_after_a_later_one() {
        assertThat(attempt.begin(Step.REDEMPTION)).isTrue();
        assertThat(attempt.begin(Step.SIGNATURE)).isFalse();
        assertThat(attempt.begin(Step.EXECUTION)).isTrue();
    }

    @Test
    void each_step_has_a_transmission_of_its_own() {
        attempt.begin(Step.CHALLENGE);
        Transmission challenge = attempt.transmission();
        attempt.begin(Step.REDEMPTION);

        assertThat(attempt.transmission()).isNotSameAs(challenge).isSameAs(attempt.transmission());
    }

    @Test
    void a_step_that_does_not_begin_leaves_the_transmission_as_it_is() {
        attempt.begin(Step.EXECUTION);
        Transmission execution = attempt.transmission();
        execution.beginSending();

        attempt.begin(Step.EXECUTION);

        assertThat(attempt.transmission()).isSameAs(execution);
        assertThat(attempt.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void before_the_first_step_there_is_no_transmission() {
        assertThatIllegalStateException().isThrownBy(attempt::transmission)
                .withMessage("no step of this attempt has begun");
    }

    @Test
    void once_it_is_cancelled_no_step_begins() {
        attempt.begin(Step.CHALLENGE);

        attempt.cancel();

        assertThat(attempt.isCancelled()).isTrue();
        assertThat(attempt.begin(Step.SIGNATURE)).isFalse();
        assertThat(attempt).hasToString("Attempt[CHALLENGE, Transmission[HANDED_OVER, cancelled]]");
    }

    @Test
    void an_interrupt_cancels_the_action_even_if_it_is_cleared_later() {
        Thread.currentThread().interrupt();

        assertThat(attempt.begin(Step.CHALLENGE)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt.begin(Step.CHALLENGE)).isFalse();
        assertThat(attempt.isCancelled()).isTrue();
    }

    @Test
    void the_exchange_under_way_hears_of_a_cancellation_and_those_before_it_do_not() {
        var former = new AtomicInteger();
        var current = new AtomicInteger();
        attempt.begin(Step.CHALLENGE);
        attempt.transmission().onCancelled(former::incrementAndGet);
        attempt.begin(Step.REDEMPTION);
        attempt.transmission().onCancelled(current::incrementAndGet);

        attempt.cancel();

        assertThat(former).hasValue(0);
        assertThat(current).hasValue(1);
    }

    @Test
    void a_call_may_have_taken_effect_once_it_was_handed_over_unless_it_was_abandoned() {
        attempt.begin(Step.REDEMPTION);
        attempt.transmission().beginSending();
        assertThat(attempt.mayHaveTakenEffect()).as("before the execution").isFalse();

        attempt.begin(Step.EXECUTION);
        assertThat(attempt.mayHaveTakenEffect()).as("handed over").isTrue();

        attempt.transmission().abandon();
        assertThat(attempt.mayHaveTakenEffect()).as("abandoned").isFalse();
    }

    @Test
    void a_call_that_was_sent_may_have_taken_effect_for_good() {
        attempt.begin(Step.EXECUTION);
        attempt.transmission().beginSending();

        attempt.transmission().abandon();
        attempt.cancel();

        assertThat(attempt.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void a_repetition_begins_anew() {
        attempt.begin(Step.EXECUTION);

        Attempt again = attempt.again();

        assertThat(again.mayHaveTakenEffect()).isFalse();
        assertThat(again.begin(Step.CHALLENGE)).isTrue();
    }

    @Test
    void cancelling_any_of_several_attempts_cancels_all() {
        Attempt second = attempt.again();
        Attempt third = second.again();

        third.cancel();

        assertThat(attempt.begin(Step.CHALLENGE)).isFalse();
        assertThat(second.begin(Step.CHALLENGE)).isFalse();
    }

    @Test
    void the_first_attempt_includes_its_repetitions() {
        Attempt third = attempt.again().again();
        assertThat(attempt.mayHaveTakenEffect()).isFalse();

        third.begin(Step.EXECUTION);

        assertThat(attempt.mayHaveTakenEffect()).isTrue();
        assertThat(attempt.again().mayHaveTakenEffect()).as("another one").isFalse();
        third.transmission().abandon();
        assertThat(attempt.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void only_one_repetition_of_an_action_is_under_way() {
        assertThat(attempt.beginRepetition()).isTrue();
        assertThat(attempt.beginRepetition()).isFalse();
        Attempt second = attempt.again();
        assertThat(second.beginRepetition()).isFalse();
        assertThat(second.again().beginRepetition()).isFalse();

        attempt.endRepetition();

        assertThat(second.beginRepetition()).isTrue();
        assertThat(attempt.beginRepetition()).isFalse();
        second.endRepetition();
        assertThat(attempt.beginRepetition()).isTrue();
    }

    @Test
    void it_says_what_it_has_reached() {
        assertThat(attempt).hasToString("Attempt[not begun]");
        attempt.begin(Step.EXECUTION);
        attempt.transmission().beginSending();
        assertThat(attempt).hasToString("Attempt[EXECUTION, Transmission[SENT]]");

        Attempt another = Attempt.create();
        another.cancel();
        assertThat(another).hasToString("Attempt[not begun, cancelled]");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> attempt.begin(null)).withMessage("step");
    }
}
