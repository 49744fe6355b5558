package io.countersign.contracts.http;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.contracts.support.Outcome;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxKey;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link UserActionTransport} is held to. A team implements {@link #transportTo}, and gets every test that
 * the transport of this library passes:
 *
 * <pre>{@code
 * class GatewayTransportTest implements UserActionTransportContract {
 *
 *     @Override
 *     public UserActionTransport transportTo(ApiAccess api) {
 *         return new GatewayTransport(api.baseUrl(), api.bearerToken(), api.answerWithin());
 *     }
 * }
 * }</pre>
 *
 * <p>The tests bring the API along, on 127.0.0.1: one that is strict, and one that misbehaves in every way that they
 * could think of. Right answers become domain values; whatever goes wrong becomes the right
 * {@link io.countersign.ports.failure.ApiFailure}, naming the right exchange, so that callers know what may be
 * repeated; and each exchange is sent once.
 */
public interface UserActionTransportContract extends TokenlessTransportContract, BearerTokenContract {

    @Test
    default void a_user_action_is_proven_to_the_sandbox() {
        try (Sandbox sandbox = Sandbox.start();
                Loan<UserActionTransport> loan = Loan.ofTransport(this, ApiAccess.to(sandbox.baseUrl())
                        .withToken(sandbox.serviceAccount()::authToken))) {
            SandboxKey key = sandbox.serviceAccount().key(KeyAlgorithm.ES256);
            UserActionTransport transport = loan.adapter();
            UserAction action = WireSamples.action();

            UserActionChallenge challenge = Outcome.success(() -> transport.requestChallenge(action));
            CredentialAssertion assertion = CredentialSigner.key(WireSamples.id(key.credId()),
                    JcaSigningKey.fromPem(key.privateKeyPem().toCharArray()).get()).sign(challenge).get();
            SignedChallenge signed = challenge.signedBy(assertion).get();

            assertThat(Outcome.success(() -> transport.redeem(signed)).value()).isNotEmpty();
            assertThat(Outcome.failure(() -> transport.redeem(signed)).status())
                    .as("a challenge is good once").isEqualTo(Option.some(400));
        }
    }
}
