package io.countersign.sandbox.unsigned;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.resource.CredentialResource;
import io.countersign.sandbox.resource.ProtectedResources;
import io.countersign.sandbox.signing.ChallengeResource;
import io.countersign.sandbox.signing.RedemptionResource;
import io.countersign.sandbox.unsigned.Newcomers.Newcomer;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The endpoints that change something and take no user action: login, registration, recovery, the first step of new
 * credentials, quotes. A login is verified like every other signature. The others check what they are sent and answer
 * in the API's shapes; they register nobody. Thread-safe.
 */
public final class UnsignedEndpoints {

    private final Enrolment enrolment;
    private final ChallengeResource challenges;
    private final RedemptionResource redemptions;
    private final ProtectedResources resources;
    private final CredentialResource newCredentials;
    private final Clock clock;
    private final AccountAnswers answers;
    private final Newcomers newcomers;
    private final List<Endpoint> all;

    public UnsignedEndpoints(Enrolment enrolment, WebAuthnPolicy webAuthn, ChallengeResource challenges,
            RedemptionResource redemptions, ProtectedResources resources, CredentialResource newCredentials,
            Clock clock) {
        this.enrolment = enrolment;
        this.challenges = challenges;
        this.redemptions = redemptions;
        this.resources = resources;
        this.newCredentials = newCredentials;
        this.clock = clock;
        this.answers = new AccountAnswers(enrolment.organisationId(), webAuthn);
        this.newcomers = new Newcomers(enrolment.organisationId(), clock);
        this.all = login().appendAll(registration()).appendAll(recovery()).appendAll(credentials()).appendAll(quotes());
    }

    /** An endpoint; it is given the bearer token, if there was one, and the call. */
    private record Endpoint(String method, Pattern path,
            BiFunction<Option<String>, ReceivedCall, Either<Refusal, Answer>> answer) {

        static Endpoint of(String method, String path,
                BiFunction<Option<String>, ReceivedCall, Either<Refusal, Answer>> answer) {
            return new Endpoint(method, Pattern.compile(path.replaceAll("\\{[a-zA-Z]+}", "[^/]+")), answer);
        }
    }

    /** Answers a call to one of these endpoints; none if it is not to one of them. */
    public Option<Either<Refusal, Answer>> answer(Option<String> bearerToken, ReceivedCall call) {
        return all.find(endpoint -> endpoint.method.equals(call.method())
                        && endpoint.path.matcher(call.path()).matches())
                .map(endpoint -> endpoint.answer.apply(bearerToken, call));
    }

    private List<Endpoint> login() {
        return List.of(
                Endpoint.of("POST", "/auth/login/init", (token, call) -> JsonMembers.ofJson(call).flatMap(body -> {
                    String username = usernameIn(body);
                    return body.ifFaultless(() -> username).flatMap(challenges::loginAnswer);
                })),
                Endpoint.of("POST", "/auth/login", (token, call) -> redemptions.loginAnswer(call)),
                forAnybody("POST", "/auth/login/code", this::codeSent),
                forAnybody("POST", "/auth/login/social", body -> {
                    socialTokenIn(body);
                    return AccountAnswers.token(enrolment.delegatedUser().authToken());
                }),
                forAnybody("POST", "/auth/login/sso/init", body -> {
                    organisationIn(body);
                    body.nonEmptyText("clientId");
                    return JsonNodeFactory.instance.objectNode().put("ssoRedirectUrl",
                            body.nonEmptyText("redirectUri") + "?code=sandbox&state=" + RandomText.named("sso-"));
                }),
                forAnybody("POST", "/auth/login/sso", body -> {
                    body.nonEmptyText("code");
                    body.nonEmptyText("state");
                    return AccountAnswers.token(enrolment.organisationUser().authToken());
                }),
                Endpoint.of("PUT", "/auth/logout", (token, call) ->
                        userWith(token).map(user -> Answer.ok(AccountAnswers.message("success")))));
    }

    private List<Endpoint> registration() {
        return List.of(
                forAnybody("POST", "/auth/registration/init", body -> {
                    body.nonEmptyText("registrationCode");
                    return answers.registrationChallenge(newcomers.welcome(usernameIn(body)));
                }),
                forAnybody("POST", "/auth/registration/social", body -> {
                    socialTokenIn(body);
                    return answers.registrationChallenge(newcomers.welcome(RandomText.named("social-")));
                }),
                forAnybody("PUT", "/auth/registration/code", this::codeSent),
                forNewcomers("/auth/registration", (newcomer, body) ->
                        answers.registered(newcomer, credentialKindIn(body))),
                forNewcomers("/auth/registration/enduser", (newcomer, body) -> {
                    ObjectNode answer = answers.registered(newcomer, credentialKindIn(body));
                    answer.putObject("authentication").put("token", enrolment.delegatedUser().authToken());
                    var wallets = answer.putArray("wallets");
                    body.objects("wallets").forEach(wallet ->
                            wallets.add(AccountAnswers.wallet(wallet.nonEmptyText("network"), clock.instant())));
                    return answer;
                }));
    }

