package io.countersign.testkit.sandbox;

import io.countersign.domain.credential.CredentialKind;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a {@link Sandbox} is to behave. Immutable: every method answers a copy, so one configuration can start any number
 * of sandboxes.
 *
 * <p>Without further ado: any free port, the system's clock, five minutes for a challenge and for a token, and one
 * factor is enough.
 */
public final class SandboxConfiguration {

    static final SandboxConfiguration DEFAULT = new SandboxConfiguration(
            0, Clock.systemUTC(), Duration.ofMinutes(5), Duration.ofMinutes(5), Set.of());

    private final int port;
    private final Clock clock;
    private final Duration challengeLifetime;
    private final Duration tokenLifetime;
    private final Set<CredentialKind> secondFactorKinds;

    private SandboxConfiguration(int port, Clock clock, Duration challengeLifetime, Duration tokenLifetime,
            Set<CredentialKind> secondFactorKinds) {
        this.port = port;
        this.clock = clock;
        this.challengeLifetime = challengeLifetime;
        this.tokenLifetime = tokenLifetime;
        this.secondFactorKinds = secondFactorKinds;
    }

    /**
     * The port on 127.0.0.1 to listen on.
     *
     * @param port 1 to 65535, or 0 for any that is free
     * @throws IllegalArgumentException if there is no such port
     */
    public SandboxConfiguration port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, and is " + port);
        }
        return new SandboxConfiguration(port, clock, challengeLifetime, tokenLifetime, secondFactorKinds);
    }

    /** The clock by which challenges and tokens grow old. It is asked from several threads. */
    public SandboxConfiguration clock(Clock clock) {
        return new SandboxConfiguration(port, Objects.requireNonNull(clock, "clock"), challengeLifetime, tokenLifetime,
                secondFactorKinds);
    }

    /**
     * How long a challenge can be redeemed.
     *
     * @throws IllegalArgumentException if that is no time at all
     */
    public SandboxConfiguration challengeLifetime(Duration lifetime) {
        return new SandboxConfiguration(port, clock, positive(lifetime), tokenLifetime, secondFactorKinds);
    }

    /**
     * How long a user action token is good for its call.
     *
     * @throws IllegalArgumentException if that is no time at all
     */
    public SandboxConfiguration tokenLifetime(Duration lifetime) {
        return new SandboxConfiguration(port, clock, challengeLifetime, positive(lifetime), secondFactorKinds);
    }

    /**
     * Makes a second factor due whenever a credential of that kind is the first: the challenge says so, and a
     * redemption without one is refused. Kinds add up.
     *
     * @throws IllegalArgumentException if the sandbox does not verify that kind
     */
    public SandboxConfiguration requiringSecondFactor(CredentialKind kind) {
        if (!AssertionFormat.BY_KIND.containsKey(kind.name())) {
            throw new IllegalArgumentException("the sandbox does not verify the kind " + kind
                    + "; it verifies: " + AssertionFormat.supportedKinds());
        }
        return new SandboxConfiguration(port, clock, challengeLifetime, tokenLifetime,
                Stream.concat(secondFactorKinds.stream(), Stream.of(kind)).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * A sandbox that behaves like this, ready for calls. Close it when done.
     *
     * @throws IllegalStateException if the port is taken
     */
    public Sandbox start() {
        return Sandbox.startedWith(this);
    }

    int port() {
        return port;
    }

    Clock clock() {
        return clock;
    }

    Duration challengeLifetime() {
        return challengeLifetime;
    }

    Duration tokenLifetime() {
        return tokenLifetime;
    }

    Set<CredentialKind> secondFactorKinds() {
        return secondFactorKinds;
    }

    private static Duration positive(Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("a lifetime must be longer than nothing, and is " + lifetime);
        }
        return lifetime;
    }
}
