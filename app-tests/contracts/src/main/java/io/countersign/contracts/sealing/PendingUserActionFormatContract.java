package io.countersign.contracts.sealing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The contract of every {@link PendingUserActionFormat}. Implement {@link #format()} in a test class, and JUnit runs
 * every test that the format of this library passes:
 *
 * <pre>{@code
 * class OurFormatTest implements PendingUserActionFormatContract {
 *
 *     @Override
 *     public PendingUserActionFormat format() {
 *         return new OurFormat();
 *     }
 * }
 * }</pre>
 */
public interface PendingUserActionFormatContract {

    /**
     * Returns the format. Called once by every test; may return the same each time.
     *
     * @return the format
     */
    PendingUserActionFormat format();

    private static String written(PendingUserActionFormat format, PendingUserAction pending) {
        return Outcome.success(() -> Either.right(format.write(pending)));
    }

    private static PendingUserAction read(PendingUserActionFormat format, String text) {
        return Outcome.success(() -> format.read(text));
    }

    private static Seq<Violation> violations(PendingUserActionFormat format, String text) {
        Seq<Violation> violations = Outcome.failure(() -> format.read(text));
        assertThat(violations).as("violations").isNotEmpty();
        return violations;
    }

    @Test
    default void what_was_written_reads_as_it_was() {
        PendingUserActionFormat format = format();

        Cases.forEachNumbered("sample", PendingSamples.ALL, pending -> {
            PendingUserAction read = read(format, written(format, pending));

            // Not the values themselves, which hide most of what they hold.
            assertThat(read.action()).isEqualTo(pending.action());
            assertThat(read.action().payload().text()).isEqualTo(pending.action().payload().text());
            assertThat(read.challenge()).isEqualTo(pending.challenge());
            assertThat(read).isEqualTo(pending);
        });
    }

    @Test
    default void a_text_carries_what_a_store_of_texts_does() {
        PendingUserActionFormat format = format();

        Cases.forEachNumbered("sample", PendingSamples.ALL, pending -> {
            String text = written(format, pending);

            assertThat(text.indexOf(0)).as("index of a NUL character, which some stores do not keep").isNegative();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).as("whether UTF-8 can carry it").isTrue();
        });
    }

    @Test
    default void what_stands_for_no_pending_action_is_told() {
        PendingUserActionFormat format = format();

        Cases.forEach(PendingSamples.NO_DOCUMENTS, text -> {
            violations(format, text);
        });
    }

    @Test
    default void what_breaks_off_is_told() {
        PendingUserActionFormat format = format();
        String text = written(format, PendingSamples.FULL);

        Cases.forEach(List.range(0, 20), twentieth -> {
            violations(format, text.substring(0, text.length() * twentieth / 20));
        });
        violations(format, text.substring(0, text.length() - 1));
    }

    @Test
    default void what_is_damaged_is_told_or_read_and_nothing_is_thrown() {
        PendingUserActionFormat format = format();
        String text = written(format, PendingSamples.FULL);

        Cases.forEach(List.rangeBy(0, text.length(), 3), place -> {
            Cases.forEach(List.of("", "\"", "}", "9", "\0", "🦜"), damage -> {
                String damaged = text.substring(0, place) + damage + text.substring(place + 1);

                Outcome.of(() -> format.read(damaged)).peekLeft(violations -> assertThat(violations).isNotEmpty());
            });
        });
    }

    @Test
    default void what_is_wrong_is_told_without_repeating_what_is_in_the_text() {
        PendingUserActionFormat format = format();
        String text = written(format, PendingSamples.FULL);

        Cases.forEach(List.rangeBy(0, text.length(), 7), place -> {
            String damaged = text.substring(0, place) + "}" + text.substring(place);

            Outcome.of(() -> format.read(damaged)).peekLeft(violations -> PendingSamples.SECRETS.assertHiddenIn(
                    violations, Violation.describe(violations)));
        });
        PendingSamples.SECRETS.assertHiddenIn(format);
    }

    @Test
    default void threads_that_write_and_read_at_once_get_what_is_theirs() {
        PendingUserActionFormat format = format();

        List<String> read = List.ofAll(Contention.of(20, number ->
                read(format, written(format, PendingSamples.withIdentifier("session-" + number)))
                        .challenge().challengeIdentifier().value()));

        assertThat(read).isEqualTo(List.range(0, read.size()).map(number -> "session-" + number));
    }

    @Test
    default void an_interrupted_thread_gets_an_answer_and_stays_interrupted() {
        PendingUserActionFormat format = format();
        String text = written(format, PendingSamples.FULL);

        CallOnAThread.interruptedBefore(() -> Either.right(format.write(PendingSamples.FULL)));
        CallOnAThread.interruptedBefore(() -> format.read(text));
    }

    @Test
    default void a_null_is_refused_at_once() {
        PendingUserActionFormat format = format();

        assertThatNullPointerException().isThrownBy(() -> LimitedCall.run(() -> format.write(null)));
        assertThatNullPointerException().as("a null is the caller's mistake, not a damaged text")
                .isThrownBy(() -> LimitedCall.run(() -> format.read(null)));
    }
}
