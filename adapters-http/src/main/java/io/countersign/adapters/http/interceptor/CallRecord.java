package io.countersign.adapters.http.interceptor;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * Records what happens to a call: the request that was let through, the tokens that were used, and whether anything was
 * sent and answered. Kept by the {@link Call}, which interceptors cannot replace, unlike a request and its tags.
 */
final class CallRecord {

    private final Set<String> usedTokens = new HashSet<>();
    private @Nullable CredentialedCall underWay;
    private boolean sent;
    private int status;

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
    synchronized boolean letOut(@Nullable String token) {
        if (token != null && !usedTokens.add(token)) {
            return false;
        }
        sent = true;
        return true;
    }

    /** Records the status of an answer. */
    synchronized void answered(int httpStatus) {
        status = httpStatus;
    }

    UserActionFailedException failure(Exchange exchange, Violation violation) {
        return failure(exchange, List.of(violation));
    }

    /** Returns the failure of a call that is not sent now because of the violations, but may have been sent before. */
    synchronized UserActionFailedException failure(Exchange exchange, Seq<Violation> violations) {
        ApiFailure failure;
        if (status != 0) {
            failure = new ApiFailure.Refused(
                    exchange, status, Option.none(), "", Option.none(), Option.none());
        } else if (sent) {
            failure = ApiFailure.connectionLost(
                    exchange, "it is not sent again: " + violations.map(Violation::message).mkString("; "));
        } else {
            failure = new ApiFailure.NotSent(exchange, violations);
        }
        return new UserActionFailedException(UserActionFailure.apiFailed(failure));
    }
}
