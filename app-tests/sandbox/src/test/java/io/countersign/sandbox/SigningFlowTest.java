package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestSigner;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs the whole flow for every user and every key: challenge, signature, token, call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningFlowTest {

    private static final String PAYLOAD = "{\"network\":\"EthereumSepolia\",\"name\":\"ünïcødé 🔑\"}";

    private Sandbox sandbox;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    Stream<Arguments> everyUserWithEveryKey() {
        return Stream.of(sandbox.organisationUser(), sandbox.delegatedUser(), sandbox.serviceAccount())
                .flatMap(user -> Arrays.stream(KeyAlgorithm.values())
                        .map(algorithm -> Arguments.of(user, algorithm)));
    }

    @ParameterizedTest
    @MethodSource("everyUserWithEveryKey")
    void a_signed_challenge_becomes_a_token_that_makes_the_call_once(SandboxUser user, KeyAlgorithm algorithm) {
        TestCaller caller = new TestCaller(sandbox.baseUrl(), user);
        int executedBefore = sandbox.executedCalls().size();
        int challengesBefore = sandbox.issuedChallenges();

        JsonNode challenge = caller.challengeFor("POST", "/wallets", PAYLOAD);
        TestCaller.Reply redemption = caller.redeem(challenge, TestCaller.factor(user.key(algorithm), challenge));
        assertThat(redemption.status()).as(redemption.text()).isEqualTo(200);
        TestCaller.Reply wallet = caller.call("POST", "/wallets", PAYLOAD, redemption.userAction());

        assertThat(wallet.status()).as(wallet.text()).isEqualTo(200);
        assertThat(wallet.json().get("id").textValue()).startsWith("wa-");
        assertThat(sandbox.issuedChallenges()).isEqualTo(challengesBefore + 1);
        List<ExecutedCall> executed = sandbox.executedCalls();
        assertThat(executed.subList(executedBefore, executed.size()))
                .containsExactly(new ExecutedCall(user, "POST", "/wallets", PAYLOAD));
    }

    @ParameterizedTest
    @MethodSource("everyUserWithEveryKey")
    void a_signature_by_another_users_key_is_refused(SandboxUser user, KeyAlgorithm algorithm) {
        SandboxUser other = user.equals(sandbox.delegatedUser()) ? sandbox.serviceAccount() : sandbox.delegatedUser();
        TestCaller caller = new TestCaller(sandbox.baseUrl(), user);
        JsonNode challenge = caller.challengeFor("POST", "/wallets", PAYLOAD);
        byte[] clientData = TestCaller.clientData(challenge).toString().getBytes(StandardCharsets.UTF_8);

        TestCaller.Reply reply = caller.redeem(challenge, TestCaller.factor(
                user.key(algorithm).credId(), clientData, TestSigner.sign(other.key(algorithm), clientData)));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errorMessage()).isEqualTo("Not Authorized.");
        assertThat(reply.faultyFields()).isEqualTo("firstFactor.credentialAssertion.signature");
    }

    @Test
    void a_call_of_any_changing_method_can_be_proven() {
        TestCaller caller = TestCaller.serviceAccountOf(sandbox);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            String payload = method.equals("DELETE") ? "" : "{\"a\": 1}";
            TestCaller.Reply reply = caller.call(method, "/things/a%2Fb?dry=1", payload,
                    caller.tokenFor(method, "/things/a%2Fb", payload));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.json().get("method").textValue()).isEqualTo(method);
            assertThat(reply.json().get("path").textValue()).isEqualTo("/things/a%2Fb");
            assertThat(reply.json().get("query").textValue()).isEqualTo("dry=1");
            assertThat(reply.json().get("body").textValue()).isEqualTo(payload);
        }
    }
}
