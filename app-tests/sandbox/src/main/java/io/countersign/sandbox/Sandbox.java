package io.countersign.sandbox;

import io.countersign.sandbox.enrolment.EnrolledKey;
import io.countersign.sandbox.enrolment.EnrolledPasskey;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.enrolment.SubmittedPublicKey;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.faults.FaultHandler;
import io.countersign.sandbox.faults.FaultSequence;
import io.countersign.sandbox.http.CallHandler;
import io.countersign.sandbox.http.CrossOrigin;
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
import io.countersign.sandbox.resource.CredentialResource;
import io.countersign.sandbox.resource.ProtectedResources;
import io.countersign.sandbox.signing.ChallengeResource;
import io.countersign.sandbox.signing.CredentialPolicy;
import io.countersign.sandbox.signing.IssuedTokens;
import io.countersign.sandbox.signing.RedemptionResource;
import io.countersign.sandbox.signing.SigningSessions;
import io.countersign.sandbox.unsigned.UnsignedEndpoints;
import io.vavr.control.Option;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A server for tests that speaks the user action API strictly: {@code POST /auth/action/init}, {@code POST
 * /auth/action}, and resources that change only for a proven call. It listens on 127.0.0.1 only, logs nothing, and
 * forgets everything when it is closed.
 *
 * <pre>{@code
 * try (var sandbox = Sandbox.start()) {
 *     var user = sandbox.serviceAccount();
 *     // call sandbox.baseUrl() with user.authToken(), sign with user.key("ES256")
 *     assertThat(sandbox.executedCalls()).hasSize(1);
 * }
 * }</pre>
 *
 * <p><strong>Users.</strong> Three users exist from the start, each with a bearer token, one {@code Key} for each
 * {@link KeyAlgorithm}, a {@code PasswordProtectedKey} and a {@code Fido2} passkey; more credentials can be registered
 * at any time. Every sandbox has keys of its own, except for RSA keys, which are generated once per JVM. Keys are
 * generated on first use, so that a sandbox starts quickly. {@code Password} and {@code Totp} are {@linkplain
 * SandboxConfiguration#acceptingDeprecatedKinds() accepted on request}.
 *
 * <p><strong>Challenges.</strong> A redemption with a well-formed body uses up its challenge, even if it fails. A
 * malformed body leaves the challenge unused. Signatures are verified with the JDK's own providers and Bouncy Castle's
 * arithmetic, never with the adapters under test.
 *
 * <p><strong>Passkeys</strong> are verified with Yubico's WebAuthn server library, for the relying party {@code
 * localhost} unless {@linkplain SandboxConfiguration#rpId configured}. Client data may write the challenge as browsers
 * do, base64url of its UTF-8 bytes, or verbatim. The library knows only the first form; for the second, the sandbox
 * takes the same steps itself. A signature counter that does not advance is refused.
 *
 * <p><strong>Tokens.</strong> A token is valid once, for its user, method, path and body, byte for byte; of {@code
 * multipart/form-data}, the part named {@code data} counts, and there must be exactly one. The first matching call
 * spends it; a call that does not match is refused and does not spend it. Published clients differ in two details, and
 * both are accepted: the path may be described with the query or without, and a described {@code {}} also fits a call
 * without a body.
 *
 * <p><strong>Resources.</strong> {@code POST /wallets} creates a wallet from {@code {"network": …}}, {@code GET
 * /wallets} and {@code GET /wallets/{id}} return it. Every other path describes the request. GET and HEAD need no
 * token. A {@code POST} whose JSON has an {@code externalId} is carried out once: repeated with the same JSON (and a
 * token of its own) it gets the same answer again, with other JSON it is refused with 409.
 *
 * <p><strong>Without a user action.</strong> Login, registration, recovery, the first step of new credentials and
 * quotes need no token. A login ({@code POST /auth/login/init} with the {@linkplain SandboxUser#id() user's id} as
 * {@code username}, then {@code POST /auth/login}) is verified. The others check their input and answer in the API's
 * shapes; they register nobody. {@code POST /auth/credentials} registers the passkey that a browser made to answer
 * {@code POST /auth/credentials/init}. {@code GET /auth/action/logs} is a read like any other.
 *
 * <p><strong>Browsers.</strong> Pages of {@linkplain SandboxConfiguration#allowedOrigins allowed origins} can call the
 * sandbox (CORS).
 *
 * <p><strong>Faults.</strong> Nothing goes wrong unless {@linkplain SandboxConfiguration#faults(Fault...) configured}:
 * each {@link FaultKind} says what happens and whether the call is carried out.
 *
 * <p>Refusals have the API's error envelope. Every secret that the sandbox issues contains {@code -secret-} or is a PEM
 * (except one-time passwords, which are six digits), so that a test can search its logs for them. Thread-safe. Not for
 * production: it keeps every call and the private keys of its users.
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

    /**
     * Starts a sandbox with the default configuration on a free port. Close it when done.
     *
     * @return the running sandbox
     */
    public static Sandbox start() {
        return configure().start();
    }

    /**
     * Returns the default configuration, from which a sandbox with other behaviour can be configured.
     *
     * @return the defaults that {@link SandboxConfiguration} names
     */
    public static SandboxConfiguration configure() {
        return SandboxConfiguration.DEFAULT;
    }

    static Sandbox startedWith(SandboxConfiguration configuration) {
        LoopbackServer server = LoopbackServer.bind(configuration.port());
        WebAuthnPolicy webAuthn = configuration.webAuthn(server.baseUrl());
        Enrolment enrolment = Enrolment.seeded(webAuthn, configuration.passkeys());
        CredentialPolicy policy = configuration.policy();
        SigningSessions sessions = new SigningSessions(configuration.clock(), configuration.challengeLifetime());
        IssuedTokens tokens = new IssuedTokens(configuration.clock(), configuration.tokenLifetime());
        CredentialResource credentials = new CredentialResource(enrolment, webAuthn, configuration.clock());
        ProtectedResources resources = new ProtectedResources(tokens, credentials, configuration.clock());
        ChallengeResource challenges = new ChallengeResource(enrolment, sessions, policy, webAuthn);
        RedemptionResource redemptions = new RedemptionResource(enrolment, sessions, policy, tokens);
        UnsignedEndpoints unsigned = new UnsignedEndpoints(
                enrolment, webAuthn, challenges, redemptions, resources, credentials, configuration.clock());
        Api api = new Api(enrolment, challenges, redemptions, unsigned, resources);
        FaultPlan plan = configuration.faultPlan();
        FaultSequence faults = new FaultSequence(plan.faults(), plan.seed().getOrElse(RandomText::seed));
        server.serve(CrossOrigin.allowing(configuration.allowedOrigins(), new FaultHandler(
                new CallHandler(api::answer), new CallHandler(api::pendingAnswer), faults,
                plan.delays().getOrElse(server::delays))));
        return new Sandbox(enrolment, webAuthn, sessions, resources, faults, server);
    }

    /**
     * Returns the address that the sandbox listens on: {@code http://127.0.0.1:port}, without a slash at the end.
     *
     * @return the base URL
     */
    public URI baseUrl() {
        return baseUrl;
    }

    /**
     * Returns the id of the organisation that the users belong to. The claims of their bearer tokens name it.
     *
     * @return the id
     */
    public String organisationId() {
        return enrolment.organisationId();
    }

    /**
     * Returns the user of the organisation ({@code CustomerEmployee}).
     *
     * @return the user
     */
    public SandboxUser organisationUser() {
        return enrolment.organisationUser();
    }

    /**
     * Returns the delegated user ({@code EndUser}).
     *
     * @return the user
     */
    public SandboxUser delegatedUser() {
        return enrolment.delegatedUser();
    }

    /**
     * Returns the service account.
     *
     * @return the user
     */
    public SandboxUser serviceAccount() {
        return enrolment.serviceAccount();
    }

    /**
     * Returns the calls beyond {@code /auth/action} that were carried out so far, GET and HEAD included, in order.
     * Refused calls are not listed, and neither are login, registration and recovery.
     *
     * @return an immutable copy
     */
    public List<ExecutedCall> executedCalls() {
        return resources.executedCalls();
    }

    /**
     * Returns the calls of one method and path that were carried out so far, each with its body. A test can tell from
     * them whether an action was carried out exactly once.
     *
     * @param method the HTTP method, in upper case
     * @param path the path as it was sent, without the query
     * @return an immutable copy, in order
     */
    public List<ExecutedCall> executedCalls(String method, String path) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        return resources.executedCalls().stream()
                .filter(call -> call.method().equals(method) && call.path().equals(path))
                .toList();
    }

    /**
     * Returns the number of challenges issued so far.
     *
     * @return the number of challenges
     */
    public int issuedChallenges() {
        return sessions.issued();
    }

    /**
     * Returns how often a fault of one kind was injected into one exchange so far.
     *
     * @param kind the kind of fault
     * @param exchange the exchange
     * @return the number of injected faults
     */
    public int injectedFaults(FaultKind kind, Exchange exchange) {
        return faults.met(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(exchange, "exchange"));
    }

    /**
     * Returns the seed of this sandbox's faults. Passed to {@link SandboxConfiguration#faultSeed}, it repeats them.
     *
     * @return the seed
     */
    public long faultSeed() {
        return faults.seed();
    }

    /**
     * Registers a {@code Key} credential for a user. The next challenge names it.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key, of any {@link KeyAlgorithm}, as {@code openssl pkey -pubout} writes it
     *     ({@code BEGIN PUBLIC KEY})
     * @return the credential, with the id that it has from now on
     * @throws IllegalArgumentException if the key cannot be read or the user is not of this sandbox; the message is one
     *     line and says why
     */
    public SandboxKey register(SandboxUser user, String publicKeyPem) {
        return register(user, publicKeyPem, Option.none());
    }

    /**
     * Registers a {@code Key} credential for a user, with a note on its origin.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key, as for {@link #register(SandboxUser, String)}
     * @param registeredFrom where the key came from, such as a file; {@link #describe()} shows it
     * @return the credential, with the id that it has from now on
     * @throws IllegalArgumentException if the key cannot be read or the user is not of this sandbox
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
     * Registers a {@code PasswordProtectedKey} credential for a user. The next challenge names it.
     *
     * @param user a user of this sandbox
     * @param publicKeyPem the public key, as for {@link #register(SandboxUser, String)}
     * @param encryptedPrivateKey the encrypted private key that challenges carry; opaque to the sandbox
     * @return the credential, with the id that it has from now on
     * @throws IllegalArgumentException if the public key cannot be read, the encrypted key is blank, or the user is not
     *     of this sandbox; the message is one line and says why
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
     * Registers a {@code Fido2} credential for a user: the answer of an authenticator that made a passkey for the
     * sandbox's relying party, without the attestation. The next challenge names it.
     *
     * @param user a user of this sandbox
     * @param credentialId the WebAuthn credential id ({@code rawId}), 1 to 1023 bytes
     * @param cosePublicKey the public key as COSE_Key (RFC 9052 §7): ES256, EdDSA (Ed25519) or RS256
     * @param userHandle the user handle that the authenticator was given, 1 to 64 bytes
     * @return the credential; its id is {@code credentialId} in base64url without padding
     * @throws IllegalArgumentException if the key cannot be read, the user is not of this sandbox, or the user has that
     *     id already; the message is one line and says why
     */
    public SandboxPasskey registerPasskey(
            SandboxUser user, byte[] credentialId, byte[] cosePublicKey, byte[] userHandle) {
        EnrolledPasskey passkey = EnrolledPasskey.registered(webAuthn, credentialId, cosePublicKey, userHandle);
        enrolment.of(user).add(passkey);
        return passkey.credential();
    }

    /**
     * Registers a {@code Fido2} credential for a user from what a browser answered to
     * {@code navigator.credentials.create}. The user handle in the options must be the UTF-8 bytes of {@link
     * SandboxUser#id()}. The attestation is not verified.
     *
     * @param user a user of this sandbox
     * @param registrationResponse {@code RegistrationResponseJSON}, the text of {@code PublicKeyCredential.toJSON()}
     * @return the credential
     * @throws IllegalArgumentException as for {@link #registerPasskey(SandboxUser, byte[], byte[], byte[])}, or if the
     *     text is no such answer or is for another relying party; the message is one line and says why
     */
    public SandboxPasskey registerPasskey(SandboxUser user, String registrationResponse) {
        EnrolledPasskey passkey = EnrolledPasskey.registered(webAuthn, registrationResponse, user);
        enrolment.of(user).add(passkey);
        return passkey.credential();
    }

    /**
     * Returns the credentials of a user: those from the start, then those registered since, in order.
     *
     * @param user a user of this sandbox
     * @return an immutable copy
     * @throws IllegalArgumentException if the user is not of this sandbox
     */
    public List<SandboxCredential> credentialsOf(SandboxUser user) {
        return enrolment.of(user).credentials();
    }

    /**
     * Describes the {@linkplain #serviceAccount() service account} as JSON for a program outside this JVM: {@code
     * {"baseUrl", "orgId", "username", "authToken", "credentials": [{"kind", "algorithm", "credId", …}]}}. A {@code
     * Key} also has {@code privateKeyPem}; a {@code PasswordProtectedKey} {@code password} and {@code
     * encryptedPrivateKey}; a {@code Fido2} credential {@code privateKeyPem}, {@code rpId}, {@code origin} and {@code
     * userHandle} (base64url). A registered credential has neither {@code privateKeyPem} nor {@code password}; a
     * registered {@code Key} has {@code registeredFrom} if that is known.
     *
     * @return the JSON, which holds secrets
     */
    public String describe() {
        return Description.of(baseUrl, organisationId(), serviceAccount(), credentialsOf(serviceAccount()));
    }

    /** Stops the server and its threads. Calls in progress are cut off. Closing again has no effect. */
    @Override
    public void close() {
        server.stop();
    }

    /** Returns the base URL and nothing else. */
    @Override
    public String toString() {
        return "Sandbox[" + baseUrl + "]";
    }
}
