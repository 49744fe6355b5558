package io.countersign.sandbox.model;

import io.vavr.collection.List;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Objects;

/**
 * The kinds of fault that the sandbox can inject into an exchange. With some, the sandbox does nothing (no challenge is
 * made or used up, no token spent, no call carried out); with the others it carries the request out and only the answer
 * goes wrong: see {@link #isCarriedOut()}. Where both are of interest there are two kinds, and the label of the second
 * ends in {@code -after}. The description of each constant begins with its label, as {@link Faults#of(String)} takes
 * it.
 */
public enum FaultKind {

    /** {@code 400}, not carried out. */
    BAD_REQUEST("400", "answers 400"),
    /** {@code 401}, not carried out. */
    UNAUTHORIZED("401", "answers 401"),
    /** {@code 402}, not carried out. */
    PAYMENT_REQUIRED("402", "answers 402"),
    /** {@code 403}, not carried out. */
    FORBIDDEN("403", "answers 403"),
    /** {@code 404}, not carried out. */
    NOT_FOUND("404", "answers 404"),
    /** {@code 409}, not carried out. */
    CONFLICT("409", "answers 409"),
    /** {@code 429} with a {@code Retry-After} of one second or of the time given, in whole seconds; not carried out. */
    TOO_MANY_REQUESTS("429", "answers 429 with Retry-After: TIME",
            false, Duration.ofSeconds(1)),
    /** {@code 429-bare}: 429 without {@code Retry-After}, not carried out. */
    TOO_MANY_REQUESTS_BARE("429-bare", "answers 429 without Retry-After"),
    /** {@code 500}, not carried out. */
    INTERNAL_SERVER_ERROR("500", "answers 500"),
    /** {@code 502}, not carried out. */
    BAD_GATEWAY("502", "answers 502"),
    /** {@code 503}, not carried out. */
    SERVICE_UNAVAILABLE("503", "answers 503"),
    /** {@code 504}, not carried out. */
    GATEWAY_TIMEOUT("504", "answers 504"),
    /** {@code html}: 502 with a gateway's page in HTML, not carried out. */
    HTML("html", "answers 502 with a gateway's page"),
    /** {@code redirect}: 307 to another host, not carried out. */
    REDIRECT("redirect", "answers 307 to another host"),
    /** {@code reset}: the connection is reset at once, the body unread; not carried out. */
    RESET("reset", "resets the connection at once"),
    /** {@code stall}: no answer; after five minutes, or the time given, the connection is reset. Not carried out. */
    STALL("stall", "answers nothing, and resets the connection after TIME",
            false, Duration.ofMinutes(5)),
    /**
     * {@code 202}, as if a policy had to approve. Applies only to proven calls that change something: the token is
     * spent, the call not carried out. Other exchanges are answered normally.
     */
    POLICY_PENDING("202", "answers 202 to a proven call: policy pending, its token spent"),

    /** {@code slow}: carried out; the answer comes a second later, or after the time given. */
    SLOW("slow", "answers after TIME", true, Duration.ofSeconds(1)),
    /**
     * {@code drip}: carried out; the body of the answer comes in up to twenty pieces, with half a second, or the time
     * given, before each.
     */
    DRIP("drip", "answers in twenty pieces, TIME apart", true, Duration.ofMillis(500)),
    /** {@code truncate}: carried out; the connection is closed in the middle of the answer's body. */
    TRUNCATE("truncate", "answers with half of the body, then closes", true),
    /**
     * {@code garbage}: carried out; a success is answered with 200 and a body that is not JSON. A refusal is answered
     * normally.
     */
    GARBAGE("garbage", "answers 200, with no JSON; refusals as ever", true),
    /** {@code reset-after}: carried out; the connection is reset instead of an answer. */
    RESET_AFTER("reset-after", "resets the connection instead of answering", true),
    /**
     * {@code stall-after}: carried out; no answer comes, and after five minutes, or the time given, the connection is
     * reset.
     */
    STALL_AFTER("stall-after", "answers nothing, and resets the connection after TIME",
            true, Duration.ofMinutes(5)),
    /** {@code 504-after}: carried out; the answer is 504, as if a gateway had waited too long. */
    GATEWAY_TIMEOUT_AFTER("504-after", "answers 504 all the same", true);

    private final String label;
    private final String description;
    private final boolean carriedOut;
    private final Option<Duration> defaultTime;

    FaultKind(String label, String description) {
        this(label, description, false);
    }

    FaultKind(String label, String description, boolean carriedOut) {
        this(label, description, carriedOut, Option.none());
    }

    FaultKind(String label, String description, boolean carriedOut, Duration defaultTime) {
        this(label, description, carriedOut, Option.some(defaultTime));
    }

    FaultKind(String label, String description, boolean carriedOut, Option<Duration> defaultTime) {
        this.label = label;
        this.description = description;
        this.carriedOut = carriedOut;
        this.defaultTime = defaultTime;
    }

    /**
     * Returns the name of this kind on the command line.
     *
     * @return the label
     */
    public String label() {
        return label;
    }

    /**
     * Describes in words what the client sees.
     *
     * @return the description
     */
    public String description() {
        return description;
    }

    /**
     * Returns whether the sandbox carries the request out before the fault shows: makes or uses up the challenge,
     * spends the token, carries out the call.
     *
     * @return {@code true} if only the answer goes wrong
     */
    public boolean isCarriedOut() {
        return carriedOut;
    }

    /**
     * Returns the time that this kind of fault takes unless a fault sets its own.
     *
     * @return the time, or none if time has no part in this kind of fault
     */
    public Option<Duration> defaultTime() {
        return defaultTime;
    }

    /**
     * Returns a fault of this kind.
     *
     * @param probability the probability that an exchange meets it, above 0 and at most 1
     * @return the fault, for every exchange that this kind can happen to
     * @throws IllegalArgumentException if the probability is out of range
     */
    public Fault withProbability(double probability) {
        return new Fault(this, probability, Option.none(), Option.none());
    }

    /**
     * Finds a kind by its {@linkplain #label() label}.
     *
     * @param label the label
     * @return the kind, or none if there is no such label
     */
    public static Option<FaultKind> ofLabel(String label) {
        Objects.requireNonNull(label, "label");
        return List.of(values()).find(kind -> kind.label.equals(label));
    }

    /** Returns whether this kind can happen to the given exchange. */
    boolean happensTo(Exchange exchange) {
        return this != POLICY_PENDING || exchange == Exchange.CALL;
    }
}
