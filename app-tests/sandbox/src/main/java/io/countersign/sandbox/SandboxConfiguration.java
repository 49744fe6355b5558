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
 * Configures a {@link Sandbox}. Immutable: every method returns a copy, so one configuration can start any number of
 * sandboxes.
 *
 * <p>Defaults: any free port; the system's clock; challenges and tokens live five minutes; one factor is enough; {@code
 * Fido2}, {@code Key} and {@code PasswordProtectedKey} serve as first or second factor; passkeys verify their user; no
 * faults.
 */
public final class SandboxConfiguration {

    private static final int MOST_PASSKEYS = 100;
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\s]+");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    static final SandboxConfiguration DEFAULT = new SandboxConfiguration(0, Clock.systemUTC(), Duration.ofMinutes(5),
            Duration.ofMinutes(5), CredentialPolicy.DEFAULT,
            new WebAuthnPolicy(WebAuthnPolicy.RP_ID, List.empty(), UserVerification.REQUIRED), List.empty(),
            FaultPlan.NONE, 1);

    private final int port;
    private final Clock clock;
    private final Duration challengeLifetime;
    private final Duration tokenLifetime;
    private final CredentialPolicy policy;
    private final WebAuthnPolicy webAuthn;
    private final List<String> allowedOrigins;
    private final FaultPlan faultPlan;
    private final int passkeys;

    private SandboxConfiguration(int port, Clock clock, Duration challengeLifetime, Duration tokenLifetime,
            CredentialPolicy policy, WebAuthnPolicy webAuthn, List<String> allowedOrigins, FaultPlan faultPlan,
            int passkeys) {
        this.port = port;
        this.clock = clock;
        this.challengeLifetime = challengeLifetime;
        this.tokenLifetime = tokenLifetime;
        this.policy = policy;
        this.webAuthn = webAuthn;
        this.allowedOrigins = allowedOrigins;
        this.faultPlan = faultPlan;
        this.passkeys = passkeys;
    }

    /**
     * Sets the port on 127.0.0.1 to listen on. Default: any free port.
     *
     * @param port 1 to 65535, or 0 for any free port
     * @return the changed copy
     * @throws IllegalArgumentException if the port is out of range
     */
    public SandboxConfiguration port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, and is " + port);
        }
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    /**
     * Sets the clock that decides when challenges and tokens expire. Default: the system's clock in UTC.
     *
     * @param clock a clock that several threads may read
     * @return the changed copy
     */
    public SandboxConfiguration clock(Clock clock) {
        return new SandboxConfiguration(port, Objects.requireNonNull(clock, "clock"), challengeLifetime, tokenLifetime,
                policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    /**
     * Sets how long a challenge can be redeemed. Default: 5 minutes.
     *
     * @param lifetime a positive duration
     * @return the changed copy
     * @throws IllegalArgumentException if the duration is not positive
     */
    public SandboxConfiguration challengeLifetime(Duration lifetime) {
        return new SandboxConfiguration(
                port, clock, positive(lifetime), tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    /**
     * Sets how long a user action token is valid. Default: 5 minutes.
     *
     * @param lifetime a positive duration
     * @return the changed copy
     * @throws IllegalArgumentException if the duration is not positive
     */
    public SandboxConfiguration tokenLifetime(Duration lifetime) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, positive(lifetime), policy, webAuthn, allowedOrigins, faultPlan,
                passkeys);
    }

    /**
     * Requires a second factor whenever a credential of the given kind is the first. Challenges say so, and a
     * redemption without a second factor is refused. May be called for several kinds.
     *
     * @param kind a kind that can be a first factor
     * @return the changed copy
     * @throws IllegalArgumentException if the sandbox does not verify that kind, or not as a first factor
     */
    public SandboxConfiguration requiringSecondFactor(CredentialKind kind) {
        return with(policy.requiringSecondFactor(Objects.requireNonNull(kind, "kind")));
    }

    /**
     * Sets as which factor credentials of one kind serve. Challenges say so, and a redemption that uses one as another
     * factor is refused. The last setting for a kind counts.
     *
     * @param kind the kind of credential
     * @param factor the factor
     * @return the changed copy
     * @throws IllegalArgumentException if the sandbox does not verify that kind, or if the kind cannot be that factor
     *     ({@code Password} is a first factor only, {@code Totp} a second)
     */
    public SandboxConfiguration factorOf(CredentialKind kind, CredentialFactor factor) {
        return with(policy.factorOf(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(factor, "factor")));
    }

    /**
     * Accepts {@code Password} and {@code Totp} as well, and names them in challenges: the {@linkplain
     * SandboxUser#password() password} as a first factor only, the {@linkplain SandboxUser#otpCode() one-time password}
     * as a second only. Call it before other settings for these two kinds.
     *
     * @return the changed copy
     */
    public SandboxConfiguration acceptingDeprecatedKinds() {
        return with(policy.acceptingDeprecatedKinds());
    }

    /**
     * Sets the origins that client data of a passkey may name. Default: {@code http://localhost} and the sandbox's base
     * URL.
     *
     * @param origins such as {@code https://app.example.com}: scheme, host, and the port if it is not the scheme's
     *     default
     * @return the changed copy
     * @throws IllegalArgumentException if there are none, or if one is not an origin
     */
    public SandboxConfiguration origins(String... origins) {
        List<String> given = valid(origins);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("there must be an origin");
        }
        return with(new WebAuthnPolicy(webAuthn.rpId(), given, webAuthn.userVerification()));
    }

    /**
     * Sets the id of the relying party that passkeys belong to. A browser uses a passkey only on pages of that domain
     * and its subdomains, so their {@linkplain #origins origins} must be set as well. Default: {@code localhost}.
     *
     * @param rpId a domain in lower case, such as {@code example.com}
     * @return the changed copy
     * @throws IllegalArgumentException if it is not a domain
     */
    public SandboxConfiguration rpId(String rpId) {
        if (!DOMAIN.matcher(rpId).matches()) {
            throw new IllegalArgumentException("a relying party id is a domain in lower case, such as example.com");
        }
        return with(new WebAuthnPolicy(rpId, webAuthn.origins(), webAuthn.userVerification()));
    }

    /**
     * Sets the origins whose pages may call the sandbox from a browser (CORS), in place of earlier ones. Requests that
     * name another origin are refused with 403. Default: none, and requests are answered whatever origin they name, but
     * no browser shows a page the answer.
     *
     * @param origins such as {@code http://localhost:3000}, exactly as browsers write it
     * @return the changed copy
     * @throws IllegalArgumentException if one is not an origin
     */
    public SandboxConfiguration allowedOrigins(String... origins) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, valid(origins), faultPlan, passkeys);
    }

    private static List<String> valid(String... origins) {
        List<String> given = List.of(origins);
        given.reject(origin -> ORIGIN.matcher(origin).matches()).forEach(wrong -> {
            throw new IllegalArgumentException(
                    "an origin is scheme://host or scheme://host:port, and nothing more; this one is " + wrong);
        });
        return given;
    }

    /**
     * Sets the user verification that challenges ask of passkeys. Only {@code REQUIRED} is enforced. Default: {@code
     * REQUIRED}.
     *
     * @param userVerification the requirement
     * @return the changed copy
     */
    public SandboxConfiguration userVerification(UserVerification userVerification) {
        return with(new WebAuthnPolicy(webAuthn.rpId(), webAuthn.origins(),
                Objects.requireNonNull(userVerification, "userVerification")));
    }

    /**
     * Sets how many passkeys each user has from the start, in turn for ES256, EdDSA and RS256. Default: one.
     *
     * @param number 1 to 100
     * @return the changed copy
     * @throws IllegalArgumentException if the number is out of range
     */
    public SandboxConfiguration passkeys(int number) {
        if (number < 1 || number > MOST_PASSKEYS) {
            throw new IllegalArgumentException("a user has 1 to " + MOST_PASSKEYS + " passkeys, and not " + number);
        }
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, number);
    }

    /**
     * Sets the faults to inject, in place of earlier ones. An exchange meets at most one of them.
     *
     * @param faults the faults
     * @return the changed copy
     * @throws IllegalArgumentException if the probabilities add up to more than 1 for some exchange
     */
    public SandboxConfiguration faults(Fault... faults) {
        return faults(Faults.of(List.of(faults)).toEither().getOrElseThrow(violations ->
                new IllegalArgumentException(Violation.describe(violations))));
    }

    /**
     * Sets the faults to inject, in place of earlier ones.
     *
     * @param faults the faults
     * @return the changed copy
     */
    public SandboxConfiguration faults(Faults faults) {
        return with(new FaultPlan(Objects.requireNonNull(faults, "faults"), faultPlan.seed(), faultPlan.delays()));
    }

    /**
     * Sets the seed of the faults. With the same faults and seed, the n-th challenge, redemption and call each meet the
     * same fault again. Default: a random seed.
     *
     * @param seed the seed, such as {@link Sandbox#faultSeed()} of an earlier run
     * @return the changed copy
     */
    public SandboxConfiguration faultSeed(long seed) {
        return with(new FaultPlan(faultPlan.faults(), Option.some(seed), faultPlan.delays()));
    }

    SandboxConfiguration delays(Delays delays) {
        return with(new FaultPlan(faultPlan.faults(), faultPlan.seed(), Option.some(delays)));
    }

    private SandboxConfiguration with(FaultPlan faultPlan) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    private SandboxConfiguration with(WebAuthnPolicy webAuthn) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    private SandboxConfiguration with(CredentialPolicy policy) {
        return new SandboxConfiguration(
                port, clock, challengeLifetime, tokenLifetime, policy, webAuthn, allowedOrigins, faultPlan, passkeys);
    }

    /**
     * Starts a sandbox with this configuration. Close it when done.
     *
     * @return the running sandbox
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

    int passkeys() {
        return passkeys;
    }

    List<String> allowedOrigins() {
        return allowedOrigins;
    }

    WebAuthnPolicy webAuthn(URI baseUrl) {
        return webAuthn.origins().isEmpty()
                ? new WebAuthnPolicy(webAuthn.rpId(), List.of("http://localhost", baseUrl.toString()),
                        webAuthn.userVerification())
                : webAuthn;
    }

    private static Duration positive(Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("a lifetime must be longer than nothing, and is " + lifetime);
        }
        return lifetime;
    }
}
