package io.countersign.conformance;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.replacement.HttpClientTransport;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxKey;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** The transport of this library and one that replaces it work with the sandbox. */
class TransportsBeforeTheSandboxTest {

    @Test
    void our_transport_proves_a_user_action() {
        try (var sandbox = Sandbox.start();
                var connection = ApiConnection.open(ConnectionSettings
                        .builder(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken).buildOrThrow())) {
            assertThatItProvesAnAction(RetrofitTransport.over(connection), sandbox);
        }
    }

    @Test
    void a_transport_on_the_client_of_the_jdk_proves_a_user_action() {
        try (var sandbox = Sandbox.start()) {
            assertThatItProvesAnAction(HttpClientTransport.to(
                    sandbox.baseUrl(), sandbox.serviceAccount()::authToken, Duration.ofSeconds(30)), sandbox);
        }
    }

    private static void assertThatItProvesAnAction(UserActionTransport transport, Sandbox sandbox) {
        SandboxKey key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
        UserActionChallenge challenge =
                transport.requestChallenge(UserAction.of("POST", "/wallets", "{}").get()).get();
        SignedChallenge signed = challenge.signedBy(CredentialSigner.key(CredentialId.of(key.credId()).get(),
                JcaSigningKey.fromPem(key.privateKeyPem().toCharArray()).get()).sign(challenge).get()).get();

        assertThat(transport.redeem(signed).get().value()).isNotEmpty();
        assertThat(transport.redeem(signed).getLeft().status()).as("a challenge is good once").containsExactly(400);
    }
}
