package io.countersign.app;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

/**
 * The reason why a command failed: one line for a person, one exit code for a script.
 *
 * @param exitCode the process's exit code
 * @param message what happened and what to do next
 */
record Problem(int exitCode, String message) {

    static final int REFUSED = 1;
    static final int WRONG_INPUT = 2;
    static final int UNREACHABLE = 3;

    static final Problem UNFORESEEN =
            wrongInput("something went wrong that is not foreseen here, a defect of this command; please report it");
    /** For failures after which it is unknown whether the call was made. */
    static final Problem UNFORESEEN_IN_A_CALL = new Problem(UNREACHABLE, UNFORESEEN.message()
            + ". The call may have been made: find out before you repeat it");

    /** The names of arguments for fields that have other names in the API reference. */
    private static final Map<String, String> ARGUMENTS = HashMap.of(
            "userActionHttpMethod", "METHOD", "userActionHttpPath", "PATH", "userActionPayload", "--body",
            "credId", "--credential-id", "bearerToken", "--token-file or COUNTERSIGN_TOKEN",
            "correlationId", "--correlation-id");

    static Problem wrongInput(String message) {
        return new Problem(WRONG_INPUT, message);
    }

    static Problem wrongInput(Seq<Violation> violations) {
        return wrongInput(violations
                .map(violation -> ARGUMENTS.getOrElse(violation.field(), ConnectionOptions.nameOf(violation))
                        + " " + violation.message())
                .mkString("; "));
    }

    static Problem of(UserActionFailure failure) {
        if (failure.mayHaveTakenEffect()) {
            return new Problem(UNREACHABLE, failure.message());
        }
        return switch (failure.kind()) {
            case API_FAILED -> of(((Reason.ApiFailed) failure.reason()).failure(), failure.message());
            case NOT_SIGNED -> wrongInput(failure.message());
            case NOT_ALLOWED, NOT_COMPLETED, NOT_SEALED, ADAPTER_BROKE -> new Problem(REFUSED, failure.message());
            case CANCELLED, STILL_OPEN -> new Problem(UNREACHABLE, failure.message());
        };
    }

    static Problem of(ApiFailure failure) {
        return of(failure, failure.message());
    }

    /** Distinguishes what the API decided from answers that cannot be read, which decide nothing. */
    private static Problem of(ApiFailure failure, String message) {
        return switch (failure.kind()) {
            case NOT_SENT -> wrongInput(((ApiFailure.NotSent) failure).violations());
            case MALFORMED_ANSWER, ANSWER_TOO_LARGE -> new Problem(UNREACHABLE, message);
            default -> new Problem(failure.status().isDefined() ? REFUSED : UNREACHABLE, message);
        };
    }
}
