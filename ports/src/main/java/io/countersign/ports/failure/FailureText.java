package io.countersign.ports.failure;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure.ConnectionFailed;
import io.countersign.ports.failure.ApiFailure.Refused;

import java.time.Duration;
import java.util.Locale;

/** The words of all failures of the ports. */
final class FailureText {

    static final String WRONG_PASSWORD = "the password does not open the encrypted private key that the API sent. Do"
            + " not try again unattended: have a person check the password, and if it is right, whether that text is"
            + " still the one that was registered";

    /** In characters of a message; {@link Refused#details} has more. */
    private static final int LONGEST_DETAILS = 300;

    private FailureText() {
    }

    static String of(ApiFailure failure) {
        boolean isOpen = failure.mayHaveTakenEffect() && failure.kind() != ApiFailureKind.POLICY_PENDING;
        return where(failure) + cause(failure)
                + (isOpen ? "; the call may have been carried out" : "") + ". " + advice(failure);
    }

    private static String where(ApiFailure failure) {
        return switch (failure.exchange()) {
            case CHALLENGE -> "asking for a challenge: ";
            case REDEMPTION -> "redeeming the signed challenge: ";
            case EXECUTION -> "making the call: ";
            case READ -> "reading: ";
        };
    }

    /** Returns what happened, without saying where or what to do. */
    static String cause(ApiFailure failure) {
        return switch (failure.kind()) {
            case REJECTED, UNAUTHORIZED, PAYMENT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT, RATE_LIMITED, SERVER_ERROR,
                    UNEXPECTED_STATUS -> refusal((Refused) failure);
            case POLICY_PENDING -> "the API accepted the call and carries it out once a policy approval is given";
            case NOT_SENT -> "nothing was sent, because the request is not valid: "
                    + Violation.describe(((ApiFailure.NotSent) failure).violations());
            case UNREACHABLE -> "the API cannot be reached (" + ((ConnectionFailed) failure).detail() + ")";
            case TLS_REFUSED -> "no trusted connection to the API (" + ((ConnectionFailed) failure).detail() + ")";
            case TIMED_OUT -> missing(((ApiFailure.TimedOut) failure).phase()) + " within the time allowed";
            case CONNECTION_LOST -> "the connection broke before the API's answer was complete ("
                    + ((ConnectionFailed) failure).detail() + ")";
            case MALFORMED_ANSWER -> "the answer is not what the API promises: "
                    + Violation.describe(((ApiFailure.MalformedAnswer) failure).violations());
            case ANSWER_TOO_LARGE -> "the answer is larger than the "
                    + ((ApiFailure.AnswerTooLarge) failure).limitInBytes() + " bytes that are accepted";
            case CANCELLED -> "it was cancelled" + (failure.mayHaveReachedTheApi() ? "" : " before anything was sent");
            case HELD_BACK -> "nothing was sent: " + reason(((ApiFailure.HeldBack) failure).protection());
        };
    }

    private static String refusal(Refused refused) {
        return "the API answered " + refused.httpStatus()
                + (refused.apiMessage().isEmpty() ? "" : " \"" + refused.apiMessage() + "\"")
                + refused.errorId().map(id -> " (error id " + id + ")").getOrElse("")
                + refused.details().map(text -> ", with the details " + OneLine.of(text, LONGEST_DETAILS))
                        .getOrElse("");
    }

    private static String missing(ApiFailure.TimedOut.Phase phase) {
        return switch (phase) {
            case CONNECTING -> "no connection to the API";
            case SECURING -> "no TLS handshake with the API";
            case SENDING -> "the request did not go out whole";
            case AWAITING_ANSWER -> "no answer from the API";
            case READING_ANSWER -> "no complete answer from the API";
        };
    }

    private static String reason(ApiFailure.HeldBack.Protection protection) {
        return switch (protection) {
            case CIRCUIT_BREAKER -> "the circuit breaker is open, as too many exchanges failed of late";
            case RATE_LIMITER -> "our own rate limit is used up";
            case BULKHEAD -> "as many exchanges as are allowed at once are under way";
            case EXECUTOR -> "the executor takes no more calls";
        };
    }

    /** Returns what to do next. */
    static String advice(ApiFailure failure) {
        if (failure.remedy() == Remedy.CHECK_OUTCOME_FIRST
                && (failure.isRetryable() || failure.kind() == ApiFailureKind.CANCELLED)) {
            return "Find out whether the call was carried out before you make it again." + wait(failure);
        }
        return switch (failure.kind()) {
            case REJECTED -> "Correct what the API names; a challenge that is used up or too old needs a fresh start.";
            case UNAUTHORIZED -> failure.exchange() == Exchange.REDEMPTION
                    ? "Check that the signing key is the one that is registered for the credential."
                    : "Check that the bearer token is current and belongs to a user of this API.";
            case PAYMENT_REQUIRED -> "Ask for the feature to be added to the organisation's plan.";
            case FORBIDDEN -> "Check the user's permissions, and that the call is sent exactly as it was authorised.";
            case NOT_FOUND -> "Check the path and the ids in it.";
            case CONFLICT -> "Look at what is there already before sending anything else.";
            case RATE_LIMITED -> failure.exchange() == Exchange.EXECUTION
                    ? "The call was not carried out: wait, then try again." : "Wait, then try again.";
            case SERVER_ERROR -> "Try again later; if it stays like this, check that the base URL is the API's own.";
            case UNEXPECTED_STATUS -> "Check that the base URL is the API's own.";
            case POLICY_PENDING -> "Have it approved; do not send the call again.";
            case NOT_SENT -> "Correct what is named.";
            case UNREACHABLE -> "Check the base URL and the network, then try again.";
            case TLS_REFUSED -> "Check the base URL, the trusted certificates and the clock.";
            case TIMED_OUT -> "Try again, or allow more time.";
            case CONNECTION_LOST -> "Check the network, then try again.";
            case MALFORMED_ANSWER ->
                    "Check that the base URL is the API's own, and that no proxy answers in its place.";
            case ANSWER_TOO_LARGE -> "Check that the base URL is the API's own, or accept larger answers.";
            case CANCELLED -> "Start over if it is still wanted.";
            case HELD_BACK -> "Wait" + failure.retryAfter().map(wait -> " " + readable(wait)).getOrElse("")
                    + ", then try again.";
        } + wait(failure);
    }

