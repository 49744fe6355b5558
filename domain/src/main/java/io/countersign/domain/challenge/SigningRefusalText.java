package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.challenge.SigningRefusal.NoFirstFactor;
import io.countersign.domain.challenge.SigningRefusal.NoSecondFactor;
import io.countersign.domain.credential.Credential;
import io.vavr.collection.Seq;

/** The words of refusals to sign. */
final class SigningRefusalText {

    private SigningRefusalText() {
    }

    static String of(SigningRefusal refusal) {
        return switch (refusal.kind()) {
            case NO_FIRST_FACTOR -> noFirstFactor((NoFirstFactor) refusal);
            case NO_SECOND_FACTOR -> "the challenge requires a second factor beside "
                    + ((NoSecondFactor) refusal).first() + ", and no configured signer can serve; allowed: "
                    + listed(refusal.allowed());
        };
    }

    private static String noFirstFactor(NoFirstFactor refusal) {
        return refusal.offered().isEmpty()
                ? "no signer is configured; allowed as a first factor: " + listed(refusal.allowed())
                : "the challenge does not allow " + listed(refusal.offered()) + " as a first factor; allowed: "
                        + listed(refusal.allowed());
    }

    static String listed(Seq<Credential> credentials) {
        return OneLine.ofAll(credentials, "nothing");
    }
}
