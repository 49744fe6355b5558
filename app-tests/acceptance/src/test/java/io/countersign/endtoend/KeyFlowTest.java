package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SigningRefusal;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** Runs the whole flow with a key against the sandbox. */
class KeyFlowTest {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\",\"name\":\"Zoë 🦜\"}";

    private static ApiConnection connection(Sandbox sandbox, SandboxUser user) {
        return ApiConnection.open(ConnectionSettings.builder(sandbox.baseUrl().toString(), user::authToken)
                .buildOrThrow());
    }

    private static ExecutingUserActions actions(ApiConnection connection, CredentialSigner... signers) {
        return UserActions.using(RetrofitTransport.over(connection), signers)
                .executedBy(HttpActionExecutor.over(connection));
    }

    private static CredentialSigner signer(SandboxCredential credential) {
        return signer(credential.credId(), credential.privateKeyPem());
    }

    private static CredentialSigner signer(String credentialId, String pem) {
        return CredentialSigner
                .key(CredentialId.of(credentialId).get(), JcaSigningKey.fromPem(pem.toCharArray()).get());
    }

    private static UserAction action(String method, String target, String body) {
        return UserAction.of(method, target, body).get();
    }

    @ParameterizedTest
    @EnumSource
    void every_user_proves_and_makes_a_call_with_every_kind_of_key(KeyAlgorithm algorithm) {
        try (var sandbox = Sandbox.start()) {
            for (var user : new SandboxUser[] {
                sandbox.serviceAccount(), sandbox.organisationUser(), sandbox.delegatedUser()}) {
                try (var connection = connection(sandbox, user)) {
                    var answer = actions(connection, signer(user.key(algorithm)))
                            .perform(action("POST", "/wallets", WALLET));

                    assertThat(answer.get().status()).isEqualTo(200);
                    assertThat(answer.get().body()).contains("\"status\":\"Active\"", "\"dateCreated\"");
                }
            }
            assertThat(sandbox.executedCalls()).hasSize(3).allSatisfy(call ->
                    assertThat(call.body()).isEqualTo(WALLET));
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /policies?dry=true", "PUT, /wallets/wa-1/tags", "PATCH, /wallets/wa-1", "DELETE, /wallets/wa-1"})
    void every_method_that_changes_something_is_proven_with_and_without_a_body(String method, String target) {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            var actions = actions(connection, signer(sandbox.serviceAccount().key(KeyAlgorithm.EDDSA)));

            assertThat(actions.perform(action(method, target, "{\"a\": [1, 2]}"))).isRight();
            assertThat(actions.perform(action(method, target, ""))).isRight();

            assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).containsExactly("{\"a\": [1, 2]}", "");
        }
    }

    @Test
    void a_wallet_that_was_made_is_read_without_proof() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            actions(connection, signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256)))
                    .perform(action("POST", "/wallets", WALLET));

            var wallets = HttpActionExecutor.over(connection).read(action("GET", "/wallets", "").path());

            assertThat(wallets.get().body()).contains("\"network\":\"EthereumSepolia\"");
        }
    }

    @Test
    void a_key_of_somebody_else_is_refused_on_redemption() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            var foreign = signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256).credId(),
                    sandbox.delegatedUser().key(KeyAlgorithm.ES256).privateKeyPem());

            var failure = actions(connection, foreign).perform(action("POST", "/wallets", WALLET)).getLeft();

            assertThat(failure.step()).isEqualTo(Step.REDEMPTION);
            assertThat(failure.mayHaveTakenEffect()).isFalse();
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    @Test
    void a_credential_that_the_challenge_does_not_allow_is_refused_before_anything_is_signed() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            var unknown = CredentialId.of("cr-unknown").get();
            CredentialSigner signer = CredentialSigner.key(unknown, message -> {
                throw new AssertionError("nothing is to be signed");
            });

            var failure = actions(connection, signer).authorize(action("POST", "/wallets", WALLET)).getLeft();

            assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotAllowed.class, notAllowed -> {
                assertThat(notAllowed.refusal()).isInstanceOf(SigningRefusal.NoFirstFactor.class);
                assertThat(notAllowed.refusal().allowed()).hasSize(6).contains(Credential.of(CredentialKind.KEY,
                        CredentialId.of(sandbox.serviceAccount().key(KeyAlgorithm.RS256).credId()).get()));
            });
            assertThat(failure.message()).contains("cr-unknown",
                    sandbox.serviceAccount().key(KeyAlgorithm.RS256).credId());
        }
    }

    @Test
    void two_keys_sign_where_a_second_factor_is_due_and_one_alone_does_not_do() {
        try (var sandbox = Sandbox.configure().requiringSecondFactor(CredentialKind.KEY).start();
                var connection = connection(sandbox, sandbox.serviceAccount())) {
            var first = signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256));
            var second = signer(sandbox.serviceAccount().key(KeyAlgorithm.EDDSA));

            assertThat(actions(connection, first, second).perform(action("POST", "/wallets", WALLET))).isRight();
            assertThat(actions(connection, first).perform(action("POST", "/wallets", WALLET)).getLeft().reason())
                    .isInstanceOfSatisfying(Reason.NotAllowed.class, failure ->
                            assertThat(failure.refusal()).isInstanceOf(SigningRefusal.NoSecondFactor.class));
        }
    }

    @Test
    void a_bearer_token_that_is_not_known_is_unauthorised() {
        try (var sandbox = Sandbox.start();
                var connection = ApiConnection.open(ConnectionSettings
                        .builder(sandbox.baseUrl().toString(), () -> "nobody").buildOrThrow())) {
            var failure = actions(connection, signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256)))
                    .authorize(action("POST", "/wallets", WALLET)).getLeft();

            assertThat(failure.reason()).isInstanceOfSatisfying(Reason.ApiFailed.class, failed ->
                    assertThat(failed.failure()).isInstanceOfSatisfying(ApiFailure.Refused.class, refused ->
                            assertThat(refused.kind()).isEqualTo(ApiFailureKind.UNAUTHORIZED)));
        }
    }

    @Test
    void an_action_that_was_executed_is_not_executed_again_with_its_token() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            var executor = HttpActionExecutor.over(connection);
            var authorized = actions(connection, signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256)))
                    .authorize(action("POST", "/wallets", WALLET)).get();

            assertThat(executor.execute(authorized)).isRight();
            assertThat(executor.execute(authorized).getLeft().status()).contains(403);
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @Test
    void many_threads_share_one_set_of_adapters() throws Exception {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox, sandbox.serviceAccount())) {
            var actions = actions(connection, signer(sandbox.serviceAccount().key(KeyAlgorithm.ES256)));
            var threads = Executors.newFixedThreadPool(8);
            try {
                var calls = IntStream.range(0, 64).<Callable<Boolean>>mapToObj(number -> () ->
                        actions.perform(action("POST", "/things", "{\"number\":" + number + "}")).isRight()).toList();

                for (var outcome : threads.invokeAll(calls)) {
                    assertThat(outcome.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).doesNotHaveDuplicates().hasSize(64);
        }
    }
}