    private static String wait(ApiFailure failure) {
        return failure instanceof Refused
                ? failure.retryAfter().map(wait -> " The API asks for " + readable(wait) + ".").getOrElse("")
                : "";
    }

    /** Returns a wait in a unit that keeps the number short. */
    private static String readable(Duration wait) {
        long seconds = wait.toSeconds();
        if (seconds < 60 && wait.toMillisPart() != 0) {
            return wait.toMillis() + " ms";
        } else if (seconds < 600) {
            return seconds + " s";
        } else if (seconds < 6 * 3600) {
            return wait.toMinutes() + " minutes";
        }
        return wait.toDays() < 3 ? wait.toHours() + " hours"
                : wait.toDays() < 366 ? wait.toDays() + " days" : "a year or more";
    }

    static String of(SealFailure failure) {
        return switch (failure.kind()) {
            case ALTERED ->
                    "the sealed text was altered or is none; take it exactly as it was given out, or begin again";
            case EXPIRED -> "the sealed text was good until " + failure.detail() + "; begin again";
            case UNKNOWN_KEY -> "the sealed text names a key that is not configured here; give every replica the same"
                    + " keys, keep old ones for as long as what they sealed is good, or begin again";
            case FOR_ANOTHER_USER -> "the sealed text is for another user; have its own user open it";
            case FOR_ANOTHER_PURPOSE ->
                    "the sealed text was sealed for another purpose; give the one that was sealed for this purpose";
            case NO_USER ->
                    "the user has no name, so that anybody could open what is sealed; name the signed-in user";
            case UNUSABLE -> "the sealed text is genuine, but what is inside cannot be used: "
                    + failure.detail() + "; was it sealed by another version? Begin again";
            case SEAL_BROKEN -> "the seal did not work: " + failure.detail();
        };
    }

    static String of(UserActionFailure failure) {
        return withoutName(failure) + failure.correlationId().map(id -> " [" + id + "]").getOrElse("");
    }

    private static String withoutName(UserActionFailure failure) {
        String step = failure.step().name().toLowerCase(Locale.ROOT);
        Reason reason = failure.reason();
        return switch (failure.kind()) {
            case API_FAILED -> exchanged((Reason.ApiFailed) reason);
            case NOT_ALLOWED -> "signing the challenge: " + ((Reason.NotAllowed) reason).refusal().message()
                    + ". Configure a signer for an allowed credential of this user.";
            case NOT_SIGNED -> "signing the challenge with " + ((Reason.NotSigned) reason).credential() + ": "
                    + ((Reason.NotSigned) reason).failure().message();
            case NOT_COMPLETED -> "completing the challenge: the assertions do not complete it: "
                    + Violation.describe(((Reason.NotCompleted) reason).violations())
                    + ". Nothing was sent; sign with what is allowed.";
            case NOT_SEALED -> ((Reason.NotSealed) reason).failure().message();
            case ADAPTER_BROKE -> "in the " + step + " step: an adapter broke its contract: "
                    + ((Reason.AdapterBroke) reason).fault()
                    + (failure.mayHaveTakenEffect() ? "; the call may have been carried out" : "")
                    + ". Adapters return failures as values; have this one corrected.";
            case CANCELLED -> "before the " + step + " step: the action was cancelled; the call was not sent. Start"
                    + " over if it is still wanted.";
            case STILL_OPEN -> withoutName(((Reason.StillOpen) reason).open())
                    + " It was then tried again, without success: " + withoutName(((Reason.StillOpen) reason).last())
                    + " That does not tell whether the earlier call was carried out: find this out first.";
        };
    }

    /** Returns what happened; whether the call may have been carried out, by the record of the attempt alone. */
    private static String exchanged(Reason.ApiFailed failed) {
        ApiFailure failure = failed.failure();
        return failed.mayHaveTakenEffect() == failure.mayHaveTakenEffect() ? failure.message()
                : where(failure) + cause(failure) + (failed.mayHaveBeenSent()
                        ? "; but nothing proves that the call was not sent, so it may have been carried out. Find out"
                                + " whether it was before you make it again."
                        : "; nothing was sent. Start over if it is still wanted.");
    }
}
