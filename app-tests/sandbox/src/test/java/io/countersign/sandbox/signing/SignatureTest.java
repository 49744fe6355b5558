package io.countersign.sandbox.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxCredential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

class SignatureTest {

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void a_signature_over_other_bytes_is_refused_and_uses_up_the_challenge(KeyAlgorithm algorithm) {
        SandboxCredential signer = sandbox.serviceAccount().key(algorithm);
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);
        byte[] others = (TestCaller.clientData(challenge) + " ").getBytes(UTF_8);

        TestCaller.Reply reply = caller.redeem(challenge,
                TestCaller.factor(signer.credId(), clientData, TestSigner.sign(signer, others)));

        assertSignatureRefused(reply);
        TestCaller.Reply secondAttempt = caller.redeem(challenge, TestCaller.factor(signer, challenge));
        assertThat(secondAttempt.status()).isEqualTo(400);
        assertThat(secondAttempt.errorMessage()).isEqualTo("user action has already been used");
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void a_signature_that_is_cut_short_or_drawn_out_is_refused(KeyAlgorithm algorithm) {
        SandboxCredential signer = sandbox.serviceAccount().key(algorithm);
        for (int difference : new int[] {-1, 1, 200}) {
            JsonNode fresh = caller.challengeFor("POST", "/wallets", "{}");
            byte[] clientData = TestCaller.clientData(fresh).toString().getBytes(UTF_8);
            byte[] signature = TestSigner.sign(signer, clientData);

            assertSignatureRefused(caller.redeem(fresh, TestCaller.factor(signer.credId(), clientData,
                    Arrays.copyOf(signature, signature.length + difference))));
        }
    }

    @Test
    void a_signature_by_another_key_of_the_same_user_is_refused() {
        SandboxCredential key = sandbox.serviceAccount().key("ES256");
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);
        byte[] signature = TestSigner.sign(sandbox.serviceAccount().key("ES256K"), clientData);

        assertSignatureRefused(caller.redeem(challenge, TestCaller.factor(key.credId(), clientData, signature)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES256K"})
    void an_ecdsa_signature_with_a_number_written_longer_than_it_must_be_is_refused(KeyAlgorithm algorithm) {
        SandboxCredential signer = sandbox.serviceAccount().key(algorithm);
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);
        byte[] der = TestSigner.sign(signer, clientData);
        byte[] longer = new byte[der.length + 1];
        System.arraycopy(der, 0, longer, 0, 4);
        System.arraycopy(der, 4, longer, 5, der.length - 4);
        longer[1]++;
        longer[3]++;

        assertSignatureRefused(caller.redeem(challenge, TestCaller.factor(signer.credId(), clientData, longer)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES256K"})
    void an_ecdsa_signature_of_zeros_is_refused(KeyAlgorithm algorithm) {
        SandboxCredential signer = sandbox.serviceAccount().key(algorithm);
        JsonNode challenge = caller.challengeFor("POST", "/wallets", "{}");
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(UTF_8);

        assertSignatureRefused(caller.redeem(challenge, TestCaller.factor(
                signer.credId(), clientData, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0})));
    }

    private static void assertSignatureRefused(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.errorMessage()).isEqualTo("Not Authorized.");
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.signature");
    }
}
