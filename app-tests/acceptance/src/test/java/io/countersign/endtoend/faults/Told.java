package io.countersign.endtoend.faults;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

/** An outcome in few words: the failure's case with what a caller acts on. */
final class Told {

    private Told() {
    }

    static String of(Either<UserActionFailure, ApiAnswer> outcome) {
        return outcome.fold(
                failure -> failure.reason() instanceof Reason.ApiFailed failed
                        ? of(failed.failure())
                        : failure.getClass().getSimpleName(),
                answer -> "answered " + answer.status());
    }

    private static String of(ApiFailure failure) {
        String name = failure.getClass().getSimpleName();
        return switch (failure.kind()) {
            case POLICY_PENDING, ANSWER_TOO_LARGE, CANCELLED, HELD_BACK -> name;
            case UNREACHABLE -> "Unreachable";
            case TLS_REFUSED -> "TlsRefused";
            case CONNECTION_LOST -> "ConnectionLost";
            case NOT_SENT -> name + " " + ((ApiFailure.NotSent) failure).violations().map(Violation::field)
                    .mkString(" ");
            case TIMED_OUT -> name + " " + ((ApiFailure.TimedOut) failure).phase();
            case MALFORMED_ANSWER -> name + " " + ((ApiFailure.MalformedAnswer) failure).violations().head().field();
            case REJECTED, UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT, RATE_LIMITED, SERVER_ERROR,
                    UNEXPECTED_STATUS -> refused((ApiFailure.Refused) failure);
        };
    }

    private static String refused(ApiFailure.Refused failure) {
        return failure.kind() + " " + failure.httpStatus()
                + failure.errorId().map(id -> " " + id).getOrElse("")
                + (failure.apiMessage().isEmpty() ? "" : " \"" + failure.apiMessage() + "\"")
                + failure.retryAfter().map(wait -> " wait " + wait).getOrElse("");
    }
}
