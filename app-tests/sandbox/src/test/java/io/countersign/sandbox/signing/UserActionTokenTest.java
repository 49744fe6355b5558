package io.countersign.sandbox.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.model.ExecutedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

class UserActionTokenTest {

    private static final String PAYLOAD = "{\"network\":\"Bitcoin\"}";

    private final TestClock clock = new TestClock();
    private final Sandbox sandbox = Sandbox.configure().clock(clock).tokenLifetime(Duration.ofSeconds(30)).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"POST,/wallets", "PUT,/wallets/wa-1", "PATCH,/things", "DELETE,/things/1", "POST,/auth/actions",
        "POST,/auth/login/delegated", "POST,/auth/credentials"})
    void a_change_without_a_token_is_refused(String method, String path) {
        assertNotProven(caller.call(method, path, PAYLOAD));
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "null"})
    void a_change_with_what_is_no_token_is_refused(String token) {
        assertNotProven(caller.call("POST", "/wallets", PAYLOAD, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void reading_needs_no_token(String method) {
        assertThat(caller.call(method, "/wallets", "").status()).isEqualTo(200);
        assertThat(caller.call(method, "/things/1?x=y", "").status()).isEqualTo(200);
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::method).containsExactly(method, method);
    }

    @Test
    void methods_that_the_api_does_not_have_are_refused() {
        TestCaller.Reply reply = caller.call("OPTIONS", "/wallets", "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.response().headers().firstValue("Allow")).contains("GET, HEAD, POST, PUT, PATCH, DELETE");
    }

    @Test
    void a_token_is_good_until_its_very_last_moment() {
        String token = token();
        clock.advance(Duration.ofSeconds(30).minusNanos(1));

        assertThat(caller.call("POST", "/wallets", PAYLOAD, token).status()).isEqualTo(200);
    }

    @Test
    void an_expired_token_is_refused() {
        String token = token();
        clock.advance(Duration.ofSeconds(30));

        assertNotProven(caller.call("POST", "/wallets", PAYLOAD, token));
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void a_token_is_good_once() {
        String token = token();

        assertThat(caller.call("POST", "/wallets", PAYLOAD, token).status()).isEqualTo(200);
        assertNotProven(caller.call("POST", "/wallets", PAYLOAD, token));
        assertThat(sandbox.executedCalls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "PUT|/wallets|{\"network\":\"Bitcoin\"}",
        "DELETE|/wallets|{\"network\":\"Bitcoin\"}",
        "POST|/wallets/|{\"network\":\"Bitcoin\"}",
        "POST|/Wallets|{\"network\":\"Bitcoin\"}",
        "POST|/%77allets|{\"network\":\"Bitcoin\"}",
        "POST|/x/../wallets|{\"network\":\"Bitcoin\"}",
        "POST|/wallets;a=b|{\"network\":\"Bitcoin\"}",
        "POST|/wallets|{\"network\": \"Bitcoin\"}",
        "POST|/wallets|`{\"network\":\"Bitcoin\"}\n`",
        "POST|/wallets|{\"network\":\"Ethereum\"}",
        "POST|/wallets|``"
    })
    void a_call_other_than_the_proven_one_is_refused_and_leaves_the_token_unspent(
            String method, String path, String body) {
        String token = token();

        assertNotProven(caller.call(method, path, body, token));
        assertThat(sandbox.executedCalls()).isEmpty();
        assertThat(caller.call("POST", "/wallets", PAYLOAD, token).status()).isEqualTo(200);
    }

    @Test
    void another_users_token_is_refused_and_stays_unspent() {
        String token = token();
        TestCaller other = new TestCaller(sandbox.baseUrl(), sandbox.organisationUser());

        assertNotProven(other.call("POST", "/wallets", PAYLOAD, token));
        assertThat(caller.call("POST", "/wallets", PAYLOAD, token).status()).isEqualTo(200);
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::user).containsExactly(sandbox.serviceAccount());
    }

    @Test
    void a_path_may_be_described_with_its_query_which_then_counts() {
        String described = "/permissions/pm-1/assignments/as-1?force=true&reason=a%20b";
        String token = caller.tokenFor("DELETE", described, "");

        assertNotProven(caller.call("DELETE", "/permissions/pm-1/assignments/as-1", "", token));
        assertNotProven(caller.call("DELETE", "/permissions/pm-1/assignments/as-1?force=false", "", token));
        assertNotProven(caller.call("DELETE", described + "&x", "", token));
        assertThat(caller.call("DELETE", described, "", token).status()).isEqualTo(200);
    }

    @Test
    void a_query_that_was_not_described_does_not_count() {
        assertThat(caller.call("POST", "/wallets?dry=1", PAYLOAD, token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void a_call_without_a_body_is_described_as_empty_or_as_an_empty_object(String described) {
        assertThat(caller.call("DELETE", "/things/1", "", caller.tokenFor("DELETE", "/things/1", described)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"``|{}", "{}|{ }", "{ }|``", "[]|``", "{}|x"})
    void nothing_else_may_be_described_for_another_body(String described, String sent) {
        assertNotProven(caller.call("POST", "/things", sent, caller.tokenFor("POST", "/things", described)));
    }

    @Test
    void two_tokens_in_one_call_are_refused() {
        String one = token();
        String other = token();

        assertNotProven(TestCaller.send(caller.request("/wallets").header("X-DFNS-USERACTION", one)
                .header("X-DFNS-USERACTION", other).POST(BodyPublishers.ofString(PAYLOAD))));
    }

    @Test
    void a_challenge_or_an_auth_token_is_no_user_action_token() {
        assertNotProven(caller.call("POST", "/wallets", PAYLOAD, caller.challengeFor("POST", "/wallets", PAYLOAD)
                .get("challengeIdentifier").textValue()));
        assertNotProven(caller.call("POST", "/wallets", PAYLOAD, sandbox.serviceAccount().authToken()));
    }

    private String token() {
        return caller.tokenFor("POST", "/wallets", PAYLOAD);
    }

    private static void assertNotProven(TestCaller.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.errorMessage()).isEqualTo("user action signature is missing or invalid");
        assertThat(reply.json().at("/error/status").intValue()).isEqualTo(403);
    }
}
