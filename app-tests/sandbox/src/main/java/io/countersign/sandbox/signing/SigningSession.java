package io.countersign.sandbox.signing;

import io.countersign.sandbox.model.SandboxUser;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One challenge, from its issue to its redemption. Thread-safe. */
final class SigningSession {

    private final String id;
    private final SandboxUser user;
    private final DescribedCall call;
    private final String challenge;
    private final Instant expiry;
    private final AtomicBoolean used = new AtomicBoolean();

    SigningSession(String id, SandboxUser user, DescribedCall call, String challenge, Instant expiry) {
        this.id = id;
        this.user = user;
        this.call = call;
        this.challenge = challenge;
        this.expiry = expiry;
    }

    String id() {
        return id;
    }

    SandboxUser user() {
        return user;
    }

    DescribedCall call() {
        return call;
    }

    boolean isLogin() {
        return call.equals(DescribedCall.LOGIN);
    }

    String challenge() {
        return challenge;
    }

    Instant expiry() {
        return expiry;
    }

    /**
     * Uses this session up.
     *
     * @return {@code true} for one caller only
     */
    boolean use() {
        return used.compareAndSet(false, true);
    }
}
