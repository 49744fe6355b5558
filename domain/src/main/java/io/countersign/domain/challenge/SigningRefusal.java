package io.countersign.domain.challenge;

import io.countersign.domain.credential.Credential;
import io.vavr.collection.Seq;

import java.util.Objects;

/** Tells why a challenge cannot be signed with the available credentials. */
public sealed interface SigningRefusal {

    /** Returns the kind of refusal. */
    Kind kind();

    /** Returns the credentials that the challenge allows as the missing factor. */
    Seq<Credential> allowed();

    /** Returns which factor is missing, and which credentials are allowed. */
    default String message() {
        return SigningRefusalText.of(this);
    }

    /** Returns the refusal in a word for logs and metrics. Stable, unlike messages. */
    default String code() {
        return kind().code();
    }

    /** The kinds of refusal. */
    enum Kind {
        /** {@link NoFirstFactor}. */
        NO_FIRST_FACTOR("no_first_factor"),
        /** {@link NoSecondFactor}. */
        NO_SECOND_FACTOR("no_second_factor");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Returns the stable name, in lower case and underscores. */
        public String code() {
            return code;
        }
    }

    /**
     * None of the available credentials may sign first.
     *
     * @param offered the available credentials
     * @param allowed the credentials that may sign first
     */
    record NoFirstFactor(Seq<Credential> offered, Seq<Credential> allowed) implements SigningRefusal {

        public NoFirstFactor {
            Objects.requireNonNull(offered, "offered");
            Objects.requireNonNull(allowed, "allowed");
        }

        @Override
        public Kind kind() {
            return Kind.NO_FIRST_FACTOR;
        }

        @Override
        public String toString() {
            return "NoFirstFactor[offered=" + SigningRefusalText.listed(offered)
                    + ", allowed=" + SigningRefusalText.listed(allowed) + "]";
        }
    }

    /**
     * A second factor is required, and none of the available credentials may be it.
     *
     * @param first the credential that would sign first
     * @param allowed the credentials that may sign second; a kind of which the user has no credential has no id
     */
    record NoSecondFactor(Credential first, Seq<Credential> allowed) implements SigningRefusal {

        public NoSecondFactor {
            Objects.requireNonNull(first, "first");
            Objects.requireNonNull(allowed, "allowed");
        }

        @Override
        public Kind kind() {
            return Kind.NO_SECOND_FACTOR;
        }

        @Override
        public String toString() {
            return "NoSecondFactor[first=" + first + ", allowed=" + SigningRefusalText.listed(allowed) + "]";
        }
    }
}
