package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.credential.Credential;
import io.vavr.collection.Seq;

import java.util.Objects;

/** Tells why a challenge cannot be signed with the credentials at hand. */
public sealed interface SigningRefusal {

    /** Returns the kind of refusal. */
    Kind kind();

    /** Returns the credentials that the challenge would accept in the place that is vacant. */
    Seq<Credential> allowed();

    /** Returns what is missing, and which credentials would do. */
    String message();

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
     * None of the credentials at hand may sign first.
     *
     * @param offered the credentials at hand
     * @param allowed those that may sign first
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
        public String message() {
            return offered.isEmpty()
                    ? "no signer is configured; allowed as a first factor: " + listed(allowed)
                    : "the challenge does not allow " + listed(offered) + " as a first factor; allowed: "
                            + listed(allowed);
        }

        @Override
        public String toString() {
            return "NoFirstFactor[offered=" + listed(offered) + ", allowed=" + listed(allowed) + "]";
        }
    }

    /**
     * The first factor needs a second, and none of the credentials at hand may be it.
     *
     * @param first the credential that would sign first
     * @param allowed those that may sign second, beside it; by kind alone where the user has no credential to do it
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
        public String message() {
            return "the challenge requires a second factor beside " + first
                    + ", and no configured signer can serve; allowed: " + listed(allowed);
        }

        @Override
        public String toString() {
            return "NoSecondFactor[first=" + first + ", allowed=" + listed(allowed) + "]";
        }
    }

    private static String listed(Seq<Credential> credentials) {
        return OneLine.ofAll(credentials, "nothing");
    }
}
