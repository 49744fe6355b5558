package io.countersign.sandbox.model;

import io.vavr.collection.List;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Objects;

/**
 * What can go wrong with an exchange. Either the sandbox does not do what it was asked to (no challenge is made or used
 * up, no token spent, no call carried out), or it does all of that and only the answer goes wrong: see
 * {@link #isCarriedOut()}. Where both are of interest there are two kinds, and {@code -after} is the second.
 */
public enum FaultKind {

    /** 400, not carried out. */
    BAD_REQUEST("400", "answers 400"),
    /** 401, not carried out. */
    UNAUTHORIZED("401", "answers 401"),
    /** 402, not carried out. */
    PAYMENT_REQUIRED("402", "answers 402"),
    /** 403, not carried out. */
    FORBIDDEN("403", "answers 403"),
    /** 404, not carried out. */
    NOT_FOUND("404", "answers 404"),
    /** 409, not carried out. */
    CONFLICT("409", "answers 409"),
    /** 429 with a {@code Retry-After} of one second or of the time given, in whole seconds; not carried out. */
    TOO_MANY_REQUESTS("429", "answers 429 with Retry-After: TIME",
            false, Duration.ofSeconds(1)),
    /** 429 without {@code Retry-After}, not carried out. */
    TOO_MANY_REQUESTS_BARE("429-bare", "answers 429 without Retry-After"),
    /** 500, not carried out. */
    INTERNAL_SERVER_ERROR("500", "answers 500"),
    /** 502, not carried out. */
    BAD_GATEWAY("502", "answers 502"),
    /** 503, not carried out. */
    SERVICE_UNAVAILABLE("503", "answers 503"),
    /** 504, not carried out. */
    GATEWAY_TIMEOUT("504", "answers 504"),
    /** 502 with a gateway's page in HTML, not carried out. */
    HTML("html", "answers 502 with a gateway's page"),
    /** 307 to another host, not carried out. */
    REDIRECT("redirect", "answers 307 to another host"),
    /** The connection is reset at once, the body unread; not carried out. */
    RESET("reset", "resets the connection at once"),
    /** Nothing comes back; after five minutes, or the time given, the connection is reset. Not carried out. */
    STALL("stall", "answers nothing, and resets the connection after TIME",
            false, Duration.ofMinutes(5)),
    /**
     * 202, as if a policy had to approve. For calls that change something only, and those must be proven: the token is
     * spent, the call not carried out. Others are answered as ever.
     */
    POLICY_PENDING("202", "answers 202 to a proven call: policy pending, its token spent"),

    /** Carried out; the answer comes a second later, or after the time given. */
    SLOW("slow", "answers after TIME", true, Duration.ofSeconds(1)),
    /**
     * Carried out; the body of the answer comes in up to twenty pieces, with half a second, or the time given, before
     * each.
     */
    DRIP("drip", "answers in twenty pieces, TIME apart", true, Duration.ofMillis(500)),
    /** Carried out; the connection is closed in the middle of the answer's body. */
    TRUNCATE("truncate", "answers with half of the body, then closes", true),
    /** Carried out; a success is answered with 200 and a body that is no JSON, while a refusal is answered as ever. */
    GARBAGE("garbage", "answers 200, with no JSON; refusals as ever", true),
    /** Carried out; the connection is reset instead of an answer. */
    RESET_AFTER("reset-after", "resets the connection instead of answering", true),
    /** Carried out; nothing comes back, and after five minutes, or the time given, the connection is reset. */
    STALL_AFTER("stall-after", "answers nothing, and resets the connection after TIME",
            true, Duration.ofMinutes(5)),
    /** Carried out; the answer is 504, as if it had come too late for a gateway. */
    GATEWAY_TIMEOUT_AFTER("504-after", "answers 504 all the same", true);

    private final String label;
    private final String description;
    private final boolean carriedOut;
    private final Option<Duration> usualTime;

    FaultKind(String label, String description) {
        this(label, description, false);
    }

    FaultKind(String label, String description, boolean carriedOut) {
        this(label, description, carriedOut, Option.none());
    }

    FaultKind(String label, String description, boolean carriedOut, Duration usualTime) {
        this(label, description, carriedOut, Option.some(usualTime));
    }

    FaultKind(String label, String description, boolean carriedOut, Option<Duration> usualTime) {
        this.label = label;
        this.description = description;
        this.carriedOut = carriedOut;
        this.usualTime = usualTime;
    }

    /** What the command line calls it. */
    public String label() {
        return label;
    }

    /** What happens, in words: what the sandbox does, not whether that is carried out. */
    public String description() {
        return description;
    }

    /**
     * Whether the sandbox does what it is asked to before the fault shows, as if there were none: makes or uses up the
     * challenge, spends the token, carries out the call.
     */
    public boolean isCarriedOut() {
        return carriedOut;
    }

    /** The time that it takes unless a fault says otherwise; none if time has no part in it. */
    public Option<Duration> usualTime() {
        return usualTime;
    }

    /**
     * A fault of this kind.
     *
     * @param probability of any one exchange to meet it, above 0 and up to 1
     * @throws IllegalArgumentException if that is no such probability
     */
    public Fault withProbability(double probability) {
        return new Fault(this, probability, Option.none(), Option.none());
    }

    /** The kind of that label, if there is one. */
    public static Option<FaultKind> labelled(String label) {
        Objects.requireNonNull(label, "label");
        return List.of(values()).find(kind -> kind.label.equals(label));
    }

    /** Whether such an exchange can meet it at all. */
    boolean happensTo(Exchange exchange) {
        return this != POLICY_PENDING || exchange == Exchange.CALL;
    }
}
