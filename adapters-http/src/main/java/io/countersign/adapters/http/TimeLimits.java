package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import okhttp3.OkHttpClient;

import java.time.Duration;

/** How long each part of an exchange may take. Immutable. */
final class TimeLimits {

    /** What is limited, by the name that its setting has. */
    enum Limit {
        CONNECT("connectWithin"), READ("readWithin"), WRITE("writeWithin"), ANSWER("answerWithin");

        private final String field;

        Limit(String field) {
            this.field = field;
        }
    }

    static final TimeLimits USUAL = new TimeLimits(LinkedHashMap.of(
            Limit.CONNECT, Duration.ofSeconds(10), Limit.ANSWER, Duration.ofSeconds(30)));

    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final Map<Limit, Duration> said;

    private TimeLimits(Map<Limit, Duration> said) {
        this.said = said;
    }

    TimeLimits with(Limit limit, Duration duration) {
        return new TimeLimits(said.put(limit, duration));
    }

    /** That limit; reading and writing may take as long as the whole unless said otherwise. */
    Duration get(Limit limit) {
        return said.get(limit).getOrElse(() -> said.get(Limit.ANSWER).get());
    }

    Seq<Violation> violations() {
        return List.of(Limit.values())
                .filter(limit -> said.get(limit).exists(TimeLimits::isOutOfRange))
                .map(limit -> new Violation(limit.field,
                        "must be between a millisecond and " + LONGEST.toDays() + " days"));
    }

    private static boolean isOutOfRange(Duration duration) {
        return duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0;
    }

    /** All but the limit to the whole, which is for who makes the exchange. */
    void applyTo(OkHttpClient.Builder client) {
        client.connectTimeout(get(Limit.CONNECT)).readTimeout(get(Limit.READ)).writeTimeout(get(Limit.WRITE));
    }

    @Override
    public String toString() {
        return List.of(Limit.values()).map(limit -> limit.field + "=" + get(limit)).mkString(", ");
    }
}