    private List<Endpoint> recovery() {
        return List.of(
                forAnybody("POST", "/auth/recover/user/code", this::codeSent),
                forAnybody("POST", "/auth/recover/user/init", body -> {
                    body.nonEmptyText("verificationCode");
                    return answers.recoveryChallenge(
                            newcomers.welcome(usernameIn(body)), body.nonEmptyText("credentialId"));
                }),
                forNewcomers("/auth/recover/user", (newcomer, body) -> {
                    body.object("recovery").forEach(recovery -> recovery.object("credentialAssertion"));
                    return answers.registered(newcomer,
                            body.object("newCredentials").map(UnsignedEndpoints::credentialKindIn).getOrElse(""));
                }));
    }

    private List<Endpoint> credentials() {
        return List.of(
                forUsers("/auth/credentials/init", (user, body) ->
                        credentialChallenge(body.nonEmptyText("kind"), user)),
                forAnybody("POST", "/auth/credentials/code/init", body -> {
                    body.nonEmptyText("code");
                    return credentialChallenge(body.nonEmptyText("credentialKind"), enrolment.organisationUser());
                }),
                forAnybody("POST", "/auth/credentials/code/verify", body -> {
                    body.nonEmptyText("challengeIdentifier");
                    return answers.credential(body.nonEmptyText("credentialKind"), body.nonEmptyText("credentialName"),
                            body.object("credentialInfo").flatMap(info -> info.optionalText("credId")).getOrElse(""),
                            clock.instant());
                }));
    }

    private ObjectNode credentialChallenge(String kind, SandboxUser user) {
        ObjectNode challenge = answers.credentialChallenge(kind, user.id());
        return challenge.put("challengeIdentifier",
                newCredentials.begin(user, challenge.get("challenge").textValue()));
    }

    private List<Endpoint> quotes() {
        return List.of(
                forUsers("/networks/{network}/call-function", (user, body) -> {
                    body.nonEmptyText("contract");
                    body.object("abi");
                    return JsonNodeFactory.instance.objectNode().put("result", "0");
                }),
                forUsers("/payouts/quote", (user, body) -> QuoteAnswers.payout(body, clock.instant())),
                forUsers("/swaps/quotes", (user, body) -> QuoteAnswers.swap(body, user.id(), clock.instant())),
                forUsers("/wallets/{walletId}/canton/ledger-api", (user, body) -> {
                    body.nonEmptyText("requestMethod");
                    return JsonNodeFactory.instance.objectNode().put("resource", body.nonEmptyText("resource"));
                }));
    }

    private static Endpoint forAnybody(String method, String path, Function<JsonMembers, ObjectNode> answer) {
        return Endpoint.of(method, path, (token, call) -> faultless(call, answer));
    }

    private Endpoint forUsers(String path, BiFunction<SandboxUser, JsonMembers, ObjectNode> answer) {
        return Endpoint.of("POST", path, (token, call) -> userWith(token)
                .flatMap(user -> faultless(call, body -> answer.apply(user, body))
                        .peek(carriedOut -> resources.note(user, call))));
    }

    /** Returns an endpoint for whoever has a temporary token, which is spent even if the body is refused. */
    private Endpoint forNewcomers(String path, BiFunction<Newcomer, JsonMembers, ObjectNode> answer) {
        return Endpoint.of("POST", path, (token, call) -> token.flatMap(newcomers::take)
                .toEither(Refusal.NOT_AUTHORIZED)
                .flatMap(newcomer -> faultless(call, body -> answer.apply(newcomer, body))));
    }

    private static Either<Refusal, Answer> faultless(ReceivedCall call, Function<JsonMembers, ObjectNode> answer) {
        return JsonMembers.ofJson(call).flatMap(body -> {
            ObjectNode json = answer.apply(body);
            return body.ifFaultless(() -> Answer.ok(json));
        });
    }

    private Either<Refusal, SandboxUser> userWith(Option<String> token) {
        return token.flatMap(enrolment::withAuthToken).toEither(Refusal.NOT_AUTHORIZED);
    }

    private ObjectNode codeSent(JsonMembers body) {
        usernameIn(body);
        return AccountAnswers.message("success");
    }

    /** Reads the name of somebody in this organisation. */
    private String usernameIn(JsonMembers body) {
        organisationIn(body);
        return body.nonEmptyText("username");
    }

    private void organisationIn(JsonMembers body) {
        String organisation = body.nonEmptyText("orgId");
        if (!organisation.isEmpty() && !organisation.equals(enrolment.organisationId())) {
            body.faulty("orgId", "must be the id of the sandbox's organisation");
        }
    }

    private static void socialTokenIn(JsonMembers body) {
        body.nonEmptyText("idToken");
        body.nonEmptyText("socialLoginProviderKind");
    }

    private static String credentialKindIn(JsonMembers credentials) {
        return credentials.object("firstFactorCredential").map(credential -> {
            credential.object("credentialInfo");
            return credential.nonEmptyText("credentialKind");
        }).getOrElse("");
    }
}
