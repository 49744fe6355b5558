package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How to reach the API. Immutable, valid by construction; {@code toString} shows no token.
 *
 * <pre>{@code
 * ConnectionSettings.to("https://api.dfns.io", tokens::current)
 *         .answerWithin(Duration.ofSeconds(20))
 *         .validated();
 * }</pre>
 */
public final class ConnectionSettings {

    private final BaseUrl baseUrl;
    private final BearerToken bearerToken;
    private final Duration connectWithin;
    private final Duration answerWithin;
    private final long largestAnswerInBytes;

    private ConnectionSettings(BaseUrl baseUrl, Draft draft) {
        this.baseUrl = baseUrl;
        this.bearerToken = new BearerToken(draft.bearerToken);
        this.connectWithin = draft.connectWithin;
        this.answerWithin = draft.answerWithin;
        this.largestAnswerInBytes = draft.largestAnswerInBytes;
    }

    /**
     * Settings for that base URL, everything else as usual until said otherwise.
     *
     * @param baseUrl https, or http on a loopback address; may have a path of its own, with or without a trailing slash
     * @param bearerToken asked on every call, from the thread that makes it, for the token of the
     *         {@code Authorization} header
     */
    public static Draft to(String baseUrl, Supplier<String> bearerToken) {
        return new Draft(
                Objects.requireNonNull(baseUrl, "baseUrl"), Objects.requireNonNull(bearerToken, "bearerToken"),
                Duration.ofSeconds(10), Duration.ofSeconds(30), 8L * 1024 * 1024);
    }

    BaseUrl baseUrl() {
        return baseUrl;
    }

    BearerToken bearerToken() {
        return bearerToken;
    }

    Duration connectWithin() {
        return connectWithin;
    }

    Duration answerWithin() {
        return answerWithin;
    }

    long largestAnswerInBytes() {
        return largestAnswerInBytes;
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + baseUrl + ", connectWithin=" + connectWithin + ", answerWithin=" + answerWithin
                + ", largestAnswerInBytes=" + largestAnswerInBytes + "]";
    }

    /** Settings that are still to be {@linkplain #validated validated}. Immutable: each method returns another draft. */
    public static final class Draft {

        private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);
        /** A gibibyte: answers are read into memory. */
        private static final long LARGEST_ANSWER = 1L << 30;

        private final String baseUrl;
        private final Supplier<String> bearerToken;
        private final Duration connectWithin;
        private final Duration answerWithin;
        private final long largestAnswerInBytes;

        private Draft(
                String baseUrl, Supplier<String> bearerToken, Duration connectWithin, Duration answerWithin,
                long largestAnswerInBytes) {
            this.baseUrl = baseUrl;
            this.bearerToken = bearerToken;
            this.connectWithin = connectWithin;
            this.answerWithin = answerWithin;
            this.largestAnswerInBytes = largestAnswerInBytes;
        }

        /** How long it may take to connect; 10 seconds unless said otherwise. */
        public Draft connectWithin(Duration limit) {
            return new Draft(baseUrl, bearerToken, Objects.requireNonNull(limit, "limit"), answerWithin,
                    largestAnswerInBytes);
        }

        /** How long an exchange may take, from the first look-up to the last byte; 30 seconds unless said otherwise. */
        public Draft answerWithin(Duration limit) {
            return new Draft(baseUrl, bearerToken, connectWithin, Objects.requireNonNull(limit, "limit"),
                    largestAnswerInBytes);
        }

        /** How large an answer may be, after decompression; 8 MiB unless said otherwise. */
        public Draft largestAnswerInBytes(long limit) {
            return new Draft(baseUrl, bearerToken, connectWithin, answerWithin, limit);
        }

        /** These settings, or everything that is wrong with them. */
        public Validation<Seq<Violation>, ConnectionSettings> validated() {
            Validation<Seq<Violation>, BaseUrl> url = BaseUrl.of(baseUrl);
            Seq<Violation> violations = (url.isValid() ? List.<Violation>empty() : url.getError())
                    .appendAll(durationFault("connectWithin", connectWithin))
                    .appendAll(durationFault("answerWithin", answerWithin))
                    .appendAll(largestAnswerInBytes > 0 && largestAnswerInBytes <= LARGEST_ANSWER
                            ? List.empty()
                            : List.of(new Violation(
                                    "largestAnswerInBytes", "must be between 1 and " + LARGEST_ANSWER)));
            return violations.isEmpty()
                    ? url.map(valid -> new ConnectionSettings(valid, this))
                    : Validation.invalid(violations);
        }

        private static Seq<Violation> durationFault(String field, Duration duration) {
            return duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0
                    ? List.of(new Violation(field, "must be between a millisecond and " + LONGEST.toDays() + " days"))
                    : List.empty();
        }

        @Override
        public String toString() {
            return "ConnectionSettings.Draft[" + connectWithin + ", " + answerWithin + "]";
        }
    }
}
