package io.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;

/** Pages of allowed origins, and no others, can call the sandbox from a browser. */
class CrossOriginTest {

    private static final String PAGE = "http://localhost:3000";

    private final Sandbox sandbox = Sandbox.configure().allowedOrigins(PAGE, "https://app.example.com").start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void a_preflight_allows_every_method_and_what_published_clients_send(String method) {
        TestCaller.Reply reply = preflight(sandbox, PAGE, method);

        assertThat(reply.status()).isEqualTo(200);
        HttpHeaders headers = reply.response().headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(listed(headers, "Access-Control-Allow-Methods")).contains(method.toLowerCase(Locale.ROOT));
        assertThat(listed(headers, "Access-Control-Allow-Headers")).contains("authorization", "content-type",
                "x-dfns-useraction", "x-dfns-sdk-version", "x-dfns-appid");
        assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void a_page_can_read_answers_refusals_and_when_to_come_back() {
        for (String path : List.of("/wallets", "/wallets/unknown")) {
            HttpHeaders headers = TestCaller.send(caller.request(path).header("Origin", PAGE)).response().headers();

            assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains(PAGE);
            assertThat(listed(headers, "Access-Control-Expose-Headers")).contains("retry-after", "x-sandbox-fault");
            assertThat(headers.allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void an_injected_fault_is_visible_to_a_page_and_spares_preflights() {
        try (Sandbox faulty = Sandbox.configure().allowedOrigins(PAGE)
                .faults(FaultKind.TOO_MANY_REQUESTS.withProbability(1)).start()) {
            TestCaller.Reply refused = TestCaller.send(
                    TestCaller.serviceAccountOf(faulty).request("/wallets").header("Origin", PAGE));

            assertThat(preflight(faulty, PAGE, "POST").status()).isEqualTo(200);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.response().headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost:30000", "https://localhost:3000",
        "http://LOCALHOST:3000", "null", "https://app.example.com.evil.example", "https://app-example.com",
        "https://evil.example http://localhost:3000", "*", "http://localhost:3000/"})
    void any_other_origin_is_refused_whatever_it_asks_for(String origin) {
        for (TestCaller.Reply reply : List.of(preflight(sandbox, origin, "POST"),
                TestCaller.send(caller.request("/wallets").header("Origin", origin)),
                TestCaller.send(caller.request("/auth/action/init").header("Origin", origin)
                        .POST(BodyPublishers.ofString("{}"))))) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.errorMessage()).contains("origin", PAGE);
            assertThat(reply.response().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void whoever_names_no_origin_is_no_browser_and_is_answered() {
        TestCaller.Reply reply = caller.call("GET", "/wallets", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.response().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void without_allowed_origins_no_page_gets_permission() {
        try (Sandbox plain = Sandbox.start()) {
            assertThat(preflight(plain, PAGE, "POST").status()).isEqualTo(401);
            assertThat(TestCaller.send(TestCaller.serviceAccountOf(plain).request("/wallets").header("Origin", PAGE))
                    .response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        }
    }

    private static TestCaller.Reply preflight(Sandbox sandbox, String origin, String method) {
        return TestCaller.send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/wallets"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type,x-dfns-useraction"));
    }

    private static List<String> listed(HttpHeaders headers, String name) {
        return headers.allValues(name).stream()
                .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split(" *, *")).stream()).toList();
    }
}
