package io.countersign.contracts.sealing;

import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.Meeting;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Formats with one flaw each. */
enum FlawedFormat implements Flaw {

    FORGETS_WHAT_IS_NOT_SENT(sound -> writing(sound, pending -> sound.write(new PendingUserAction(
            new UserAction(pending.action().method(), pending.action().path(), pending.action().payload(),
                    pending.action().serverKind()), pending.challenge()))),
            "what_was_written_reads_as_it_was"),

    ENDS_AS_STRINGS_OF_C_DO(sound -> new Both(
            pending -> sound.write(pending) + "\0",
            text -> sound.read(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text)),
            "a_text_carries_what_a_store_of_texts_does", "what_breaks_off_is_told"),

    SAYS_NOTHING_OF_WHAT_IS_WRONG(sound -> reading(sound, text -> sound.read(text)
            .mapLeft(violations -> text.length() < 4 ? List.empty() : violations)),
            "what_stands_for_no_pending_action_is_told", "what_breaks_off_is_told"),

    CLOSES_WHAT_IS_OPEN(sound -> reading(sound, text -> sound.read(text)
            .orElse(sound.read(text + "}"))),
            "what_breaks_off_is_told"),

    THROWS_ON_DAMAGE(sound -> reading(sound, text -> {
        if (text.length() > 60 && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL");
        }
        return sound.read(text);
    }), "what_is_damaged_is_told_or_read_and_nothing_is_thrown"),

    SHOWS_WHERE_IT_IS_WRONG(sound -> reading(sound, text -> sound.read(text).mapLeft(violations ->
            text.contains("}}") && text.contains("secret")
                    ? violations.append(new Violation("body", text))
                    : violations)),
            "what_is_wrong_is_told_without_repeating_what_is_in_the_text"),

    CROSSES_THREADS(FlawedFormat::crossing, "threads_that_write_and_read_at_once_get_what_is_theirs"),

    SWALLOWS_THE_INTERRUPT(sound -> writing(sound, pending -> {
        Thread.interrupted();
        return sound.write(pending);
    }), "an_interrupted_thread_gets_an_answer_and_stays_interrupted"),

    TAKES_A_NULL_FOR_DAMAGE(sound -> reading(sound, text -> text == null
            ? Either.left(List.of(new Violation("body", "must be there")))
            : sound.read(text)),
            "a_null_is_refused_at_once");

    private final UnaryOperator<PendingUserActionFormat> spoil;
    private final Detection detection;

    FlawedFormat(UnaryOperator<PendingUserActionFormat> spoil, String caughtBy, String... alsoSeenBy) {
        this.spoil = spoil;
        this.detection = Detection.by(caughtBy, alsoSeenBy);
    }

    PendingUserActionFormat format() {
        return spoil.apply(new JsonPendingUserActions());
    }

    @Override
    public Detection detection() {
        return detection;
    }

    private interface Writing {

        String write(PendingUserAction pending);
    }

    private interface Reading {

        Either<Seq<Violation>, PendingUserAction> read(String text);
    }

    private record Both(Writing writing, Reading reading) implements PendingUserActionFormat {

        @Override
        public String write(PendingUserAction pending) {
            return writing.write(pending);
        }

        @Override
        public Either<Seq<Violation>, PendingUserAction> read(String text) {
            return reading.read(text);
        }
    }

    private static PendingUserActionFormat writing(PendingUserActionFormat sound, Writing writing) {
        return new Both(writing, sound::read);
    }

    private static PendingUserActionFormat reading(PendingUserActionFormat sound, Reading reading) {
        return new Both(sound::write, reading);
    }

    private static PendingUserActionFormat crossing(PendingUserActionFormat sound) {
        var current = new AtomicReference<String>();
        var meeting = new Meeting();
        return writing(sound, pending -> {
            current.set(sound.write(pending));
            if (pending.challenge().challengeIdentifier().value().startsWith("session-")) {
                meeting.waitForAnother();
            }
            return current.get();
        });
    }
}
