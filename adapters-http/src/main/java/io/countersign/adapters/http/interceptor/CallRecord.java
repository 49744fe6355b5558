package io.countersign.adapters.http.interceptor;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Records what happens to a call: the request that was let through, the tokens that were used, and whether anything was
 * sent and answered. Kept by the {@link Call}, which interceptors cannot replace, unlike a request and its tags. An
 * interceptor before this one may make a call several times.
 */
final class CallRecord {

    private static final String NO_ANSWER = "it was not answered";

    private final Set<String> usedTokens = new HashSet<>();
    private final Map<Exchange, Sent> sent = new EnumMap<>(Exchange.class);
    private @Nullable CredentialedCall underWay;

    /** The state of all exchanges of one kind. */
    private static final class Sent {

        private boolean isAwaited;
        private boolean isLost;
        private int lastStatus;
        /** A status that does not tell whether the call was carried out, or 0. */
        private int openStatus;
    }

    private CallRecord() {
    }

    /** Returns the record of a call. */
    static CallRecord of(Call call) {
        return call.tag(CallRecord.class, CallRecord::new);
    }

    /** Returns the request that was let through and is under way, or null. */
    synchronized @Nullable CredentialedCall underWay() {
        return underWay;
    }

    synchronized void begin(CredentialedCall call) {
        underWay = call;
    }

    synchronized void end() {
        underWay = null;
    }

    /**
     * Records that a request is about to be sent, unless its token was sent before.
     *
     * @param token the token of the user action, or null
     * @return whether the request may be sent
     */
    synchronized boolean letOut(Exchange exchange, @Nullable String token) {
        if (token != null && !usedTokens.add(token)) {
            return false;
        }
        Sent its = sent.computeIfAbsent(exchange, first -> new Sent());
        its.isLost |= its.isAwaited;
        its.isAwaited = true;
        return true;
    }

    /** Records the status of an answer. */
    synchronized void answered(Exchange exchange, int httpStatus) {
        Sent its = sent.computeIfAbsent(exchange, first -> new Sent());
        its.isAwaited = false;
        its.lastStatus = httpStatus;
        if (refused(exchange, httpStatus).mayHaveTakenEffect()) {
            its.openStatus = httpStatus;
        }
    }

    UserActionFailedException failure(Exchange exchange, Violation violation) {
        return failure(exchange, List.of(violation));
    }

    /** Returns the failure of a call that is not sent now because of the violations, but may have been sent before. */
    synchronized UserActionFailedException failure(Exchange exchange, Seq<Violation> violations) {
        ApiFailure failure = failureOfEarlier(exchange,
                "it is not sent again: " + violations.map(Violation::message).mkString("; "))
                .getOrElse(() -> new ApiFailure.NotSent(exchange, violations));
        return new UserActionFailedException(UserActionFailure.apiFailed(failure));
    }

    /** Returns the failure of a call that is not proven now, but may have been carried out before. */
    synchronized UserActionFailedException unproven(UserActionFailure failure) {
        return new UserActionFailedException(failureOfEarlier(Exchange.EXECUTION, NO_ANSWER)
                .filter(earlier -> earlier.mayHaveTakenEffect() && !(failure.reason() instanceof Reason.StillOpen))
                .map(earlier -> UserActionFailure.stillOpen(UserActionFailure.apiFailed(earlier), failure)
                        .withCorrelationId(failure.correlationId()))
                .getOrElse(failure));
    }

    /** Returns the failure of what was sent before; of several, one that leaves open whether it was carried out. */
    private Option<ApiFailure> failureOfEarlier(Exchange exchange, String unanswered) {
        return Option.of(sent.get(exchange)).map(its -> {
            if (its.openStatus != 0) {
                return refused(exchange, its.openStatus);
            }
            return its.isAwaited || its.isLost && exchange == Exchange.EXECUTION
                    ? ApiFailure.connectionLost(exchange, unanswered)
                    : refused(exchange, its.lastStatus);
        });
    }

    private static ApiFailure refused(Exchange exchange, int httpStatus) {
        return new ApiFailure.Refused(exchange, httpStatus, Option.none(), "", Option.none(), Option.none());
    }
}
