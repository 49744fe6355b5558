package io.countersign.ports.outbound;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.List;
import io.vavr.control.Either;

import java.util.function.Predicate;

/**
 * Makes the call that was authorised: its exact method, path and bytes, with its token.
 *
 * <p>Implementations block until there is an answer or a failure, are safe for use by several threads, throw nothing,
 * and send the call <em>once</em>, whatever happens: it may move money. They identify the caller to the API, with a
 * bearer token or through a gateway that adds one.
 */
@FunctionalInterface
public interface ActionExecutor {

    /**
     * Makes the call.
     *
     * @param action the action with its token
     * @return the API's answer if the call was carried out, by the rules of {@link #classified}, or a failure
     */
    Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action);

    /**
     * Makes the call and records in the given transmission whether it was sent. The flow calls this method. By default
     * it records that the call is sent before {@link #execute(AuthorizedAction)} is called, so after any failure the
     * call may have been carried out. Decorators override this method and pass the transmission on.
     *
     * @param action the action with its token
     * @param transmission the record of this call; sends only if {@link Transmission#beginSending} permits it
     * @return the API's answer, or a failure of this exchange ({@code EXECUTION}), no other
     */
    default Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action, Transmission transmission) {
        return transmission.beginSending()
                ? execute(action)
                : Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, !transmission.abandon()));
    }

    /**
     * Classifies an answer with a status of 2xx, in one way for all executors. A body that is neither empty nor JSON
     * (RFC 8259) does not come from the API, but from something in between, such as the login page of a proxy; the call
     * may have been carried out all the same. A call that is answered with 202 waits for an approval.
     *
     * @param exchange {@code EXECUTION} or {@code READ}
     * @param answer the answer
     * @param isJson returns true if a text is one JSON value and nothing else
     * @return the answer; or {@link ApiFailure.MalformedAnswer}, {@link ApiFailure.PolicyPending}
     */
    static Either<ApiFailure, ApiAnswer> classified(
            Exchange exchange, ApiAnswer answer, Predicate<? super String> isJson) {
        if (!answer.body().isEmpty() && !isJson.test(answer.body())) {
            return Either.left(new ApiFailure.MalformedAnswer(
                    exchange, answer.status(), List.of(new Violation("body", "must be JSON"))));
        }
        return answer.status() == 202 && exchange == Exchange.EXECUTION
                ? Either.left(new ApiFailure.PolicyPending(exchange, answer))
                : Either.right(answer);
    }
}
