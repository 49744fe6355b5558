package io.countersign.ports.inbound;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls adapters and turns whatever they do into a value. Adapters may be code of the application. One that throws
 * (exceptions, checked ones of other languages, errors) or returns null must not cost the caller the outcome of the
 * action.
 */
final class AdapterContract {

    private AdapterContract() {
    }

    /**
     * Calls an adapter.
     *
     * @param adapter the adapter, which is named if it breaks its contract
     * @param question calls it
     * @param toFailure converts its failure
     * @param whenBroken makes a failure of a broken contract: of the type and place of what was thrown, but not of its
     *         message, which may hold anything
     * @return the adapter's answer or a failure
     */
    static <L, R, F> Either<F, R> ask(
            Object adapter, Supplier<Either<L, R>> question, Function<? super L, ? extends F> toFailure,
            Function<String, ? extends F> whenBroken) {
        try {
            Either<L, R> answer = question.get();
            return answer == null || holdsNothing(answer)
                    ? Either.left(whenBroken.apply(nameOf(adapter) + " answered null"))
                    : answer.mapLeft(toFailure);
        } catch (Throwable thrown) {
            return Either.left(whenBroken.apply(
                    nameOf(adapter) + " threw " + thrown.getClass().getName() + placeOf(thrown)));
        }
    }

    /**
     * Calls an adapter in a step in which nothing is sent.
     *
     * @param step the step that fails if the adapter breaks its contract
     * @param adapter the adapter
     * @param question calls it
     * @param toFailure converts its failure
     * @return the adapter's answer or a failure
     */
    static <L, R> Either<UserActionFailure, R> ask(
            Step step, Object adapter, Supplier<Either<L, R>> question,
            Function<? super L, ? extends UserActionFailure> toFailure) {
        return ask(adapter, question, toFailure, fault -> UserActionFailure.adapterBroke(step, fault));
    }

    /**
     * Calls an adapter to make the exchange of the step that the attempt has begun. The transmission tells whether it
     * was sent. A failure of another exchange is a broken contract.
     *
     * @param step the step that makes the exchange
     * @param attempt the attempt that has begun the step
     * @param adapter the adapter
     * @param question calls it
     * @return the adapter's answer or a failure
     */
    static <R> Either<UserActionFailure, R> exchange(
            Step step, Attempt attempt, Object adapter, Function<Transmission, Either<ApiFailure, R>> question) {
        Transmission transmission = attempt.transmission();
        return AdapterContract.<ApiFailure, R>ask(step, adapter, () -> question.apply(transmission),
                failure -> recorded(step, transmission, adapter, failure))
                .peek(answer -> transmission.answered());
    }

    /** Asks the API for a challenge for an action. */
    static Either<UserActionFailure, UserActionChallenge> challenge(
            UserActionTransport transport, UserAction action, Attempt attempt) {
        return exchange(Step.CHALLENGE, attempt, transport,
                transmission -> transport.requestChallenge(action, transmission));
    }

    /** Redeems a signed challenge. */
    static Either<UserActionFailure, UserActionToken> redemption(
            UserActionTransport transport, SignedChallenge signed, Attempt attempt) {
        return exchange(Step.REDEMPTION, attempt, transport, transmission -> transport.redeem(signed, transmission));
    }

    private static UserActionFailure recorded(
            Step step, Transmission transmission, Object adapter, ApiFailure failure) {
        if (failure.exchange().step() != step || failure.exchange() == Exchange.READ) {
            return UserActionFailure.adapterBroke(step,
                    nameOf(adapter) + " returned a failure of another exchange (" + failure.exchange() + ")");
        }
        if (failure.status().isDefined()) {
            transmission.answered();
        }
        boolean mayHaveBeenSent = transmission.mayHaveBeenSent() || failure.status().isDefined();
        return UserActionFailure.apiFailed(failure, mayHaveBeenSent);
    }

    private static boolean holdsNothing(Either<?, ?> answer) {
        return answer.fold(Objects::isNull, Objects::isNull);
    }

    private static String nameOf(Object adapter) {
        return adapter.getClass().getName();
    }

    /** Returns where something was thrown; nothing if the exception, which may override its methods, throws. */
    private static String placeOf(Throwable thrown) {
        try {
            StackTraceElement[] trace = thrown.getStackTrace();
            return trace.length == 0 ? "" : " at " + trace[0];
        } catch (Throwable silent) {
            return "";
        }
    }
}
