package io.countersign.sandbox.unsigned;

import io.countersign.sandbox.enrolment.BearerToken;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ShortLived;
import io.vavr.control.Option;

import java.time.Clock;
import java.time.Duration;

/** The people who are registering or recovering their account. Each has a temporary bearer token. Thread-safe. */
final class Newcomers {

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final String organisationId;
    private final Clock clock;
    private final ShortLived<Newcomer> byToken;

    Newcomers(String organisationId, Clock clock) {
        this.organisationId = organisationId;
        this.clock = clock;
        this.byToken = new ShortLived<>(clock);
    }

    /** Somebody with a temporary token. */
    record Newcomer(String id, String username, String token) {

        @Override
        public String toString() {
            return "Newcomer[" + id + "]";
        }
    }

    Newcomer welcome(String username) {
        String id = RandomText.named("us-");
        Newcomer newcomer =
                new Newcomer(id, username, BearerToken.issue(organisationId, id, "sandbox-temp-secret-"));
        byToken.put(newcomer.token(), newcomer, clock.instant().plus(LIFETIME));
        return newcomer;
    }

    /** Finds whoever has that token, and takes it away: it is good for one registration. */
    Option<Newcomer> take(String token) {
        return byToken.get(token).filter(newcomer -> byToken.remove(token));
    }
}
