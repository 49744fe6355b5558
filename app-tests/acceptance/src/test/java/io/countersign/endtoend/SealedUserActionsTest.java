package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.SealedUserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.Seal;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import io.vavr.collection.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

/**
 * A user action is begun in one process, signed in a browser, and completed in another process that shares only the
 * keys.
 */
class SealedUserActionsTest {

    private static final String BODY = "{\"network\":\"EthereumSepolia\",\"name\":\"Zoë 🦜\"}";
    private static final UserAction ACTION = UserAction.of("POST", "/wallets?dry=true", BODY).get();

    /** Creates one of many processes: own adapters, the configured keys. */
    private static SealedUserActions replica(String... kids) {
        return replica(Clock.systemUTC(), kids);
    }

    private static SealedUserActions replica(Clock clock, String... kids) {
        var keys = List.of(kids).map(kid -> SealKey.of(kid, key(kid)).get());
        var provider = new BouncyCastleProvider();
        return SealedUserActions.using(
                new JsonPendingUserActions(), JweSeal.builder(keys).lifetime(Duration.ofMinutes(10)).clock(clock)
                        .provider(ProviderPolicy.signingWith(provider)).buildOrThrow());
    }

    private static byte[] key(String kid) {
        byte[] key = new byte[32];
        byte[] seed = kid.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(seed, 0, key, 0, seed.length);
        return key;
    }

    private static ApiConnection connection(Sandbox sandbox) {
        return ApiConnection.open(ConnectionSettings
                .builder(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken).buildOrThrow());
    }

    private static PendingUserAction begun(ApiConnection connection) {
        return DelegatedUserActions.using(RetrofitTransport.over(connection)).begin(ACTION).get();
    }

    private static CredentialAssertion signed(PendingUserAction pending, SandboxCredential credential) {
        try (var key = JcaSigningKey.fromPem(credential.privateKeyPem().toCharArray()).get()) {
            return CredentialSigner.key(CredentialId.of(credential.credId()).get(), key)
                    .sign(pending.challenge()).get();
        }
    }

    @Test
    void what_one_replica_begins_and_seals_another_opens_and_completes() {
        try (var sandbox = Sandbox.start(); var here = connection(sandbox); var there = connection(sandbox)) {
            PendingUserAction pending = begun(here);
            String sealed = replica("k2", "k1").seal(pending, "ada").get();
            CredentialAssertion assertion = signed(pending, sandbox.serviceAccount().key(KeyAlgorithm.ES256));

            PendingUserAction opened = replica("k3", "k2").open(sealed, "ada").get();
            var authorized = DelegatedUserActions.using(RetrofitTransport.over(there)).complete(opened, assertion);

            assertThat(opened).isEqualTo(pending);
            assertThat(HttpActionExecutor.over(there).execute(authorized.get())).isRight();
            assertThat(sandbox.executedCalls()).singleElement().satisfies(call ->
                    assertThat(call.body()).isEqualTo(BODY));
        }
    }

    @Test
    void what_was_opened_twice_is_completed_once() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox)) {
            PendingUserAction pending = begun(connection);
            String sealed = replica("k1").seal(pending, "ada").get();
            var assertion = signed(pending, sandbox.serviceAccount().key(KeyAlgorithm.EDDSA));
            var actions = DelegatedUserActions.using(RetrofitTransport.over(connection));

            assertThat(actions.complete(replica("k1").open(sealed, "ada").get(), assertion)).isRight();
            assertThat(actions.complete(replica("k1").open(sealed, "ada").get(), assertion).getLeft())
                    .returns(UserActionFailure.Kind.API_FAILED, UserActionFailure::kind);
        }
    }

    @Test
    void an_assertion_for_another_pending_action_does_not_complete_it() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox)) {
            var another = signed(begun(connection), sandbox.serviceAccount().key(KeyAlgorithm.EDDSA));
            PendingUserAction opened = replica("k1")
                    .open(replica("k1").seal(begun(connection), "ada").get(), "ada").get();

            var completed = DelegatedUserActions.using(RetrofitTransport.over(connection)).complete(opened, another);

            assertThat(completed.getLeft()).returns(UserActionFailure.Kind.NOT_COMPLETED, UserActionFailure::kind);
        }
    }

    @Test
    void it_opens_for_its_user_in_its_time_with_its_key_unaltered_and_not_otherwise() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox)) {
            String sealed = replica("k1").seal(begun(connection), "ada").get();
            var later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));
            int middle = sealed.length() / 2;
            String altered = sealed.substring(0, middle) + (sealed.charAt(middle) == 'A' ? 'B' : 'A')
                    + sealed.substring(middle + 1);

            assertThat(replica("k1").open(sealed, "bob"))
                    .containsOnLeft(UserActionFailure.notSealed(SealFailure.forAnotherUser()));
            assertThat(replica("k2").open(sealed, "ada"))
                    .containsOnLeft(UserActionFailure.notSealed(SealFailure.unknownKey()));
            assertThat(replica("k1").open(altered, "ada"))
                    .containsOnLeft(UserActionFailure.notSealed(SealFailure.altered()));
            assertThat(replica(later, "k1").open(sealed, "ada").getLeft().code()).isEqualTo("seal_expired");
            assertThat(replica("k1").open(sealed, "ada")).isRight();
        }
    }

    @Test
    void genuine_content_that_is_no_pending_action_is_unusable() {
        var seal = JweSeal.builder(List.of(SealKey.of("k1", key("k1")).get())).lifetime(Duration.ofMinutes(1))
                .buildOrThrow();

        var failure = replica("k1").open(seal.seal("{\"version\":2,\"inner-secret\":1}",
                Seal.Purpose.PENDING_USER_ACTION, "ada").get(), "ada").getLeft();

        assertThat(failure.code()).isEqualTo("seal_unusable");
        assertThat(failure.message()).contains("version: must be 1").doesNotContain("inner-secret");
    }

    /** Its content is exactly a pending action under the same keys, but sealed for another purpose. */
    @Test
    void what_the_application_sealed_for_something_else_does_not_open_as_a_pending_action() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox)) {
            var seal = JweSeal.builder(List.of(SealKey.of("k1", key("k1")).get())).lifetime(Duration.ofMinutes(1))
                    .buildOrThrow();
            String written = new JsonPendingUserActions().write(begun(connection));

            String note = seal.seal(written, Seal.Purpose.of("note").get(), "ada").get();
            assertThat(replica("k1").open(note, "ada"))
                    .containsOnLeft(UserActionFailure.notSealed(SealFailure.forAnotherPurpose()));

            String pending = seal.seal(written, Seal.Purpose.PENDING_USER_ACTION, "ada").get();
            assertThat(replica("k1").open(pending, "ada")).isRight();
            assertThat(seal.open(pending, Seal.Purpose.of("note").get(), "ada"))
                    .containsOnLeft(SealFailure.forAnotherPurpose());
        }
    }

    @Test
    void neither_the_sealed_text_nor_a_failure_shows_what_is_inside() {
        try (var sandbox = Sandbox.start(); var connection = connection(sandbox)) {
            PendingUserAction pending = begun(connection);
            String sealed = replica("k1").seal(pending, "ada").get();
            String identifier = pending.challenge().challengeIdentifier().value();

            assertThat(sealed).doesNotContain(identifier, Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(BODY.getBytes(StandardCharsets.UTF_8)));
            assertThat(replica("k1").open(sealed, "bob").getLeft().toString()).doesNotContain(identifier, "wallets");
            assertThat(sealed).matches("[A-Za-z0-9_.-]+");
        }
    }
}
