package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.fixture.AtOnce;
import io.countersign.sandbox.fixture.TestAuthenticator;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.SandboxUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class ConcurrencyTest {

    private static final int THREADS = 16;
    private static final String PAYLOAD = "{\"network\":\"Bitcoin\"}";

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @RepeatedTest(5)
    void of_many_redemptions_of_one_challenge_exactly_one_succeeds() throws Exception {
        JsonNode challenge = caller.challengeFor("POST", "/wallets", PAYLOAD);
        ObjectNode factor = TestCaller.factor(sandbox.serviceAccount().key("ES256K"), challenge);

        List<Integer> statuses = AtOnce.of(THREADS, thread -> caller.redeem(challenge, factor).status());

        assertThat(statuses).containsOnly(200, 400);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    }

    @RepeatedTest(5)
    void of_many_presentations_of_one_token_exactly_one_succeeds() throws Exception {
        String token = caller.tokenFor("POST", "/wallets", PAYLOAD);

        List<Integer> statuses = AtOnce.of(THREADS, thread -> caller.call("POST", "/wallets", PAYLOAD, token).status());

        assertThat(statuses).containsOnly(200, 403);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @RepeatedTest(2)
    void users_who_sign_at_the_same_time_do_not_get_in_each_others_way() throws Exception {
        List<SandboxUser> users =
                List.of(sandbox.organisationUser(), sandbox.delegatedUser(), sandbox.serviceAccount());

        List<Integer> statuses = AtOnce.of(THREADS, thread -> {
            TestCaller user = new TestCaller(sandbox.baseUrl(), users.get(thread % users.size()));
            String payload = "{\"network\":\"" + thread + "\"}";
            return user.call("POST", "/wallets", payload, user.tokenFor("POST", "/wallets", payload)).status();
        });

        assertThat(statuses).containsOnly(200);
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::body).doesNotHaveDuplicates().hasSize(THREADS);
        assertThat(caller.call("GET", "/wallets", "").json().get("items")).hasSize(THREADS);
        assertThat(sandbox.issuedChallenges()).isEqualTo(THREADS);
    }

    @RepeatedTest(5)
    void of_many_assertions_of_a_passkey_with_one_count_exactly_one_succeeds() throws Exception {
        TestAuthenticator authenticator = TestAuthenticator.of(sandbox.serviceAccount().passkey()).withCounter(7);
        List<JsonNode> challenges = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            challenges.add(caller.challengeFor("POST", "/wallets", PAYLOAD));
        }

        List<Integer> statuses = AtOnce.of(THREADS, thread -> caller.redeem(
                challenges.get(thread), authenticator.answer(challenges.get(thread))).status());

        assertThat(statuses).containsOnly(200, 401);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    }
}
