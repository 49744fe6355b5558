package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.exchange.Progress.Code;
import io.countersign.domain.action.Step;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;

/** The record of one exchange: what it permits, and what it says was sent. */
class ProgressTest {

    private static final IOException OWN = new IOException("ours");
    private static final IOException FOREIGN = new IOException("theirs");

    /** Ten thousand orders of events, cancellation among them. */
    @Test
    void in_whatever_order_things_happen_a_call_goes_out_once_and_never_after_it_was_said_not_to() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            Attempt attempt = Attempt.create();
            attempt.begin(Step.EXECUTION);
            Transmission transmission = attempt.transmission();
            Progress progress = Progress.ofSentOnce(transmission);
            if (random.nextBoolean()) {
                progress.guardsBody();
            }
            int sent = 0;
            boolean saidNotSent = false;
            boolean cancelled = false;
            for (int event = 0; event < 12; event++) {
                switch (random.nextInt(9)) {
                    case 0 -> {
                        boolean let = progress.beginSending();
                        sent += let ? 1 : 0;
                        assertThat(let && (saidNotSent || cancelled)).as("seed %d", seed).isFalse();
                    }
                    case 1 -> progress.handedTo(Code.FOREIGN);
                    case 2 -> progress.handedTo(Code.OWN);
                    case 3 -> progress.takeBody(random.nextBoolean());
                    case 4 -> progress.threw(Code.OWN, OWN);
                    case 5 -> progress.threw(Code.FOREIGN, FOREIGN);
                    case 6 -> saidNotSent |= !progress.mayHaveBeenSent(random.nextBoolean() ? OWN : FOREIGN);
                    case 7 -> {
                        attempt.cancel();
                        cancelled = true;
                    }
                    default -> {
                        progress.abandon();
                        saidNotSent |= !progress.mayHaveBeenSent();
                    }
                }
                assertThat(sent).as("seed %d", seed).isLessThanOrEqualTo(1);
                if (sent == 1) {
                    assertThat(progress.mayHaveBeenSent()).isTrue();
                    assertThat(progress.phase()).isGreaterThanOrEqualTo(Phase.SENDING);
                    assertThat(transmission.state()).isEqualTo(State.SENT);
                }
                if (transmission.state() == State.ABANDONED) {
                    assertThat(progress.forbidsSending()).isTrue();
                }
            }
        }
    }

    @Test
    void a_repeatable_exchange_may_go_out_again_until_it_is_abandoned_or_cancelled() {
        Attempt attempt = Attempt.create();
        attempt.begin(Step.CHALLENGE);
        Progress cancelled = Progress.ofRepeatable(attempt.transmission());
        Progress abandoned = Progress.ofRepeatable();
        assertThat(cancelled.beginSending()).isTrue();
        assertThat(cancelled.beginSending()).isTrue();
        assertThat(abandoned.beginSending()).isTrue();

        attempt.cancel();
        abandoned.abandon();

        assertThat(cancelled.beginSending()).isFalse();
        assertThat(abandoned.beginSending()).isFalse();
    }

    @Test
    void what_foreign_code_throws_leaves_it_open_only_if_it_had_the_body() {
        Progress had = foreign();
        had.takeBody(true);
        Progress hadNot = foreign();

        assertThat(had.mayHaveBeenSent(FOREIGN)).isTrue();
        assertThat(had.phase()).isEqualTo(Phase.SENDING);
        assertThat(hadNot.mayHaveBeenSent(FOREIGN)).isFalse();
        assertThat(hadNot.phase()).isEqualTo(Phase.CONNECTING);
        assertThat(hadNot.takeBody(true)).as("nobody gets the body of what was said not to be sent").isFalse();
    }

    @Test
    void what_foreign_code_throws_at_an_exchange_without_a_body_leaves_it_open() {
        Progress progress = Progress.ofSentOnce(Transmission.standalone());
        progress.handedTo(Code.FOREIGN);

        assertThat(progress.mayHaveBeenSent(FOREIGN)).isTrue();
    }

    @Test
    void what_our_code_throws_does_not_leave_it_open_even_as_a_cause() {
        Progress progress = foreign();
        progress.takeBody(true);
        progress.handedTo(Code.OWN);
        progress.threw(Code.OWN, OWN);
        progress.handedTo(Code.FOREIGN);

        assertThat(progress.isFrom(Code.OWN, new IOException(new IllegalStateException(OWN)))).isTrue();
        assertThat(progress.isFrom(Code.OWN, FOREIGN)).isFalse();
        assertThat(progress.isFrom(Code.FOREIGN, FOREIGN)).isFalse();
        assertThat(progress.mayHaveBeenSent(new IOException(OWN))).isFalse();
    }

    @Test
    void what_one_of_them_throws_stays_its_own_though_it_passes_through_the_other() {
        Progress progress = foreign();
        progress.takeBody(true);
        progress.threw(Code.FOREIGN, FOREIGN);
        progress.threw(Code.OWN, FOREIGN);

        assertThat(progress.isFrom(Code.OWN, FOREIGN)).isFalse();
        assertThat(progress.mayHaveBeenSent(FOREIGN)).isTrue();
        progress.threw(Code.OWN, OWN);
        progress.threw(Code.FOREIGN, OWN);
        assertThat(progress.isFrom(Code.FOREIGN, OWN)).isFalse();
        assertThat(progress.mayHaveBeenSent(OWN)).isFalse();
    }

    @Test
    void causes_that_go_in_a_circle_come_to_an_end() {
        IOException one = new IOException("one");
        IOException other = new IOException("other", one);
        one.initCause(other);
        Progress progress = foreign();
        progress.threw(Code.OWN, OWN);
        progress.threw(Code.FOREIGN, FOREIGN);

        assertThat(progress.isFrom(Code.OWN, one)).isFalse();
        assertThat(progress.isFrom(Code.FOREIGN, one)).isFalse();
        assertThat(progress.isFrom(Code.FOREIGN, FOREIGN)).isTrue();
    }

    @Test
    void while_foreign_code_has_a_body_it_may_be_sending_it() {
        Progress progress = foreign();
        assertThat(progress.mayHaveBeenSent()).isFalse();

        progress.takeBody(true);

        assertThat(progress.mayHaveBeenSent()).isTrue();
        progress.handedTo(Code.OWN);
        assertThat(progress.mayHaveBeenSent()).isFalse();
    }

    @Test
    void a_body_that_went_to_a_network_before_its_turn_may_have_been_sent() {
        Progress once = foreign();
        once.takeBody(false);
        once.handedTo(Code.OWN);
        Progress repeatable = Progress.ofRepeatable();
        repeatable.guardsBody();
        repeatable.takeBody(false);

        assertThat(once.mayHaveBeenSent()).isTrue();
        assertThat(repeatable.mayHaveBeenSent()).isFalse();
    }

    @Test
    void the_body_goes_to_the_network_once_in_its_turn_and_to_memory_as_often_as_is_liked() {
        Progress progress = Progress.ofSentOnce(Transmission.standalone());
        progress.guardsBody();
        progress.beginSending();

        assertThat(progress.takeBody(true)).isTrue();
        assertThat(progress.takeBody(false)).isTrue();
        assertThat(progress.takeBody(true)).isTrue();
        assertThat(progress.takeBody(false)).isFalse();
    }

    @Test
    void a_connection_is_fresh_if_it_was_opened_for_this_exchange() {
        Progress progress = Progress.ofSentOnce(Transmission.standalone());
        progress.tookConnection();
        assertThat(progress.isConnectionFresh()).isFalse();

        progress.connected();
        progress.tookConnection();
        assertThat(progress.isConnectionFresh()).isTrue();

        progress.tookConnection();
        assertThat(progress.isConnectionFresh()).isFalse();
    }

    @Test
    void an_answer_is_recorded() {
        Transmission transmission = Transmission.standalone();
        Progress progress = Progress.ofSentOnce(transmission);
        progress.beginSending();
        progress.answered(200);

        assertThat(progress.status()).isEqualTo(200);
        assertThat(progress.phase()).isEqualTo(Phase.READING_ANSWER);
        assertThat(transmission.state()).isEqualTo(State.ANSWERED);
        assertThat(progress.isNew()).isFalse();
    }

    private static Progress foreign() {
        Progress progress = Progress.ofSentOnce(Transmission.standalone());
        progress.guardsBody();
        progress.handedTo(Code.FOREIGN);
        return progress;
    }
}
