package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.http.ShortLived;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Either;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The challenges that can be redeemed. Thread-safe: of any number of redemptions of one challenge, one succeeds. */
public final class SigningSessions {

    private final Clock clock;
    private final Duration lifetime;
    private final ChallengeIdentifiers identifiers = new ChallengeIdentifiers();
    private final ShortLived<SigningSession> sessions;
    private final AtomicInteger issued = new AtomicInteger();

    public SigningSessions(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.sessions = new ShortLived<>(clock);
    }

    /**
     * A session with its identifier.
     *
     * @param session the session
     * @param challengeIdentifier its JWT
     */
    public record Opened(SigningSession session, String challengeIdentifier) {
    }

    /** Opens a session: a new challenge for a user to sign in order to make a call. */
    public Opened open(SandboxUser user, DescribedCall call) {
        Instant now = clock.instant();
        // The trailing "=" and the dash catch clients that decode the challenge instead of repeating it.
        SigningSession session = new SigningSession(RandomText.named("ss-"), user, call,
                RandomText.secret("ch-") + "=", now.plus(lifetime));
        String challengeIdentifier = identifiers.identifierOf(session, now);
        sessions.put(session.id(), session, session.expiry());
        issued.incrementAndGet();
        return new Opened(session, challengeIdentifier);
    }

    /** Uses up the session with that identifier and returns it, or why it cannot be used here. */
    Either<Refusal, SigningSession> take(String challengeIdentifier, Predicate<SigningSession> expected) {
        return identifiers.sessionIdOf(challengeIdentifier)
                .flatMap(sessions::get)
                .filter(expected)
                .toEither(Refusal.CHALLENGE_NOT_VALID)
                .filterOrElse(SigningSession::use, used -> Refusal.CHALLENGE_USED);
    }

    public int issued() {
        return issued.get();
    }

    /** Returns the number of sessions kept. */
    public int kept() {
        return sessions.size();
    }
}
