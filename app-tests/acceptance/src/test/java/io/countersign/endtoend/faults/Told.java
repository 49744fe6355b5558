package io.countersign.endtoend.faults;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

/** An outcome in few words: the failure's case with what a caller acts on. */
final class Told implements ApiFailure.Cases<String> {

    static String of(Either<UserActionFailure, ApiAnswer> outcome) {
        return outcome.fold(
                failure -> failure instanceof UserActionFailure.ApiFailed failed
                        ? failed.failure().match(new Told())
                        : failure.getClass().getSimpleName(),
                answer -> "answered " + answer.status());
    }

    @Override
    public String refused(ApiFailure.Refused failure) {
        return failure.kind() + " " + failure.httpStatus()
                + failure.errorId().map(id -> " " + id).getOrElse("")
                + (failure.apiMessage().isEmpty() ? "" : " \"" + failure.apiMessage() + "\"")
                + failure.retryAfter().map(wait -> " wait " + wait).getOrElse("");
    }

    @Override
    public String policyPending(ApiFailure.PolicyPending failure) {
        return "PolicyPending";
    }

    @Override
    public String notSent(ApiFailure.NotSent failure) {
        return "NotSent " + failure.violations().map(Violation::field).mkString(" ");
    }

    @Override
    public String unreachable(ApiFailure.Unreachable failure) {
        return "Unreachable";
    }

    @Override
    public String tlsRefused(ApiFailure.TlsRefused failure) {
        return "TlsRefused";
    }

    @Override
    public String timedOut(ApiFailure.TimedOut failure) {
        return "TimedOut " + failure.phase();
    }

    @Override
    public String connectionLost(ApiFailure.ConnectionLost failure) {
        return "ConnectionLost";
    }

    @Override
    public String malformedAnswer(ApiFailure.MalformedAnswer failure) {
        return "MalformedAnswer " + failure.violations().head().field();
    }

    @Override
    public String answerTooLarge(ApiFailure.AnswerTooLarge failure) {
        return "AnswerTooLarge";
    }

    @Override
    public String cancelled(ApiFailure.Cancelled failure) {
        return "Cancelled";
    }

    @Override
    public String heldBack(ApiFailure.HeldBack failure) {
        return "HeldBack";
    }
}
