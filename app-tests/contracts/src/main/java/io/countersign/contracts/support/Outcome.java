package io.countersign.contracts.support;

import io.countersign.ports.failure.Failure;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that a port returns a value within a {@linkplain LimitedCall limit}, whatever happens. */
public final class Outcome {

    private Outcome() {
    }

    /** Returns the value of the call and fails the test if the call hangs, throws or returns null. */
    public static <F, T> Either<F, T> of(Supplier<Either<F, T>> call) {
        return LimitedCall.of(() -> returned(call));
    }

    private static <F, T> Either<F, T> returned(Supplier<Either<F, T>> call) {
        Either<F, T> outcome;
        try {
            outcome = call.get();
        } catch (Throwable thrown) {
            throw new AssertionError("the port threw " + thrown.getClass().getName()
                    + "; failures must be returned, not thrown", thrown);
        }
        assertThat(outcome).as("the port's answer").isNotNull();
        return outcome;
    }

    /** Returns the success of the call; a failure fails the test. */
    public static <F, T> T success(Supplier<Either<F, T>> call) {
        Either<F, T> outcome = of(call);
        if (outcome.isLeft()) {
            throw new AssertionError("expected a result, but got a failure: " + words(outcome.getLeft()));
        }
        T result = outcome.get();
        assertThat(result).as("the result").isNotNull();
        return result;
    }

    /** Returns the failure of the call; a success fails the test. */
    public static <F, T> F failure(Supplier<Either<F, T>> call) {
        Either<F, T> outcome = of(call);
        if (outcome.isRight()) {
            throw new AssertionError("expected a failure, but got a result: " + outcome.get());
        }
        F failure = outcome.getLeft();
        assertThat(failure).as("the failure").isNotNull();
        return failure;
    }

    /** Returns the failure of the call, which must be of that type. */
    public static <F, T, E extends F> E failure(Class<E> kind, Supplier<Either<F, T>> call) {
        F failure = failure(call);
        assertThat(failure).as("the type of the failure with the message: %s", words(failure)).isInstanceOf(kind);
        return kind.cast(failure);
    }

    /** Returns the failure of the call to sign, which must be of that kind. */
    public static <T> SigningFailure failure(SigningFailure.Kind kind, Supplier<Either<SigningFailure, T>> call) {
        SigningFailure failure = failure(call);
        assertThat(failure.kind()).as("the kind of the failure with the message: %s", failure.message())
                .isEqualTo(kind);
        return failure;
    }

    private static String words(Object object) {
        return object instanceof Failure failure ? failure.message() : object.toString();
    }
}
