package io.countersign.app.passkey;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.app.passkey.PageServer.Answer;
import io.countersign.app.passkey.PageServer.Answering;
import io.countersign.app.passkey.PageServer.File;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RegistrationRequest.ResidentKey;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * Runs the passkey page: a sandbox of the API, the page's server, and a second server that plays the part of somebody
 * else's page. Thread-safe.
 */
public final class PasskeyDemo implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_SESSIONS = 1_000;
    private static final Duration SEAL_LIFETIME = Duration.ofMinutes(10);
    private static final RelyingParty RELYING_PARTY = new RelyingParty("localhost", "Countersign passkey demo");

    /** The algorithms that the page offers, by their COSE identifiers (RFC 9053 §2, RFC 8812 §2). */
    private static final Map<String, Integer> ALGORITHMS = HashMap.of("ES256", -7, "EdDSA", -8, "RS256", -257);

    private final Sandbox sandbox;
    private final PageServer page;
    private final PageServer elsewhere;
    private final String origin;
    private final ApiConnection connection;
    private final Map<String, DemoUser> users;
    private final SealedUserActions seals;
    private final SealedUserActions expiredSeals;
    private final java.util.Map<String, Session> sessions = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(java.util.Map.Entry<String, Session> eldest) {
            return size() > MOST_SESSIONS;
        }
    });

    private PasskeyDemo(Sandbox sandbox, PageServer page, PageServer elsewhere, String origin) {
        this.sandbox = sandbox;
        this.page = page;
        this.elsewhere = elsewhere;
        this.origin = origin;
        this.connection = ApiConnection.open(ConnectionSettings
                .builder(sandbox.baseUrl().toString(), () -> sandbox.serviceAccount().authToken()).buildOrThrow());
        this.users = HashMap.of("Ada", user("Ada", sandbox.organisationUser()),
                "Ben", user("Ben", sandbox.delegatedUser()));
        SealKey key = SealKey.of("demo", random(32)).get();
        this.seals = sealedWith(key, Clock.systemUTC());
        this.expiredSeals = sealedWith(key, Clock.offset(Clock.systemUTC(), SEAL_LIFETIME.plusMinutes(1).negated()));
    }

    /** The user who is signed in in a browser, and the passkey that this browser was asked to make. */
    private record Session(AtomicReference<DemoUser> user, AtomicReference<Option<RegistrationRequest>> wanted) {
    }

    /**
     * Starts the page.
     *
     * @param port the port on the loopback address; 0 for any
     * @return the running page
     * @throws IOException if the port is taken
     */
    public static PasskeyDemo start(int port) throws IOException {
        PageServer page = PageServer.bind(port);
        PageServer elsewhere = PageServer.bind(0);
        String origin = "http://localhost:" + page.port();
        Sandbox sandbox = Sandbox.configure().origins(origin).requiringSecondFactor(CredentialKind.KEY).start();
        PasskeyDemo demo = new PasskeyDemo(sandbox, page, elsewhere, origin);
        demo.serve();
        return demo;
    }

    private void serve() {
        String other = "http://localhost:" + elsewhere.port();
        page.serve(HashSet.of("localhost"), files(List.of("page.css", "page.js", "icon.svg", "framed.js"), "'none'")
                        .put("/", File.of("page.html", policy("'none'") + "; frame-src " + other))
                        .put("/framed", File.of("framed.html", policy(other + " " + origin))),
                HashMap.of("/session", this::session,
                        "/passkey/options", signedIn(this::passkeyOptions),
                        "/passkey", signedIn(this::passkey),
                        "/begin", signedIn(this::begin),
                        "/complete", signedIn(this::complete)));
        elsewhere.serve(HashSet.of("localhost", "127.0.0.1"),
                files(List.of("page.css", "elsewhere.js", "frame.js"), "'none'")
                        .put("/popup", File.of("elsewhere.html", policy("'none'")))
                        .put("/frame", File.of("frame.html", policy(origin) + "; frame-src " + origin)),
                HashMap.empty());
    }

    private static Map<String, File> files(List<String> names, String ancestors) {
        return names.toMap(name -> "/" + name, name -> File.of(name, policy(ancestors)));
    }

    /** Allows the page's own scripts, styles, pictures and requests, and nothing else. */
    private static String policy(String ancestors) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; "
                + "frame-ancestors " + ancestors;
    }

    private DemoUser user(String name, SandboxUser account) {
        SandboxKey key = account.key("ES256");
        char[] pem = key.privateKeyPem().toCharArray();
        return new DemoUser(name, account, connection.withBearerToken(account::authToken),
                CredentialSigner.key(CredentialId.ofOrThrow(key.credId()), JcaSigningKey.fromPem(pem).get()));
    }

    private static SealedUserActions sealedWith(SealKey key, Clock clock) {
        return SealedUserActions.using(new JsonPendingUserActions(),
                JweSeal.builder(List.of(key)).lifetime(SEAL_LIFETIME).clock(clock).buildOrThrow());
    }

    /** Signs a user in. A real application would ask for more than a name. */
    private Answer session(Option<String> cookie, ObjectNode body) {
        Option<String> known = cookie.filter(sessions::containsKey);
        String id = known.getOrElse(() -> base64Url(random(16)));
        DemoUser user = users.get(body.path("user").asText())
                .orElse(() -> known.map(sessions::get).map(session -> session.user().get()))
                .getOrElse(() -> users.get("Ada").get());
        sessions.computeIfAbsent(id,
                missing -> new Session(new AtomicReference<>(), new AtomicReference<>(Option.none())))
                .user().set(user);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("user", user.name())
                .put("elsewhere", elsewhere.port())
                .put("passkeys", sandbox.credentialsOf(user.account()).size() - user.account().credentials().size());
        return new Answer(200, answer, known.isEmpty() ? Option.some(id) : Option.none());
    }

    private Answering signedIn(BiFunction<Session, ObjectNode, Answer> answering) {
        return (cookie, body) -> cookie.flatMap(id -> Option.of(sessions.get(id)))
                .map(session -> answering.apply(session, body))
                .getOrElse(() -> refused(401, "server", "sign in first"));
    }

    private Answer passkeyOptions(Session session, ObjectNode body) {
        DemoUser user = session.user().get();
        RegistrationRequest wanted = new RegistrationRequest(Challenge.ofOrThrow(base64Url(random(32))), RELYING_PARTY,
                new RegistrationRequest.User(user.account().id(), user.name(), user.name()),
                ALGORITHMS.get(body.path("algorithm").asText()).toList(), List.empty(), Option.none(),
                body.path("discoverable").asBoolean() ? ResidentKey.REQUIRED : ResidentKey.DISCOURAGED,
                UserVerification.REQUIRED, Attestation.NONE);
        return Approvals.WEB_AUTHN.creationOptions(wanted).fold(
                violations -> refused(400, "library", Violation.describe(violations)),
                options -> {
                    session.wanted().set(Option.some(wanted));
                    return Answer.of(200, JsonNodeFactory.instance.objectNode().put("options", options));
                });
    }

    private Answer passkey(Session session, ObjectNode body) {
        String registration = body.path("registration").toString();
        return session.wanted().getAndSet(Option.none()).toEither("no passkey was asked for")
                .flatMap(wanted -> Approvals.WEB_AUTHN.registration(registration, wanted, origin)
                        .mapLeft(Violation::describe))
                .flatMap(made -> registered(session.user().get(), registration))
                .fold(why -> refused(400, "library", why), done -> Answer.of(200, done));
    }

    private Either<String, ObjectNode> registered(DemoUser user, String registration) {
        try {
            SandboxPasskey passkey = sandbox.registerPasskey(user.account(), registration);
            return Either.right(JsonNodeFactory.instance.objectNode()
                    .put("id", passkey.credId()).put("algorithm", passkey.algorithm().joseName()));
        } catch (IllegalArgumentException unusable) {
            return Either.left(unusable.getMessage());
        }
    }

    private Answer begin(Session session, ObjectNode body) {
        return UserAction.of("POST", "/wallets", JsonNodeFactory.instance.objectNode()
                        .put("network", body.path("network").asText()).toString())
                .fold(violations -> refused(400, "library", Violation.describe(violations)),
                        action -> begin(session, body, action));
    }

    private Answer begin(Session session, ObjectNode body, UserAction action) {
        Steps steps = new Steps();
        return session.user().get()
                .approvals(origin, body.path("expired").asBoolean() ? expiredSeals : seals, steps)
                .begin(action)
                .fold(failure -> refused(failure, steps), begun -> {
                    ObjectNode answer = JsonNodeFactory.instance.objectNode()
                            .put("options", begun.options()).put("seal", begun.seal());
                    answer.set("steps", steps.json());
                    return Answer.of(200, answer);
                });
    }

    private Answer complete(Session session, ObjectNode body) {
        DemoUser user = session.user().get();
        Steps steps = new Steps();
        Approvals approvals = user.approvals(origin, seals, steps);
        String seal = body.path("seal").asText();
        String assertion = body.path("assertion").toString();
        return (body.path("twoFactors").asBoolean()
                ? approvals.complete(seal, assertion, user.serverKey())
                : approvals.complete(seal, assertion))
                .fold(failure -> refused(failure, steps), made -> {
                    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("wallet", made.body());
                    answer.set("steps", steps.json());
                    return Answer.of(200, answer);
                });
    }

    private static Answer refused(UserActionFailure failure, Steps steps) {
        Answer refused = refused(422, failure.status().isDefined() ? "API" : "library", failure.message());
        ((ObjectNode) refused.body()).put("code", failure.code()).set("steps", steps.json());
        return refused;
    }

    private static Answer refused(int status, String by, String why) {
        return Answer.of(status, JsonNodeFactory.instance.objectNode().put("refusedBy", by).put("message", why));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the address to open: {@code http://localhost:PORT}. */
    public URI url() {
        return URI.create(origin);
    }

    /** Stops everything. What was made is forgotten. */
    @Override
    public void close() {
        page.close();
        elsewhere.close();
        connection.close();
        sandbox.close();
    }

    @Override
    public String toString() {
        return "PasskeyDemo[" + origin + "]";
    }
}
