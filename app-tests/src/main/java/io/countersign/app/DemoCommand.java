package io.countersign.app;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.Step;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.testkit.sandbox.KeyAlgorithm;
import io.countersign.testkit.sandbox.Sandbox;
import io.countersign.testkit.sandbox.SandboxCredential;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** Walks the flow against a sandbox of its own, then tries to cheat. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = {"Walks the whole flow for every key algorithm, against a sandbox in this process,",
            "then shows what is refused. Exit code 0 only if all went as it should."})
final class DemoCommand implements Callable<Integer> {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\"}";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Narration narration = new Narration(spec.commandLine().getOut());
        try (Sandbox sandbox = Sandbox.start();
                ApiConnection connection = ApiConnection.open(ConnectionSettings
                        .to(sandbox.baseUrl().toString(), () -> sandbox.serviceAccount().authToken())
                        .validated().get())) {
            narration.line("A sandbox of the API listens on " + sandbox.baseUrl()
                    + "; we act as its service account.");
            Walk walk = new Walk(sandbox, narration,
                    NarratedAdapters.transport(RetrofitTransport.over(connection), narration),
                    NarratedAdapters.executor(HttpActionExecutor.over(connection), narration));
            Seq<String> mishaps = walk.everyAlgorithm().appendAll(walk.everyRefusal());
            return concluded(narration, mishaps);
        }
    }

    private int concluded(Narration narration, Seq<String> mishaps) {
        narration.line("");
        if (mishaps.isEmpty()) {
            narration.line("All went as it should: four keys proved a call, three attempts to cheat were refused.");
            return 0;
        }
        return Countersign.report(spec.commandLine(),
                new Problem(Problem.REFUSED, "not as it should be: " + mishaps.mkString("; ")));
    }

    /**
     * One walk through it all. Each method returns what went otherwise than it should.
     *
     * @param sandbox the API's stand-in
     * @param narration where it is told
     * @param transport the way to the API
     * @param executor makes the calls
     */
    private record Walk(
            Sandbox sandbox, Narration narration, UserActionTransport transport, ActionExecutor executor) {

        Seq<String> everyAlgorithm() {
            return List.of(KeyAlgorithm.values()).flatMap(algorithm -> {
                narration.heading("A wallet is created, proven with an " + algorithm.joseName() + " key");
                Either<UserActionFailure, ApiAnswer> outcome =
                        actionsWith(ownKey(algorithm)).perform(createWallet(WALLET));
                return outcome.fold(
                        failure -> List.of(algorithm.joseName() + ": " + failure.message()),
                        answer -> answer.body().contains("\"id\":\"wa-")
                                ? List.empty()
                                : List.of(algorithm.joseName() + ": no wallet came back"));
            });
        }

        Seq<String> everyRefusal() {
            return List.of(changedBody(), replayedToken(), foreignKey()).flatMap(mishap -> mishap);
        }

        private Seq<String> changedBody() {
            narration.heading("Refused: a token for one call, sent with another body");
            return authorized().fold(
                    failure -> List.of("changed body: " + failure.message()),
                    authorized -> expectRefusal("changed body", Step.EXECUTION, 403, made(
                            createWallet("{\"network\":\"Ethereum\"}").authorizedBy(authorized.token()))));
        }

        private Seq<String> replayedToken() {
            narration.heading("Refused: the same call, sent twice with one token");
            return authorized().fold(
                    failure -> List.of("replayed token: " + failure.message()),
                    authorized -> made(authorized).fold(
                            failure -> List.of("replayed token, first time: " + failure.message()),
                            answer -> expectRefusal("replayed token", Step.EXECUTION, 403, made(authorized))));
        }

        private Either<UserActionFailure, ApiAnswer> made(AuthorizedAction authorized) {
            return executor.execute(authorized).mapLeft(UserActionFailure.ApiFailed::new);
        }

        /** The id of a credential that is ours, the key of one that is not. */
        private Seq<String> foreignKey() {
            narration.heading("Refused: a signature made with somebody else's key");
            SandboxCredential ours = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
            SandboxCredential theirs = sandbox.organisationUser().key(KeyAlgorithm.ES256);
            return expectRefusal("foreign key", Step.REDEMPTION, 401,
                    actionsWith(signer(ours.credId(), theirs.privateKeyPem())).authorize(createWallet(WALLET)));
        }

        private static Seq<String> expectRefusal(
                String attempt, Step step, int status, Either<UserActionFailure, ?> outcome) {
            return outcome.fold(
                    failure -> failure instanceof UserActionFailure.ApiFailed refused && failure.step() == step
                            && refused.failure().status().contains(status)
                            ? List.empty()
                            : List.of(attempt + ": " + failure.message()),
                    success -> List.of(attempt + ": it was accepted"));
        }

        private Either<UserActionFailure, AuthorizedAction> authorized() {
            return actionsWith(ownKey(KeyAlgorithm.EDDSA)).authorize(createWallet(WALLET));
        }

        private ExecutingUserActions actionsWith(CredentialSigner signer) {
            return UserActions.using(transport, signer).executedBy(executor);
        }

        private CredentialSigner ownKey(KeyAlgorithm algorithm) {
            SandboxCredential credential = sandbox.serviceAccount().key(algorithm);
            return signer(credential.credId(), credential.privateKeyPem());
        }

        private CredentialSigner signer(String credentialId, String privateKeyPem) {
            JcaSigningKey key = JcaSigningKey.fromPem(privateKeyPem.toCharArray()).get();
            return CredentialSigner.key(CredentialId.of(credentialId).get(), NarratedAdapters.key(key, narration));
        }

        private static UserAction createWallet(String body) {
            return UserAction.of("POST", "/wallets", body).get();
        }
    }
}
