package io.countersign.adapters.http;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.Violation;
import io.countersign.domain.action.UnsignedEndpoints;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

class HttpActionExecutorTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpActionExecutor executor() {
        return HttpActionExecutor.over(ApiConnection.open(Settings.to(server).buildOrThrow()));
    }

    private RecordedRequest executed(String method, String target, String payload) throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        var action = UserAction.of(method, target, payload).get();

        assertThat(executor().execute(action.authorizedBy(Settings.aToken()))).isRight();

        return server.takeRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void the_exact_bytes_go_out_with_the_token(String method) throws Exception {
        String payload = "{ \"name\" : \"Zoë \\u00e9 🦜\",\n\t\"amount\": 1.10 }";

        var request = executed(method, "/wallets/wa-1/transfers?dry=run", payload);

        assertThat(request.getRequestLine()).isEqualTo(method + " /wallets/wa-1/transfers?dry=run HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo(payload);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().values("X-DFNS-USERACTION")).containsExactly(Settings.aToken().value());
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + Settings.BEARER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void a_call_without_a_payload_goes_out_with_an_empty_body(String method) throws Exception {
        var request = executed(method, "/wallets/wa-1", "");

        assertThat(request.getBodySize()).isZero();
        assertThat(request.getHeaders().get("Content-Type")).isNull();
    }

    @Test
    void a_get_that_was_authorised_goes_out_with_its_token() throws Exception {
        var request = executed("GET", "/wallets", "");

        assertThat(request.getRequestLine()).isEqualTo("GET /wallets HTTP/1.1");
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isEqualTo(Settings.aToken().value());
    }

    @Test
    void reading_goes_out_with_the_bearer_token_alone() throws Exception {
        server.enqueue(new MockResponse.Builder().body("[]").setHeader("Content-Type", "application/json").build());

        var answer = executor().read(Settings.path("/wallets?limit=10")).get();

        var request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("GET /wallets?limit=10 HTTP/1.1");
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNull();
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).contains("application/json");
        assertThat(answer.body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "200; {\"id\": \"wa-1\" }", "201; [ ]", "200; \"text\"", "200; {\"a\":1,\"a\":2}", "200; ''", "204; ''"})
    void success_is_the_apis_answer_as_it_stands(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());

        var answer = executor().execute(Settings.anAction().authorizedBy(Settings.aToken())).get();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "hello", " ", "{", "{\"id\": \"wa-1\"", "{} {}", "<!doctype html><title>Welcome to the hotel</title>"})
    void an_answer_that_is_not_json_is_not_the_apis_and_leaves_it_open_whether_the_call_was_carried_out(String body) {
        server.enqueue(new MockResponse.Builder().code(200).body(body).build());

        var failure = executor().execute(Settings.anAction().authorizedBy(Settings.aToken())).getLeft();

        assertThat(failure).isEqualTo(new ApiFailure.MalformedAnswer(
                Exchange.EXECUTION, 200, io.vavr.collection.List.of(new Violation("body", "must be JSON"))));
        assertThat(failure.mayHaveTakenEffect()).isTrue();
    }

    /** As servers of old frameworks do, against RFC 8259 §8.1; without a charset it is UTF-8. */
    @ParameterizedTest
    @CsvSource({"ISO-8859-1, application/json;charset=ISO-8859-1", "UTF-16BE, application/json;charset=UTF-16BE",
        "UTF-8, application/json;charset=UTF-8", "UTF-8, application/json"})
    void an_answer_is_read_in_the_charset_that_it_names(String charset, String contentType) {
        server.enqueue(new MockResponse.Builder().setHeader("Content-Type", contentType)
                .body(new Buffer().writeString("{\"name\": \"é\"}", Charset.forName(charset))).build());

        assertThat(executor().read(Settings.path("/wallets")).get().body()).isEqualTo("{\"name\": \"é\"}");
    }

    @Test
    void an_answer_of_just_the_size_that_is_allowed_is_read_whole() {
        String body = "[" + " ".repeat(998) + "]";
        server.enqueue(new MockResponse.Builder().body(body).build());
        var settings = Settings.to(server).maxAnswerBytes(1000).buildOrThrow();

        var answer = HttpActionExecutor.over(ApiConnection.open(settings)).read(Settings.path("/wallets"));

        assertThat(answer.get().body()).isEqualTo(body);
    }

    @Test
    void an_answer_that_is_nested_without_end_is_not_followed_there() {
        server.enqueue(new MockResponse.Builder().body("[".repeat(1_000_000)).build());

        assertThat(executor().read(Settings.path("/wallets")).getLeft())
                .isInstanceOf(ApiFailure.MalformedAnswer.class);
    }

    @Test
    void a_call_that_waits_for_approval_is_a_failure_of_its_own() {
        server.enqueue(new MockResponse.Builder().code(202).body("{\"approval\": \"ap-1\"}").build());

        var failure = executor().execute(Settings.anAction().authorizedBy(Settings.aToken())).getLeft();

        assertThat(failure).isInstanceOfSatisfying(ApiFailure.PolicyPending.class, pending -> {
            assertThat(pending.answer().body()).isEqualTo("{\"approval\": \"ap-1\"}");
            assertThat(pending.exchange()).isEqualTo(Exchange.EXECUTION);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/gateway, /wallets, /gateway/wallets",
        "/gateway/, /wallets, /gateway/wallets",
        "/, '/a/b;v=1/%C3%A9%20x!$&''()*+,=:@~', '/a/b;v=1/%C3%A9%20x!$&''()*+,=:@~'",
        "/, /, /"})
    void a_path_is_sent_unchanged_below_the_base_url(String base, String path, String sent) throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var settings = ConnectionSettings.builder(server.url("/").resolve(base).toString(), () -> "t").buildOrThrow();

        HttpActionExecutor.over(ApiConnection.open(settings)).read(Settings.path(path));

        assertThat(server.takeRequest().getTarget()).isEqualTo(sent);
    }

    @Test
    void a_name_with_several_addresses_is_tried_until_one_connects() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var nobodyFirst = new OkHttpClient.Builder().dns(name -> List.of(
                InetAddress.getByName("127.0.0.77"), InetAddress.getByName("127.0.0.1"))).build();
        var settings = ConnectionSettings.builder("http://localhost:" + server.getPort(), () -> "t").buildOrThrow();

        assertThat(HttpActionExecutor.over(ApiConnection.over(nobodyFirst, settings))
                .execute(Settings.anAction().authorizedBy(Settings.aToken()))).isRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_endpoint_that_takes_no_user_action_is_called_without_proof_and_without_a_bearer_token_if_there_is_none(
            String bearerToken) throws Exception {
        server.enqueue(new MockResponse.Builder().code(201).body("{\"token\":\"t\"}").build());
        var connection = ApiConnection.open(
                ConnectionSettings.builder(server.url("/").toString(), () -> bearerToken).buildOrThrow());

        assertThat(HttpActionExecutor.over(connection).executeUnsigned(
                UserAction.post("/auth/login?a=b", "{\"code\":1}"), UnsignedEndpoints.ofTheApi()))
                .hasRightValueSatisfying(answer -> assertThat(answer.body()).contains("token"));

        var request = server.takeRequest();
        assertThat(request.getRequestLine()).isEqualTo("POST /auth/login?a=b HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo("{\"code\":1}");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().names()).doesNotContain("Authorization", "X-DFNS-USERACTION");
    }

    @Test
    void an_endpoint_that_takes_no_user_action_gets_the_bearer_token_if_there_is_one() throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        assertThat(executor().executeUnsigned(UserAction.put("/auth/logout", ""), UnsignedEndpoints.ofTheApi()))
                .isRight();

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
    }

    @Test
    void any_other_endpoint_is_not_called_without_proof() {
        assertThat(executor().executeUnsigned(Settings.anAction(), UnsignedEndpoints.ofTheApi()))
                .containsOnLeft(new ApiFailure.NotSent(Exchange.EXECUTION, io.vavr.collection.List.of(new Violation(
                        "userActionHttpPath", "must be that of an endpoint that takes no user action; "
                                + "authorize and execute the action"))));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void text_forms_show_no_token() {
        assertThat(executor().toString()).doesNotContain(Settings.BEARER);
    }
}
