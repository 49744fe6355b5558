package io.countersign.endtoend;

import io.countersign.adapters.crypto.pkcs11.KeySelector;
import io.countersign.adapters.crypto.pkcs11.Pkcs11SigningKey;
import io.countersign.adapters.crypto.pkcs11.Pkcs11Token;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the whole flow with a key that keytool generated in an HSM. */
@ResourceLock(HsmToken.LOCK)
class HsmFlowTest {

    private static Pkcs11Token token;

    @BeforeAll
    static void open() {
        token = HsmToken.open();
    }

    @AfterAll
    static void close() {
        token.close();
    }

    @ParameterizedTest
    @CsvSource({"p-256, ES256", "secp256k1, ES256K", "rsa, RS256"})
    void a_key_in_an_hsm_proves_and_makes_a_call(String label, String scheme) {
        Pkcs11SigningKey key = token.key(KeySelector.label(label)).get();

        assertThat(key.scheme().joseName()).isEqualTo(scheme);
        try (var sandbox = Sandbox.start()) {
            assertThat(answer(sandbox, key).get().status()).isEqualTo(200);
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @Test
    void what_the_token_refuses_ends_the_call_before_it_is_made() {
        Pkcs11SigningKey key;
        try (Pkcs11Token another = HsmToken.open()) {
            key = another.key(KeySelector.label("p-256")).get();
        }
        try (var sandbox = Sandbox.start()) {
            assertThat(answer(sandbox, key).getLeft().reason()).isInstanceOfSatisfying(Reason.NotSigned.class,
                    failure -> assertThat(failure.failure())
                            .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind));
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }

    @Test
    void a_private_key_that_was_replaced_behind_its_certificate_ends_the_call_before_it_is_made() {
        try (Pkcs11Token tampered = HsmToken.openForTampering(); var sandbox = Sandbox.start()) {
            Pkcs11SigningKey inUse = tampered.key(KeySelector.label("p-256")).get();
            assertThat(answer(sandbox, inUse).get().status()).isEqualTo(200);

            HsmToken.tamper();

            for (Pkcs11SigningKey key : List.of(inUse, tampered.key(KeySelector.label("p-256")).get())) {
                assertThat(answer(sandbox, key).getLeft().reason()).isInstanceOfSatisfying(Reason.NotSigned.class,
                        failure -> assertThat(failure.failure())
                                .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind));
            }
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    @Test
    void one_holders_wrong_pin_keeps_no_call_of_another_from_being_made() {
        AtomicInteger wrongPins = new AtomicInteger();
        try (Pkcs11Token mine = HsmToken.openForLogout(HsmToken.PIN::toCharArray);
                Pkcs11Token theirs = HsmToken.openForLogout(() -> {
                    wrongPins.incrementAndGet();
                    return "1357-wrong".toCharArray();
                });
                var sandbox = Sandbox.start()) {
            Pkcs11SigningKey myKey = mine.key(KeySelector.label("p-256")).get();
            Pkcs11SigningKey theirKey = theirs.key(KeySelector.label("p-256")).get();
            // The first signature was begun when the key was found, and SoftHSM ends it without a look at the login.
            for (Pkcs11SigningKey key : List.of(myKey, theirKey)) {
                assertThat(key.sign(new byte[1]).isRight()).isTrue();
            }
            HsmToken.logOut();

            for (int times = 0; times < 2; times++) {
                assertThat(answer(sandbox, theirKey).getLeft().reason()).isInstanceOfSatisfying(Reason.NotSigned.class,
                        failure -> assertThat(failure.failure())
                                .returns(SigningFailure.Kind.WRONG_PIN, SigningFailure::kind));
            }
            assertThat(answer(sandbox, myKey).get().status()).isEqualTo(200);
            assertThat(wrongPins).hasValue(1);
            assertThat(sandbox.executedCalls()).hasSize(1);
        }
    }

    private static Either<UserActionFailure, ApiAnswer> answer(Sandbox sandbox, Pkcs11SigningKey key) {
        var user = sandbox.serviceAccount();
        var credential = sandbox.register(user, pem(key));
        var settings = ConnectionSettings.builder(sandbox.baseUrl().toString(), user::authToken).buildOrThrow();
        try (var connection = ApiConnection.open(settings)) {
            return UserActions.using(RetrofitTransport.over(connection),
                            CredentialSigner.key(CredentialId.of(credential.credId()).get(), key))
                    .executedBy(HttpActionExecutor.over(connection))
                    .perform(UserAction.of("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}").get());
        }
    }

    private static String pem(Pkcs11SigningKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.publicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
