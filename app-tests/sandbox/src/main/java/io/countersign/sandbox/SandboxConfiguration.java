package io.countersign.sandbox;

import io.countersign.domain.Violation;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Delays;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.Faults;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.CredentialPolicy;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a {@link Sandbox} is to behave. Immutable: every method answers a copy, so one configuration can start any number
 * of sandboxes.
 *
 * <p>Without further ado: any free port, the system's clock, five minutes for a challenge and for a token, one factor
 * is enough, {@code Fido2}, {@code Key} and {@code PasswordProtectedKey} serve as either, passkeys verify their
 * user, and nothing goes wrong by itself.
 */
public final class SandboxConfiguration {

    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\s]+");

    static final SandboxConfiguration DEFAULT = new SandboxConfiguration(0, Clock.systemUTC(), Duration.ofMinutes(5),
            Duration.ofMinutes(5), CredentialPolicy.DEFAULT, List.empty(), UserVerification.REQUIRED, FaultPlan.NONE);

    private final int port;
    private final Clock clock;
    private final Duration challengeLifetime;
    private final Duration tokenLifetime;
    private final CredentialPolicy policy;
    private final List<String> origins;
    private final UserVerification userVerification;
    private final FaultPlan faultPlan;

    private SandboxConfiguration(int port, Clock clock, Duration challengeLifetime, Duration tokenLifetime,
            CredentialPolicy policy, List<String> origins, UserVerification userVerification,
            FaultPlan faultPlan) {
        this.port = port;
        this.clock = clock;
        this.challengeLifetime = challengeLifetime;
        this.tokenLifetime = tokenLifetime;
        this.policy = policy;
        this.origins = origins;
        this.userVerification = userVerification;
        this.faultPlan = faultPlan;
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
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, origins, userVerification, faultPlan);
    }

    /** The clock by which challenges and tokens grow old. It is asked from several threads. */
    public SandboxConfiguration clock(Clock clock) {
        return new SandboxConfiguration(port, Objects.requireNonNull(clock, "clock"), challengeLifetime, tokenLifetime,
                policy, origins, userVerification, faultPlan);
    }

    /**
     * How long a challenge can be redeemed.
     *
     * @throws IllegalArgumentException if that is no time at all
     */
    public SandboxConfiguration challengeLifetime(Duration lifetime) {
        return new SandboxConfiguration(
                port, clock, positive(lifetime), tokenLifetime, policy, origins, userVerification, faultPlan);
    }

    /**
     * How long a user action token is good for its call.
     *
     * @throws IllegalArgumentException if that is no time at all
     */
    public SandboxConfiguration tokenLifetime(Duration lifetime) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, positive(lifetime), policy, origins, userVerification, faultPlan);
    }

    /**
     * Makes a second factor due whenever a credential of that kind is the first: the challenge says so, and a
     * redemption without one is refused. Kinds add up.
     *
     * @throws IllegalArgumentException if the sandbox does not verify that kind, or not as a first factor
     */
    public SandboxConfiguration requiringSecondFactor(CredentialKind kind) {
        return with(policy.requiringSecondFactor(Objects.requireNonNull(kind, "kind")));
    }

    /**
     * As which factor credentials of that kind serve: the challenge says so, and a redemption that has one in another
     * place is refused. The last word about a kind counts.
     *
     * @throws IllegalArgumentException if the sandbox does not verify that kind, or if the kind cannot be that factor
     *     at all ({@code Password} is a first factor only, {@code Totp} a second)
     */
    public SandboxConfiguration factorOf(CredentialKind kind, CredentialFactor factor) {
        return with(policy.factorOf(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(factor, "factor")));
    }

    /**
     * Verifies {@code Password} and {@code Totp}, too, and names them in challenges: the
     * {@linkplain SandboxUser#password() password} as a first factor only, the {@linkplain SandboxUser#otpCode()
     * one-time password} as a second only. Comes before what is said about these two kinds.
     */
    public SandboxConfiguration acceptingDeprecatedKinds() {
        return with(policy.acceptingDeprecatedKinds());
    }

    /**
     * The origins of which client data of a passkey must name one, instead of {@code http://localhost} and the
     * sandbox's own base URL.
     *
     * @param origins such as {@code https://app.example.com}: scheme, host, and the port if it is not the scheme's own
     * @throws IllegalArgumentException if there are none, or one is no origin
     */
    public SandboxConfiguration origins(String... origins) {
        List<String> given = List.of(origins);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("there must be an origin");
        }
        given.reject(origin -> ORIGIN.matcher(origin).matches()).forEach(wrong -> {
            throw new IllegalArgumentException(
                    "an origin is scheme://host or scheme://host:port, and nothing more; this one is " + wrong);
        });
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, given, userVerification, faultPlan);
    }

    /** How much a passkey must verify its user: what challenges ask for. Only {@code REQUIRED} is insisted upon. */
    public SandboxConfiguration userVerification(UserVerification userVerification) {
        return new SandboxConfiguration(port, clock, challengeLifetime, tokenLifetime, policy, origins,
                Objects.requireNonNull(userVerification, "userVerification"), faultPlan);
    }

    /**
     * Lets exchanges go wrong, each in one of these ways or not at all, instead of what was said before.
     *
     * @throws IllegalArgumentException if the probabilities exceed 1 together on some exchange
     */
    public SandboxConfiguration faults(Fault... faults) {
        return faults(Faults.of(List.of(faults)).toEither().getOrElseThrow(violations ->
                new IllegalArgumentException(Violation.describe(violations))));
    }

    /** The same. */
    public SandboxConfiguration faults(Faults faults) {
        return with(new FaultPlan(Objects.requireNonNull(faults, "faults"), faultPlan.seed(), faultPlan.delays()));
    }

    /**
     * Lets chance repeat itself: with the same faults and seed the first, second, … challenge always goes wrong, or
     * does not, in the same way; likewise redemptions and calls. Without it no two sandboxes are alike.
     */
    public SandboxConfiguration faultSeed(long seed) {
        return with(new FaultPlan(faultPlan.faults(), Option.some(seed), faultPlan.delays()));
    }

    SandboxConfiguration delays(Delays delays) {
        return with(new FaultPlan(faultPlan.faults(), faultPlan.seed(), Option.some(delays)));
    }

    private SandboxConfiguration with(FaultPlan faultPlan) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, origins, userVerification, faultPlan);
    }

    private SandboxConfiguration with(CredentialPolicy policy) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, origins, userVerification, faultPlan);
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

    CredentialPolicy policy() {
        return policy;
    }

    FaultPlan faultPlan() {
        return faultPlan;
    }

    WebAuthnPolicy webAuthn(URI baseUrl) {
        return new WebAuthnPolicy(WebAuthnPolicy.RP_ID,
                origins.isEmpty() ? List.of("http://localhost", baseUrl.toString()) : origins, userVerification);
    }

    private static Duration positive(Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("a lifetime must be longer than nothing, and is " + lifetime);
        }
        return lifetime;
    }
}
