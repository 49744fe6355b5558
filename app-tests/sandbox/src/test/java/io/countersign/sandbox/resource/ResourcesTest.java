package io.countersign.sandbox.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.model.ExecutedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

class ResourcesTest {

    private final Sandbox sandbox = Sandbox.configure().clock(new TestClock()).start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_wallet_is_made_and_found_again_by_everybody() {
        TestCaller.Reply made = makeWallet("{\"network\":\"EthereumSepolia\",\"name\":\"ignored\"}");
        JsonNode wallet = made.json();

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.response().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(wallet.get("id").textValue()).startsWith("wa-");
        assertThat(wallet.get("network").textValue()).isEqualTo("EthereumSepolia");
        assertThat(wallet.get("status").textValue()).isEqualTo("Active");
        assertThat(wallet.get("dateCreated").textValue()).isEqualTo(TestClock.START.toString());
        TestCaller other = new TestCaller(sandbox.baseUrl(), sandbox.delegatedUser());
        assertThat(other.call("GET", "/wallets/" + wallet.get("id").textValue(), "").json()).isEqualTo(wallet);
    }

    @Test
    void wallets_are_listed_in_the_order_of_their_making() {
        assertThat(caller.call("GET", "/wallets", "").json()).isEqualTo(TestCaller.parsed("{\"items\":[]}"));

        String first = makeWallet("{\"network\":\"Bitcoin\"}").json().get("id").textValue();
        String second = makeWallet("{\"network\":\"Solana\"}").json().get("id").textValue();

        assertThat(caller.call("GET", "/wallets", "").json().get("items").findValuesAsText("id"))
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{}|network", "{\"network\":\"\"}|network", "{\"network\":null}|network", "{\"network\":1}|network",
        "[]|body", "``|body", "{\"network\":\"a\",\"network\":\"b\"}|body", "{\"network\":\"a\"} x|body"
    })
    void a_wallet_without_a_network_is_refused_and_not_executed_but_costs_the_token(String body, String field) {
        String token = caller.tokenFor("POST", "/wallets", body);
        TestCaller.Reply reply = caller.call("POST", "/wallets", body, token);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.faultyFields()).isEqualTo(field);
        assertThat(sandbox.executedCalls()).isEmpty();
        assertThat(caller.call("POST", "/wallets", body, token).status()).isEqualTo(403);
    }

    @Test
    void an_unknown_wallet_is_not_found() {
        TestCaller.Reply reply = caller.call("GET", "/wallets/wa-unknown", "");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.errorMessage()).isEqualTo("Not Found");
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void every_other_path_says_what_it_received_but_no_secrets() {
        String token = caller.tokenFor("PUT", "/things/%C3%A4", "[1, \"ü\"]");
        TestCaller.Reply reply = TestCaller.send(caller.request("/things/%C3%A4?a=b%20c&d")
                .header("X-DFNS-USERACTION", token).header("Cookie", "c=1").header("X-Api-Key", "k")
                .header("X-Kept", "v")
                .PUT(BodyPublishers.ofString("[1, \"ü\"]")));

        JsonNode echo = reply.json();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(echo.get("method").textValue()).isEqualTo("PUT");
        assertThat(echo.get("path").textValue()).isEqualTo("/things/%C3%A4");
        assertThat(echo.get("query").textValue()).isEqualTo("a=b%20c&d");
        assertThat(echo.get("body").textValue()).isEqualTo("[1, \"ü\"]");
        assertThat(echo.at("/headers/x-kept/0").textValue()).isEqualTo("v");
        assertThat(echo.get("headers").has("cookie")).isFalse();
        assertThat(echo.get("headers").has("x-api-key")).isFalse();
        assertThat(reply.text()).doesNotContain(token).doesNotContain(sandbox.serviceAccount().authToken());
    }

    @Test
    void an_echo_without_a_query_has_none() {
        assertThat(caller.call("GET", "/things", "").json().has("query")).isFalse();
    }

    @Test
    void executed_calls_are_a_snapshot_in_order() {
        caller.call("GET", "/one", "");
        List<ExecutedCall> snapshot = sandbox.executedCalls();
        caller.call("GET", "/two", "");

        assertThat(snapshot).extracting(ExecutedCall::path).containsExactly("/one");
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::path).containsExactly("/one", "/two");
        assertThatThrownBy(snapshot::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private TestCaller.Reply makeWallet(String body) {
        return caller.call("POST", "/wallets", body, caller.tokenFor("POST", "/wallets", body));
    }
}
