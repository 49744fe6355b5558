package io.countersign.vault;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.vault.TransitKey.Type;
import io.countersign.vault.VaultStandIn.Received;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/** A wallet is created with a key that never leaves Vault. */
@Timeout(120)
class VaultFlowTest {

    private static final String WALLET = "{\"network\":\"EthereumSepolia\",\"name\":\"Zoë 🦜\"}";

    /** The SHA-256 of 1, 2, 3. */
    private static final String DIGEST = "A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E=";

    private final Sandbox sandbox = Sandbox.start();
    private final ApiConnection connection = ApiConnection.open(ConnectionSettings
            .builder(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken).buildOrThrow());
    private VaultStandIn vault;

    @BeforeEach
    void start() throws IOException {
        vault = VaultStandIn.start();
    }

    @AfterEach
    void stop() {
        vault.close();
        connection.close();
        sandbox.close();
    }

    private SandboxKey registered(VaultKey key) {
        return sandbox.register(sandbox.serviceAccount(), key.publicKeyPem());
    }

    private Either<UserActionFailure, ApiAnswer> walletCreatedBy(VaultKey key, SandboxKey registered) {
        return UserActions.using(RetrofitTransport.over(connection),
                        CredentialSigner.key(CredentialId.of(registered.credId()).get(), key))
                .executedBy(HttpActionExecutor.over(connection))
                .perform(UserAction.of("POST", "/wallets", WALLET).get());
    }

    @ParameterizedTest
    @EnumSource(names = {"ECDSA_P256", "ED25519", "RSA_2048"})
    void a_wallet_is_created_with_a_key_that_lives_in_vault(Type type) {
        vault.transit().put("signing-1", TransitKey.create(type));
        VaultKey key = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();

        var answer = walletCreatedBy(key, registered(key));

        assertThat(answer.get().body()).contains("\"id\":\"wa-", "\"status\":\"Active\"");
        assertThat(sandbox.executedCalls()).singleElement().satisfies(call ->
                assertThat(call.body()).isEqualTo(WALLET));
        assertThat(vault.received()).extracting(Received::path)
                .containsExactly("/v1/transit/keys/signing-1", "/v1/transit/sign/signing-1");
    }

    @Test
    void vault_is_asked_for_what_the_api_takes() {
        for (Type type : new Type[] {Type.ECDSA_P256, Type.RSA_2048, Type.ED25519}) {
            vault.transit().put("signing-1", TransitKey.create(type));
            assertThat(VaultKey.of(Vaults.to(vault), "signing-1", 1).get().sign(new byte[] {1, 2, 3})).isRight();
        }
        var asked = vault.received().stream().filter(received -> received.method().equals("POST"))
                .map(received -> received.parameters().toString()).toList();

        assertThat(asked.get(0)).contains("\"key_version\":1", "\"prehashed\":true", "\"hash_algorithm\":\"sha2-256\"",
                "\"marshaling_algorithm\":\"asn1\"", "\"input\":\"" + DIGEST + "\"");
        assertThat(asked.get(1)).contains("\"prehashed\":true", "\"signature_algorithm\":\"pkcs1v15\"");
        assertThat(asked.get(2)).isEqualTo("{\"input\":\"AQID\",\"key_version\":1}");
    }

    @Test
    void a_key_in_a_namespace_and_under_another_mount_signs_too() throws IOException {
        try (var enterprise = VaultStandIn.start("bank/custody", "signing/transit")) {
            enterprise.transit().put("signing-1", TransitKey.create(Type.ED25519));
            VaultKey key = VaultKey.of(Vaults.to(enterprise, "signing/transit",
                    Option.some("bank/custody")), "signing-1", 1).get();

            assertThat(walletCreatedBy(key, registered(key))).isRight();
        }
    }

    @Test
    void after_a_rotation_the_pinned_version_goes_on_until_the_new_one_is_registered() {
        vault.transit().put("signing-1", TransitKey.create(Type.ECDSA_P256));
        VaultKey first = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();
        SandboxKey registeredFirst = registered(first);
        vault.transit().put("signing-1", vault.transit().key("signing-1").orElseThrow().rotated());

        assertThat(walletCreatedBy(first, registeredFirst)).isRight();

        VaultKey second = VaultKey.of(Vaults.to(vault), "signing-1", 2).get();
        assertThat(second.publicKeyPem()).isNotEqualTo(first.publicKeyPem());
        assertThat(walletCreatedBy(second, registered(second))).isRight();
    }

    @Test
    void a_key_that_was_replaced_under_its_name_is_noticed_before_the_api_hears_of_it() {
        vault.transit().put("signing-1", TransitKey.create(Type.ECDSA_P256));
        VaultKey key = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();
        SandboxKey registered = registered(key);
        vault.transit().put("signing-1", TransitKey.create(Type.ECDSA_P256));

        var failure = walletCreatedBy(key, registered).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.NotSigned.class, notSigned ->
                assertThat(notSigned.failure()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind));
        assertThat(failure.message()).contains("very key and version");
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void a_sealed_vault_is_no_disaster_and_after_unsealing_the_same_key_signs() {
        vault.transit().put("signing-1", TransitKey.create(Type.ED25519));
        VaultKey key = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();
        SandboxKey registered = registered(key);
        vault.seal(true);

        var failure = walletCreatedBy(key, registered).getLeft();

        assertThat(failure.step()).isEqualTo(Step.SIGNATURE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.message()).contains("sealed");
        vault.seal(false);
        assertThat(walletCreatedBy(key, registered)).isRight();
    }

    @Test
    void many_threads_sign_with_one_key_in_vault() throws Exception {
        vault.transit().put("signing-1", TransitKey.create(Type.ECDSA_P256));
        VaultKey key = VaultKey.of(Vaults.to(vault), "signing-1", 1).get();
        SandboxKey registered = registered(key);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var calls = IntStream.range(0, 32)
                    .<Callable<Boolean>>mapToObj(number -> () -> walletCreatedBy(key, registered).isRight()).toList();
            for (var outcome : threads.invokeAll(calls)) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(sandbox.executedCalls()).hasSize(32);
    }
}
