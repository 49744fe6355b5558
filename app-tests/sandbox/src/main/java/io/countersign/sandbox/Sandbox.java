package io.countersign.sandbox;

import io.countersign.sandbox.enrolment.EnrolledKey;
import io.countersign.sandbox.enrolment.EnrolledPasskey;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.enrolment.SubmittedPublicKey;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.faults.FaultHandler;
import io.countersign.sandbox.faults.FaultSequence;
import io.countersign.sandbox.http.CallHandler;
import io.countersign.sandbox.http.LoopbackServer;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.resource.ProtectedResources;
import io.countersign.sandbox.signing.ChallengeResource;
import io.countersign.sandbox.signing.CredentialPolicy;
import io.countersign.sandbox.signing.IssuedTokens;
import io.countersign.sandbox.signing.RedemptionResource;
import io.countersign.sandbox.signing.SigningSessions;
import io.vavr.control.Option;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A server that speaks the user action API, strictly, for tests: {@code POST /auth/action/init}, {@code POST
 * /auth/action}, and behind them resources that change only for a call that was proven. It listens on 127.0.0.1 alone,
 * logs nothing, and forgets everything when it is closed.
 *
 * <pre>{@code
 * try (var sandbox = Sandbox.start()) {
 *     var user = sandbox.serviceAccount();
 *     // call sandbox.baseUrl() with user.authToken(), sign with user.key("ES256")
 *     assertThat(sandbox.executedCalls()).hasSize(1);
 * }
 * }</pre>
 *
 * <p><strong>Who calls.</strong> Three users are there from the start, each with an auth token, one {@code Key} for
 * each {@link KeyAlgorithm}, a {@code PasswordProtectedKey} and a {@code Fido2} passkey; more can be registered at any
 * time. Keys are fresh in every sandbox, but for RSA: those are made once per JVM. Either way they are made when they
 * are first needed, so that a sandbox starts at once. {@code Password} and {@code Totp} are
 * {@linkplain SandboxConfiguration#acceptingDeprecatedKinds() accepted on request}.
 *
 * <p><strong>Challenges.</strong> A redemption whose body is well-formed uses up its challenge, whatever comes of it; a
 * failed signature does, too. A body that is refused as such leaves the challenge as it was. Signatures are checked
 * with the JDK's own providers and Bouncy Castle's arithmetic, never with the adapters that the sandbox is to test.
 *
 * <p><strong>Passkeys</strong> are verified with Yubico's WebAuthn server library, for the relying party {@code
 * localhost}. In client data the challenge may stand as browsers write it, base64url of its UTF-8 bytes, or verbatim;
 * that library knows only the first, so for the second the same steps are taken here. A signature counter that does not
 * advance is refused.
 *
 * <p><strong>Tokens.</strong> A token is good once, for its user, method, path (without the query) and body, byte for
 * byte; of {@code multipart/form-data}, the part named {@code data} is what counts, and there must be exactly one. The
 * first call that fits spends it; a call that does not fit is refused and leaves it unspent.
 *
 * <p><strong>Resources.</strong> {@code POST /wallets} makes a wallet of {@code {"network": …}}, {@code GET /wallets}
 * and {@code GET /wallets/{id}} show it. Every other path says what it received. GET and HEAD need no token. A {@code
 * POST} whose JSON has an {@code externalId} is carried out once: repeated with the same JSON (and a token of its own)
 * it gets the same answer again, with other JSON it is refused with 409.
 *
 * <p><strong>Faults.</strong> Nothing goes wrong unless {@linkplain SandboxConfiguration#faults(Fault...) asked for}:
 * each {@link FaultKind} says what happens and whether the call is carried out all the same.
 *
 * <p>Refusals wear the API's envelope. Every secret that the sandbox gives out has {@code -secret-} in it or is a PEM
 * (but for one-time passwords, which are six digits), so that a test can sweep its logs for them. Thread-safe. Not for
 * production: it keeps all it sees, and it has its users' private keys.
 */
public final class Sandbox implements AutoCloseable {

    private final Enrolment enrolment;
    private final WebAuthnPolicy webAuthn;
    private final SigningSessions sessions;
    private final ProtectedResources resources;
    private final FaultSequence faults;
    private final LoopbackServer server;
    private final URI baseUrl;

    private Sandbox(Enrolment enrolment, WebAuthnPolicy webAuthn, SigningSessions sessions,
            ProtectedResources resources, FaultSequence faults, LoopbackServer server) {
        this.enrolment = enrolment;
        this.webAuthn = webAuthn;
        this.sessions = sessions;
        this.resources = resources;
        this.faults = faults;
        this.server = server;
        this.baseUrl = server.baseUrl();
    }

    /** A sandbox on a port of its own, ready for calls. Close it when done. */
    public static Sandbox start() {
        return configure().start();
    }

    /** The usual behaviour, to be changed where a test needs another. */
    public static SandboxConfiguration configure() {
        return SandboxConfiguration.DEFAULT;
    }

    static Sandbox startedWith(SandboxConfiguration configuration) {
        LoopbackServer server = LoopbackServer.bind(configuration.port());
        WebAuthnPolicy webAuthn = configuration.webAuthn(server.baseUrl());
        Enrolment enrolment = Enrolment.seeded(webAuthn);
        CredentialPolicy policy = configuration.policy();
        SigningSessions sessions = new SigningSessions(configuration.clock(), configuration.challengeLifetime());
        IssuedTokens tokens = new IssuedTokens(configuration.clock(), configuration.tokenLifetime());
        ProtectedResources resources = new ProtectedResources(tokens, configuration.clock());
        Api api = new Api(enrolment, new ChallengeResource(enrolment, sessions, policy, webAuthn),
                new RedemptionResource(enrolment, sessions, policy, tokens), resources);
        FaultPlan plan = configuration.faultPlan();
        FaultSequence faults = new FaultSequence(plan.faults(), plan.seed().getOrElse(RandomText::seed));
        server.serve(new FaultHandler(new CallHandler(api::answer), new CallHandler(api::pendingAnswer), faults,
                plan.delays().getOrElse(server::delays)));
        return new Sandbox(enrolment, webAuthn, sessions, resources, faults, server);
    }

    /** Where it listens: {@code http://127.0.0.1:port}, without a slash at the end. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** A user of the organisation ({@code CustomerEmployee}). */
    public SandboxUser organisationUser() {
        return enrolment.organisationUser();
    }

    /** A delegated user ({@code EndUser}). */
    public SandboxUser delegatedUser() {
        return enrolment.delegatedUser();
    }

    /** A service account. */
    public SandboxUser serviceAccount() {
        return enrolment.serviceAccount();
    }

    /**
     * The calls beyond {@code /auth/action} that were carried out so far, GET and HEAD among them, in their order. What
     * was refused, for want of a proof or by the resource itself, is not here. A copy, immutable.
     */
    public List<ExecutedCall> executedCalls() {
        return resources.executedCalls();
    }

    /**
     * The same, narrowed: each call of that method and path that was carried out, with its body, so that a test can
     * tell whether every action of its own was carried out exactly once.
     *
     * @param method the HTTP method, in upper case
     * @param path the path as it was sent, without the query
     */
    public List<ExecutedCall> executedCalls(String method, String path) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        return resources.executedCalls().stream()
                .filter(call -> call.method().equals(method) && call.path().equals(path))
                .toList();
    }

    /** How many challenges were issued so far. */
    public int issuedChallenges() {
        return sessions.issued();
    }

    /** How often a fault of that kind was injected into such an exchange so far. */
    public int injectedFaults(FaultKind kind, Exchange exchange) {
        return faults.met(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(exchange, "exchange"));
    }

    /** What {@link SandboxConfiguration#faultSeed} takes to have faults injected in the same way again. */
    public long faultSeed() {
        return faults.seed();
    }

    /**
     * Gives that user one more {@code Key} credential, good at once: the next challenge names it.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key, of any {@link KeyAlgorithm}, as {@code openssl pkey -pubout} writes it
     *     ({@code BEGIN PUBLIC KEY})
     * @return the credential, under the id that it has from now on
     * @throws IllegalArgumentException if that is no such key, or no such user; the message is one line and says why
     */
    public SandboxKey register(SandboxUser user, String publicKeyPem) {
        return register(user, publicKeyPem, Option.none());
    }

    /**
     * The same, and remembers where the key came from.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key
     * @param registeredFrom where it came from, such as a file, for {@link #describe()} to say
     * @return the credential
     * @throws IllegalArgumentException if that is no such key, or no such user
     */
    public SandboxKey register(SandboxUser user, String publicKeyPem, String registeredFrom) {
        return register(user, publicKeyPem, Option.some(Objects.requireNonNull(registeredFrom, "registeredFrom")));
    }

    private SandboxKey register(SandboxUser user, String publicKeyPem, Option<String> registeredFrom) {
        SubmittedPublicKey key = SubmittedPublicKey.ofPem(publicKeyPem);
        SandboxKey credential =
                SandboxKey.registered(key.algorithm(), RandomText.named("cr-registered-"), registeredFrom);
        enrolment.of(user).add(new EnrolledKey(credential, key.check()));
        return credential;
    }

    /**
     * Gives that user one more {@code PasswordProtectedKey}, good at once.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key, as for {@link #register(SandboxUser, String)}
     * @param encryptedPrivateKey what challenges carry for it: opaque, in whatever form the user's own routine opens
     * @return the credential, under the id that it has from now on
     * @throws IllegalArgumentException if that is no such key, no such user, or nothing encrypted; the message is one
     *     line and says why
     */
    public SandboxPasswordProtectedKey registerPasswordProtectedKey(
            SandboxUser user, String publicKeyPem, String encryptedPrivateKey) {
        if (encryptedPrivateKey.isEmpty()) {
            throw new IllegalArgumentException("no encrypted private key: it is empty");
        }
        SubmittedPublicKey key = SubmittedPublicKey.ofPem(publicKeyPem);
        SandboxPasswordProtectedKey credential = SandboxPasswordProtectedKey.registered(
                key.algorithm(), RandomText.named("cr-registered-"), encryptedPrivateKey, publicKeyPem);
        enrolment.of(user).add(new EnrolledKey(credential, key.check()));
        return credential;
    }

    /**
     * Gives that user one more {@code Fido2} credential, good at once: what an authenticator answers when it makes a
     * passkey for {@code localhost}, without the attestation.
     *
     * @param user a user of this sandbox
     * @param credentialId the WebAuthn credential id ({@code rawId}), 1 to 1023 bytes
     * @param cosePublicKey the public key as COSE_Key (RFC 9052 §7): ES256, EdDSA (Ed25519) or RS256
     * @param userHandle the user handle that the authenticator was given, 1 to 64 bytes
     * @return the credential; its id is {@code credentialId} in base64url without padding
     * @throws IllegalArgumentException if that is no such key, no such user, or an id that the user has already; the
     *     message is one line and says why
     */
    public SandboxPasskey registerPasskey(
            SandboxUser user, byte[] credentialId, byte[] cosePublicKey, byte[] userHandle) {
        EnrolledPasskey passkey = EnrolledPasskey.registered(webAuthn, credentialId, cosePublicKey, userHandle);
        enrolment.of(user).add(passkey);
        return passkey.credential();
    }

    /**
     * What that user signs with by now: the credentials from the start and those that were registered since, in this
     * order. A copy, immutable.
     *
     * @throws IllegalArgumentException if that is no user of this sandbox
     */
    public List<SandboxCredential> credentialsOf(SandboxUser user) {
        return enrolment.of(user).credentials();
    }

    /**
     * What a program outside this JVM needs to be the {@linkplain #serviceAccount() service account}, as JSON:
     * {@code {"baseUrl", "authToken", "credentials": [{"kind", "algorithm", "credId", …}]}}, and further, for a
     * {@code Key}, {@code privateKeyPem}; for a {@code PasswordProtectedKey}, {@code password} and
     * {@code encryptedPrivateKey}; for {@code Fido2}, {@code privateKeyPem}, {@code rpId}, {@code origin} and
     * {@code userHandle} (base64url). A credential that was registered has neither {@code privateKeyPem} nor
     * {@code password}; a {@code Key} has {@code registeredFrom} if that is known. Holds secrets, as it must.
     */
    public String describe() {
        return Description.of(baseUrl, serviceAccount(), credentialsOf(serviceAccount()));
    }

    /** Stops the server and its threads; calls under way are cut off. Closing again does nothing. */
    @Override
    public void close() {
        server.stop();
    }

    /** Where it listens, and nothing else. */
    @Override
    public String toString() {
        return "Sandbox[" + baseUrl + "]";
    }
}
