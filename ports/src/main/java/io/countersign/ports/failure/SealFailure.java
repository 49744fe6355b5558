package io.countersign.ports.failure;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;

import java.time.Instant;
import java.util.Objects;

/** Why something was not sealed or does not open. Says nothing of what is inside. */
public sealed interface SealFailure {

    /** What happened and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /** It was altered on its way, or it is no sealed text at all. */
    record Altered() implements SealFailure {

        @Override
        public String message() {
            return "the sealed text was altered or is none; take it exactly as it was given out, or begin again";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.altered(this);
        }
    }

    /**
     * Its time is over.
     *
     * @param at when it ended
     */
    record Expired(Instant at) implements SealFailure {

        public Expired {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public String message() {
            return "the sealed text was good until " + at + "; begin again";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.expired(this);
        }
    }

    /** It was sealed with a key that is not, or no longer, among ours. */
    record UnknownKey() implements SealFailure {

        @Override
        public String message() {
            return "the sealed text names a key that is not configured here; give every replica the same keys,"
                    + " keep old ones for as long as what they sealed is good, or begin again";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unknownKey(this);
        }
    }

    /** It was sealed for somebody else. */
    record ForAnotherUser() implements SealFailure {

        @Override
        public String message() {
            return "the sealed text is for another user; have its own user open it";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.forAnotherUser(this);
        }
    }

    /** It was sealed for another purpose, so what is inside is something else. */
    record ForAnotherPurpose() implements SealFailure {

        @Override
        public String message() {
            return "the sealed text was sealed for another purpose; give the one that was sealed for this purpose";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.forAnotherPurpose(this);
        }
    }

    /** There is no user whom it could be for: without a name, everybody without one could open it. */
    record NoUser() implements SealFailure {

        @Override
        public String message() {
            return "the user has no name, so that anybody could open what is sealed; name the signed-in user";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noUser(this);
        }
    }

    /**
     * It is genuine, but what is inside cannot be used.
     *
     * @param violations what is wrong with it
     */
    record Unusable(Seq<Violation> violations) implements SealFailure {

        public Unusable {
            Objects.requireNonNull(violations, "violations");
        }

        @Override
        public String message() {
            return "the sealed text is genuine, but what is inside cannot be used: " + Violation.describe(violations)
                    + "; was it sealed by another version? Begin again";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.unusable(this);
        }

        @Override
        public String toString() {
            return "Unusable[violations=" + Violation.describe(violations) + "]";
        }
    }

    /**
     * The seal itself did not work: its key cannot be used, its provider refused, or it broke its contract.
     *
     * @param detail what happened and what to do next, without secrets
     */
    record SealBroken(String detail) implements SealFailure {

        public SealBroken {
            detail = OneLine.of(Objects.requireNonNull(detail, "detail"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "the seal did not work: " + detail;
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.sealBroken(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T altered(Altered failure);

        T expired(Expired failure);

        T unknownKey(UnknownKey failure);

        T forAnotherUser(ForAnotherUser failure);

        T forAnotherPurpose(ForAnotherPurpose failure);

        T noUser(NoUser failure);

        T unusable(Unusable failure);

        T sealBroken(SealBroken failure);
    }
}
