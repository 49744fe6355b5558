package io.countersign.ports.failure;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;

import java.time.Instant;

/**
 * Tells why something was not sealed or does not open. Says nothing of what is inside.
 *
 * @param kind the kind of failure, to switch over
 * @param detail until when it was good, what is wrong with what is inside, or what the seal said; otherwise empty
 */
public record SealFailure(Kind kind, String detail) implements Failure {

    /** The kinds of failure, with what follows from each. */
    public enum Kind {
        /** The text was altered on its way, or is no sealed text at all. */
        ALTERED("seal_altered", Remedy.ASK_USER),
        /** The text is too old: the time for which it was sealed is over. */
        EXPIRED("seal_expired", Remedy.ASK_USER),
        /** The text was sealed with a key that is not, or no longer, among the configured ones. */
        UNKNOWN_KEY("seal_unknown_key", Remedy.CALL_OPERATOR),
        /** The text was sealed for another user. */
        FOR_ANOTHER_USER("seal_for_another_user", Remedy.ASK_USER),
        /** The text was sealed for another purpose, so its content is something else. */
        FOR_ANOTHER_PURPOSE("seal_for_another_purpose", Remedy.CORRECT_CALL),
        /** The user has no name, so that everybody without one could open it. */
        NO_USER("seal_no_user", Remedy.CORRECT_CALL),
        /** The text is genuine, but its content cannot be used. */
        UNUSABLE("seal_unusable", Remedy.ASK_USER),
        /** The seal itself did not work: its key cannot be used, its provider refused, or it broke its contract. */
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
    }

    public SealFailure {
        Components.nonNull("kind", kind);
        detail = Components.bounded(detail, "detail");
    }

    /** Returns the failure {@link Kind#ALTERED}. */
    public static SealFailure altered() {
        return new SealFailure(Kind.ALTERED, "");
    }

    /** Returns the failure {@link Kind#EXPIRED} of what was good until then. */
    public static SealFailure expired(Instant at) {
        return new SealFailure(Kind.EXPIRED, at.toString());
    }

    /** Returns the failure {@link Kind#UNKNOWN_KEY}. */
    public static SealFailure unknownKey() {
        return new SealFailure(Kind.UNKNOWN_KEY, "");
    }

    /** Returns the failure {@link Kind#FOR_ANOTHER_USER}. */
    public static SealFailure forAnotherUser() {
        return new SealFailure(Kind.FOR_ANOTHER_USER, "");
    }

    /** Returns the failure {@link Kind#FOR_ANOTHER_PURPOSE}. */
    public static SealFailure forAnotherPurpose() {
        return new SealFailure(Kind.FOR_ANOTHER_PURPOSE, "");
    }

    /** Returns the failure {@link Kind#NO_USER}. */
    public static SealFailure noUser() {
        return new SealFailure(Kind.NO_USER, "");
    }

    /** Returns the failure {@link Kind#UNUSABLE} with what is wrong. */
    public static SealFailure unusable(Seq<Violation> violations) {
        return new SealFailure(Kind.UNUSABLE, Violation.describe(violations));
    }

    /** Returns the failure {@link Kind#SEAL_BROKEN} with what happened and what to do next, without secrets. */
    public static SealFailure sealBroken(String detail) {
        return new SealFailure(Kind.SEAL_BROKEN, detail);
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public Remedy remedy() {
        return kind.remedy;
    }

    @Override
    public String message() {
        return FailureText.of(this);
    }
}
