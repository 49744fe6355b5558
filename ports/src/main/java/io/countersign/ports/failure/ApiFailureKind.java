package io.countersign.ports.failure;

import java.util.Set;

/** The kinds of {@link ApiFailure}, with what follows from each. */
public enum ApiFailureKind {
    /** 400: the request is invalid, or the challenge is no longer good. */
    REJECTED("rejected", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
    /** 401: the bearer token, its user or the signature is not accepted. */
    UNAUTHORIZED("unauthorized", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
    /** 402: the feature is not in the plan. */
    PAYMENT_REQUIRED("payment_required", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
    /** 403: a permission is missing, or the proof does not fit the call. */
    FORBIDDEN("forbidden", Outcome.REFUSED, Health.WORKING, Remedy.CALL_OPERATOR),
    /** 404: there is no such resource or endpoint. */
    NOT_FOUND("not_found", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
    /** 409: it conflicts with what exists, such as a reused external id with another body. */
    CONFLICT("conflict", Outcome.REFUSED, Health.WORKING, Remedy.CORRECT_CALL),
    /** 429: too many requests. Says how much is asked, not how the API is doing. */
    RATE_LIMITED("rate_limited", Outcome.REFUSED, Health.UNKNOWN, Remedy.RETRY_LATER),
    /** 5xx: the API, or a gateway before it, has a problem of its own. */
    SERVER_ERROR("server_error", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
    /** Any other status, redirects included: they are not followed. */
    UNEXPECTED_STATUS("unexpected_status", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
    /** {@link ApiFailure.PolicyPending}. */
    POLICY_PENDING("policy_pending", Outcome.OPEN, Health.WORKING, Remedy.AWAIT_APPROVAL),
    /** {@link ApiFailure.NotSent}. */
    NOT_SENT("not_sent", Outcome.NOT_SENT, Health.UNKNOWN, Remedy.CORRECT_CALL),
    /** No connection: the name does not resolve, or nobody answers there. */
    UNREACHABLE("unreachable", Outcome.NOT_SENT, Health.FAILING, Remedy.RETRY_LATER),
    /** A connection without trust: the certificate or the protocol was refused, on either side. */
    TLS_REFUSED("tls_refused", Outcome.NOT_SENT, Health.FAILING, Remedy.CALL_OPERATOR),
    /** {@link ApiFailure.TimedOut}. */
    TIMED_OUT("timed_out", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
    /** The connection broke before the answer was complete. */
    CONNECTION_LOST("connection_lost", Outcome.OPEN, Health.FAILING, Remedy.RETRY_LATER),
    /** {@link ApiFailure.MalformedAnswer}. */
    MALFORMED_ANSWER("malformed_answer", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
    /** {@link ApiFailure.AnswerTooLarge}. */
    ANSWER_TOO_LARGE("answer_too_large", Outcome.OPEN, Health.FAILING, Remedy.CALL_OPERATOR),
    /** {@link ApiFailure.Cancelled}. */
    CANCELLED("cancelled", Outcome.OPEN, Health.UNKNOWN, Remedy.ASK_USER),
    /** {@link ApiFailure.HeldBack}. */
    HELD_BACK("held_back", Outcome.NOT_SENT, Health.UNKNOWN, Remedy.RETRY_LATER);

    /** The possible effects of a call that failed. */
    enum Outcome { NOT_SENT, REFUSED, OPEN }

    static final Set<ApiFailureKind> OF_CONNECTIONS = Set.of(UNREACHABLE, TLS_REFUSED, CONNECTION_LOST);

    private final String code;
    final Outcome outcome;
    private final Health health;
    final Remedy remedy;

    ApiFailureKind(String code, Outcome outcome, Health health, Remedy remedy) {
        this.code = code;
        this.outcome = outcome;
        this.health = health;
        this.remedy = remedy;
    }

    /** Returns the kind of an answer with that HTTP status, which is no success (API reference, errors). */
    public static ApiFailureKind ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case 400 -> REJECTED;
            case 401 -> UNAUTHORIZED;
            case 402 -> PAYMENT_REQUIRED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 429 -> RATE_LIMITED;
            default -> httpStatus >= 500 && httpStatus < 600 ? SERVER_ERROR : UNEXPECTED_STATUS;
        };
    }

    /** Returns the stable name, in lower case and underscores. */
    public String code() {
        return code;
    }

    /** Returns what the failure says about the API, which is what a circuit breaker counts. */
    public Health health() {
        return health;
    }

    /** Returns who must act. The outcome of a call has to be found out, unless it is known to wait for approval. */
    Remedy remedyOf(boolean mayHaveTakenEffect) {
        return mayHaveTakenEffect && this != POLICY_PENDING ? Remedy.CHECK_OUTCOME_FIRST : remedy;
    }
}
