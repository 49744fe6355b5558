package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;

import java.time.Instant;
import java.util.Objects;

/** Tells why something was not sealed or does not open. Says nothing of what is inside. */
public sealed interface SealFailure {

    /** Returns the kind of failure. */
    Kind kind();

    /** Returns what happened, in a word for logs and metrics: {@code seal_expired}. Stable, unlike messages. */
    default String code() {
        return kind().code();
    }

    /** Returns who must act, and how. */
    default Remedy remedy() {
        return kind().remedy();
    }

    /** Returns what happened and what to do next. */
    default String message() {
        return FailureText.of(this);
    }

    /** The kinds of failure, with what follows from each. */
    enum Kind {
        /** {@link Altered}. */
        ALTERED("seal_altered", Remedy.ASK_USER),
        /** {@link Expired}. */
        EXPIRED("seal_expired", Remedy.ASK_USER),
        /** {@link UnknownKey}. */
        UNKNOWN_KEY("seal_unknown_key", Remedy.CALL_OPERATOR),
        /** {@link ForAnotherUser}. */
        FOR_ANOTHER_USER("seal_for_another_user", Remedy.ASK_USER),
        /** {@link ForAnotherPurpose}. */
        FOR_ANOTHER_PURPOSE("seal_for_another_purpose", Remedy.CORRECT_CALL),
        /** {@link NoUser}. */
        NO_USER("seal_no_user", Remedy.CORRECT_CALL),
        /** {@link Unusable}. */
        UNUSABLE("seal_unusable", Remedy.ASK_USER),
        /** {@link SealBroken}. */
        SEAL_BROKEN("seal_broken", Remedy.CALL_OPERATOR);

        private final String code;
        private final Remedy remedy;

        Kind(String code, Remedy remedy) {
            this.code = code;
            this.remedy = remedy;
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }

        /** Returns who must act, and how. */
        public Remedy remedy() {
            return remedy;
        }
    }

    /** It was altered on its way, or it is no sealed text at all. */
    record Altered() implements SealFailure {

        @Override
        public Kind kind() {
            return Kind.ALTERED;
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
        public Kind kind() {
            return Kind.EXPIRED;
        }
    }

    /** It was sealed with a key that is not, or no longer, among ours. */
    record UnknownKey() implements SealFailure {

        @Override
        public Kind kind() {
            return Kind.UNKNOWN_KEY;
        }
    }

    /** It was sealed for somebody else. */
    record ForAnotherUser() implements SealFailure {

        @Override
        public Kind kind() {
            return Kind.FOR_ANOTHER_USER;
        }
    }

    /** It was sealed for another purpose, so what is inside is something else. */
    record ForAnotherPurpose() implements SealFailure {

        @Override
        public Kind kind() {
            return Kind.FOR_ANOTHER_PURPOSE;
        }
    }

    /** There is no user whom it could be for: without a name, everybody without one could open it. */
    record NoUser() implements SealFailure {

        @Override
        public Kind kind() {
            return Kind.NO_USER;
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
        public Kind kind() {
            return Kind.UNUSABLE;
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
            detail = FailureText.bounded(detail, "detail");
        }

        @Override
        public Kind kind() {
            return Kind.SEAL_BROKEN;
        }
    }
}
