package io.countersign.ports.inbound;

import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The steps of a user action, in their order. */
public enum Step {
    /** Asking the API for a challenge. */
    CHALLENGE,
    /** Signing it. */
    SIGNATURE,
    /** Redeeming the signed challenge for a token. */
    REDEMPTION,
    /** Making the call. */
    EXECUTION;

    /**
     * An adapter's answer, its failure told as that of this step. Adapters are replaced by others' code, so one that
     * breaks its contract by throwing (other languages throw checked exceptions too) or by answering nothing ends as a
     * failure as well, and not in the caller's face.
     */
    <L, R> Either<UserActionFailure, R> ask(
            Object adapter, Supplier<Either<L, R>> question, Function<? super L, ? extends UserActionFailure> toFailure) {
        try {
            Either<L, R> answer = question.get();
            return answer == null || holdsNothing(answer)
                    ? Either.left(UserActionFailure.AdapterBroke.byAnsweringNothing(this, adapter))
                    : answer.mapLeft(toFailure);
        } catch (Exception thrown) {
            return Either.left(UserActionFailure.AdapterBroke.byThrowing(this, adapter, thrown));
        }
    }

    private static boolean holdsNothing(Either<?, ?> answer) {
        return answer.fold(Objects::isNull, Objects::isNull);
    }
}
