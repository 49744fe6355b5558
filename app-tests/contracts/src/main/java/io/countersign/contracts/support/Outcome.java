package io.countersign.contracts.support;

import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** What a port answers: a value, whatever happens. */
public final class Outcome {

    private Outcome() {
    }

    /** The answer of that call, which neither throws nor is null. */
    public static <F, T> Either<F, T> of(Supplier<Either<F, T>> call) {
        Either<F, T> outcome;
        try {
            outcome = call.get();
        } catch (Throwable thrown) {
            throw new AssertionError("the port threw " + thrown.getClass().getName()
                    + "; what goes wrong is to be returned as a failure", thrown);
        }
        assertThat(outcome).as("the port's answer").isNotNull();
        return outcome;
    }

    /** What that call brings; a failure fails the test. */
    public static <F, T> T success(Supplier<Either<F, T>> call) {
        Either<F, T> outcome = of(call);
        if (outcome.isLeft()) {
            throw new AssertionError("a failure where there should be a result: " + words(outcome.getLeft()));
        }
        T result = outcome.get();
        assertThat(result).as("the result").isNotNull();
        return result;
    }

    /** Why that call brings nothing; a result fails the test. */
    public static <F, T> F failure(Supplier<Either<F, T>> call) {
        Either<F, T> outcome = of(call);
        if (outcome.isRight()) {
            throw new AssertionError("a result where there should be a failure: " + outcome.get());
        }
        F failure = outcome.getLeft();
        assertThat(failure).as("the failure").isNotNull();
        return failure;
    }

    /** The same where the failure is of that kind. */
    public static <F, T, E extends F> E failure(Class<E> kind, Supplier<Either<F, T>> call) {
        F failure = failure(call);
        assertThat(failure).as("the failure, in its words: %s", words(failure)).isInstanceOf(kind);
        return kind.cast(failure);
    }

    private static String words(Object failure) {
        if (failure instanceof SigningFailure signing) {
            return signing.message();
        }
        return failure instanceof ApiFailure api ? api.message() : failure.toString();
    }
}
