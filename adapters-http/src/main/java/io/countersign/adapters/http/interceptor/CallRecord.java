package io.countersign.adapters.http.interceptor;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * What is known of one call of OkHttp's, however often it passes: what was let through, which tokens were used up,
 * and what was sent and answered. It is kept by the {@link Call}, which is the same for all interceptors and which,
 * unlike a request and its tags, none of them can replace.
 */
final class CallRecord {

    private final Set<String> usedTokens = new HashSet<>();
    private @Nullable CredentialedCall underWay;
    private boolean sent;
    private int status;

    private CallRecord() {
    }

    /** Returns the record of that call, the same each time. */
    static CallRecord of(Call call) {
        return call.tag(CallRecord.class, CallRecord::new);
    }

    /** Returns what was let through and is under way now, if anything. */
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
     * Notes that a request is about to go out, if it may: from then on it counts as sent.
     *
     * @param token the token of the user action that it carries, if any
     * @return whether it may: no token goes out twice
     */
    synchronized boolean letOut(@Nullable String token) {
        if (token != null && !usedTokens.add(token)) {
            return false;
        }
        sent = true;
        return true;
    }

    /** Notes that the head of an answer has arrived. */
    synchronized void answered(int httpStatus) {
        status = httpStatus;
    }

    UserActionFailedException failure(Exchange exchange, Violation violation) {
        return failure(exchange, List.of(violation));
    }

    /** Returns the failure of a call that is not sent because of that, and may have been sent before. */
    synchronized UserActionFailedException failure(Exchange exchange, Seq<Violation> violations) {
        ApiFailure failure;
        if (status != 0) {
            failure = new ApiFailure.Refused(
                    exchange, status, Option.none(), "", Option.none(), Option.none());
        } else if (sent) {
            failure = new ApiFailure.ConnectionLost(
                    exchange, "it is not sent again: " + violations.map(Violation::message).mkString("; "));
        } else {
            failure = new ApiFailure.NotSent(exchange, violations);
        }
        return new UserActionFailedException(new UserActionFailure.ApiFailed(failure));
    }

    @Override
    public String toString() {
        return "CallRecord";
    }
}
