package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.ShortLived;
import io.countersign.sandbox.model.SandboxUser;

import java.time.Clock;
import java.time.Duration;

/**
 * The user action tokens that were issued and not yet spent. Thread-safe: of any number of uses of one token, one
 * succeeds.
 *
 * <p>The first matching call spends a token. A call that does not match (another user, method, path or body) is refused
 * and leaves the token valid for the call that it was issued for; nobody can spend another user's token.
 */
public final class IssuedTokens {

    private final Clock clock;
    private final Duration lifetime;
    private final ShortLived<Issued> unspent;

    public IssuedTokens(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.unspent = new ShortLived<>(clock);
    }

    private record Issued(SandboxUser user, DescribedCall call) {
    }

    public String issueFor(SigningSession session) {
        String token = RandomText.secret("sandbox-useraction-secret-");
        unspent.put(token, new Issued(session.user(), session.call()), clock.instant().plus(lifetime));
        return token;
    }

    /**
     * Spends a token on a call.
     *
     * @param token the token
     * @param user the caller
     * @param call the call
     * @param proven the bytes of the call that must be proven
     * @return {@code false} if the token does not match, is expired, or is spent already
     */
    public boolean spend(String token, SandboxUser user, ReceivedCall call, byte[] proven) {
        return unspent.get(token)
                .filter(issued -> issued.user.equals(user) && issued.call.fits(call, proven))
                .exists(fits -> unspent.remove(token));
    }

    /** Returns the number of tokens kept. */
    public int kept() {
        return unspent.size();
    }
}
