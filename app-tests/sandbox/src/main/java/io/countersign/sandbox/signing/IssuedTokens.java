package io.countersign.sandbox.signing;

import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.ShortLived;
import io.countersign.sandbox.model.SandboxUser;

import java.time.Clock;
import java.time.Duration;

/**
 * The user action tokens that were issued and not yet spent. Thread-safe: of any number of presentations of one token,
 * one succeeds.
 *
 * <p>A token is spent by the first presentation that fits. One that does not fit (another user, method, path or body)
 * is refused and leaves the token as it was: what was proven is still good for the call that it was proven for, and
 * nobody can spend another user's token.
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
     * Spends that token on this call of that user. False if it does not fit, is too old, or is spent already.
     *
     * @param proven what of the call is to be proven
     */
    public boolean spend(String token, SandboxUser user, ReceivedCall call, byte[] proven) {
        return unspent.get(token)
                .filter(issued -> issued.user.equals(user) && issued.call.fits(call, proven))
                .exists(fits -> unspent.remove(token));
    }

    /** How many are kept. */
    public int kept() {
        return unspent.size();
    }
}
