package io.countersign.ports.inbound;

import io.countersign.domain.action.Step;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every adapter owes: an answer that is a value, and no exception. */
final class AdapterContract {

    private AdapterContract() {
    }

    /**
     * An adapter's answer, its failure told in other words. Adapters are replaced by others' code, so one that breaks
     * its contract by throwing (other languages throw checked exceptions too) or by answering nothing ends as a failure
     * as well, and not in the caller's face. That failure names the exception's type and where it came from, but not
     * its message, which may hold anything.
     */
    static <L, R, F> Either<F, R> ask(
            Object adapter, Supplier<Either<L, R>> question, Function<? super L, ? extends F> toFailure,
            Function<String, ? extends F> whenBroken) {
        try {
            Either<L, R> answer = question.get();
            return answer == null || holdsNothing(answer)
                    ? Either.left(whenBroken.apply(nameOf(adapter) + " answered null"))
                    : answer.mapLeft(toFailure);
        } catch (Exception thrown) {
            StackTraceElement[] trace = thrown.getStackTrace();
            return Either.left(whenBroken.apply(nameOf(adapter) + " threw " + thrown.getClass().getName()
                    + (trace.length == 0 ? "" : " at " + trace[0])));
        }
    }

    /** An adapter's answer, its failure, or that it broke its contract, told as that of that step. */
    static <L, R> Either<UserActionFailure, R> ask(
            Step step, Object adapter, Supplier<Either<L, R>> question,
            Function<? super L, ? extends UserActionFailure> toFailure) {
        return ask(adapter, question, toFailure, fault -> new UserActionFailure.AdapterBroke(step, fault));
    }

    private static boolean holdsNothing(Either<?, ?> answer) {
        return answer.fold(Objects::isNull, Objects::isNull);
    }

    private static String nameOf(Object adapter) {
        return adapter.getClass().getName();
    }
}
