package io.countersign.app;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/**
 * The steps of the demo, as a sandbox's service account. Each step returns the differences from the expected result.
 */
final class DemoWalk implements AutoCloseable {

    private static final UserAction CREATE_WALLET = createWalletOn("EthereumSepolia");

    private final SandboxUser user;
    private final SandboxUser somebodyElse;
    private final Narration narration;
    private final ApiConnection connection;
    private final UserActionTransport transport;
    private final ActionExecutor executor;
    private final DemoSigners signers;

    private DemoWalk(Sandbox sandbox, Narration narration, ApiConnection connection) {
        this.user = sandbox.serviceAccount();
        this.somebodyElse = sandbox.organisationUser();
        this.narration = narration;
        this.connection = connection;
        this.transport = NarratedAdapters.transport(RetrofitTransport.over(connection), narration);
        this.executor = NarratedAdapters.executor(HttpActionExecutor.over(connection), narration);
        this.signers = new DemoSigners(narration);
    }

    static DemoWalk through(Sandbox sandbox, Narration narration) {
        narration.line("");
        narration.line("A sandbox of the API listens on " + sandbox.baseUrl() + "; we act as its service account.");
        return new DemoWalk(sandbox, narration, ApiConnection.open(ConnectionSettings
                .builder(sandbox.baseUrl().toString(), () -> sandbox.serviceAccount().authToken()).buildOrThrow()));
    }

    Seq<String> everyKind() {
        return List.of(KeyAlgorithm.values())
                .flatMap(algorithm -> walletProvenWith("a Key (" + algorithm.joseName() + ")", key(algorithm)))
                .appendAll(walletProvenWith("a PasswordProtectedKey",
                        signers.passwordProtectedKey(user.passwordProtectedKey())))
                .appendAll(walletProvenWith("a passkey (Fido2)", signers.passkey(user.passkey())));
    }

    Seq<String> twoFactors() {
        return walletProvenWith("two factors: a Key, and a passkey beside it",
                key(KeyAlgorithm.ES256), signers.passkey(user.passkey()));
    }

    Seq<String> everyRefusal() {
        return changedBody().appendAll(replayedToken()).appendAll(foreignKey());
    }

    private Seq<String> walletProvenWith(String credentials, CredentialSigner... proving) {
        narration.heading("A wallet is created, proven with " + credentials);
        return actionsWith(proving).perform(CREATE_WALLET).fold(
                failure -> List.of(credentials + ": " + failure.message()),
                answer -> answer.body().contains("\"id\":\"wa-")
                        ? List.empty()
                        : List.of(credentials + ": no wallet came back"));
    }

    private Seq<String> changedBody() {
        narration.heading("Refused: a token for one call, sent with another body");
        return authorized().fold(
                failure -> List.of("changed body: " + failure.message()),
                authorized -> expectRefusal("changed body", Step.EXECUTION, 403,
                        made(createWalletOn("Ethereum").authorizedBy(authorized.token()))));
    }

    private Seq<String> replayedToken() {
        narration.heading("Refused: the same call, sent twice with one token");
        return authorized().fold(
                failure -> List.of("replayed token: " + failure.message()),
                authorized -> made(authorized).fold(
                        failure -> List.of("replayed token, first time: " + failure.message()),
                        answer -> expectRefusal("replayed token", Step.EXECUTION, 403, made(authorized))));
    }

    /** Uses the id of an own credential with another key. */
    private Seq<String> foreignKey() {
        narration.heading("Refused: a signature made with somebody else's key");
        CredentialSigner foreign = signers.key(user.key(KeyAlgorithm.ES256).credId(),
                somebodyElse.key(KeyAlgorithm.ES256).privateKeyPem());
        return expectRefusal("foreign key", Step.REDEMPTION, 401, actionsWith(foreign).authorize(CREATE_WALLET));
    }

    private static Seq<String> expectRefusal(
            String attempt, Step step, int status, Either<UserActionFailure, ?> outcome) {
        return outcome.fold(
                failure -> failure.step() == step && failure.status().contains(status)
                        ? List.empty()
                        : List.of(attempt + ": " + failure.message()),
                success -> List.of(attempt + ": it was accepted"));
    }

    private Either<UserActionFailure, AuthorizedAction> authorized() {
        return actionsWith(key(KeyAlgorithm.EDDSA)).authorize(CREATE_WALLET);
    }

    private Either<UserActionFailure, ApiAnswer> made(AuthorizedAction authorized) {
        return executor.execute(authorized).mapLeft(UserActionFailure::apiFailed);
    }

    private ExecutingUserActions actionsWith(CredentialSigner... proving) {
        return UserActions.using(transport, proving).executedBy(executor);
    }

    private CredentialSigner key(KeyAlgorithm algorithm) {
        SandboxKey credential = user.key(algorithm);
        return signers.key(credential.credId(), credential.privateKeyPem());
    }

    private static UserAction createWalletOn(String network) {
        return UserAction.ofOrThrow("POST", "/wallets", "{\"network\":\"" + network + "\"}");
    }

    @Override
    public void close() {
        signers.close();
        connection.close();
    }
}
