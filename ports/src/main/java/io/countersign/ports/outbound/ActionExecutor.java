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
 * and send the call <em>once</em>, whatever happens: it may move money. How the API learns who calls is
 * theirs to arrange, with a bearer token or by a gateway that adds one.
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
     * Makes the call and records in the given transmission whether it was sent. This is the method that the flow calls.
     * Unless overridden it records that the call is sent before it makes it, so it makes the call once per
     * transmission, and every failure counts as "the call may have been carried out". Decorators override it and hand
     * the transmission on.
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
     * Returns what an answer with a status of 2xx means; the same for all executors. A body that is neither empty nor
     * JSON (RFC 8259) is not the API's, but of something in between, such as the login page of a proxy, which leaves it
     * open whether the call was carried out. A call that is answered with 202 waits for an approval.
     *
     * @param exchange {@code EXECUTION} or {@code READ}
     * @param answer the answer
     * @param isJson returns whether a text is one JSON value and nothing else
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
