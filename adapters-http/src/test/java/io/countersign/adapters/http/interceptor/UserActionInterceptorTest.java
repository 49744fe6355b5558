package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.fixture.Settings;
import io.vavr.control.Either;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Which calls are proven, and which get a credential. */
class UserActionInterceptorTest {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String PAYLOAD = "{ \"name\" : \"Zoë \\u00e9 🦜\",\n\t\"amount\": 1.10 }";

    private final MockWebServer server = new MockWebServer();
    private final FakeUserActions actions = FakeUserActions.thatProve();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RecordedRequest sent(OkHttpClient client, Request request) throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        return server.takeRequest();
    }

    private Request.Builder to(String target) {
        return new Request.Builder().url(server.url(target));
    }

    private static void assertUntouched(RecordedRequest request) {
        assertThat(request.getHeaders().names())
                .doesNotContain("Authorization", "authorization", "X-DFNS-USERACTION", "x-dfns-useraction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void a_mutating_call_is_sent_with_the_proof_of_its_bytes(String method) throws Exception {
        var request = sent(actions.client(Settings.to(server)),
                to("/wallets/wa-1?dry=run").method(method, RequestBody.create(PAYLOAD, JSON)).build());

        var proven = actions.soleAction();
        assertThat(proven.method().name()).isEqualTo(method);
        assertThat(proven.path().requestTarget()).isEqualTo("/wallets/wa-1?dry=run");
        assertThat(proven.payload().text()).isEqualTo(PAYLOAD);
        assertThat(request.getRequestLine()).isEqualTo(method + " /wallets/wa-1?dry=run HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo(PAYLOAD);
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + Settings.BEARER);
        assertThat(request.getHeaders().values("X-DFNS-USERACTION"))
                .containsExactly(FakeUserActions.tokenFor(proven).value());
    }

    @Test
    void a_call_without_a_body_is_proven_as_empty() throws Exception {
        var request = sent(actions.client(Settings.to(server)), to("/wallets/wa-1").method("DELETE", null).build());

        assertThat(actions.soleAction().payload().isEmpty()).isTrue();
        assertThat(request.getBodySize()).isZero();
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void a_read_is_sent_with_the_bearer_token_only(String method) throws Exception {
        var request = sent(actions.client(Settings.to(server)), to("/wallets").method(method, null).build());

        assertThat(actions.asked()).isEmpty();
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + Settings.BEARER);
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/action", "/auth/action/init", "/auth/action?x=1"})
    void the_exchanges_of_signing_itself_are_not_signed(String target) throws Exception {
        var request = sent(
                actions.client(Settings.to(server)), to(target).post(RequestBody.create("{}", JSON)).build());

        assertThat(actions.asked()).isEmpty();
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
    }

    @Test
    void a_path_that_only_begins_like_an_exchange_of_signing_is_signed() throws Exception {
        sent(actions.client(Settings.to(server)), to("/auth/actions").post(RequestBody.create("{}", JSON)).build());

        assertThat(actions.soleAction().path().path()).isEqualTo("/auth/actions");
    }

    @Test
    void a_callers_own_proof_is_respected() throws Exception {
        var request = sent(actions.client(Settings.to(server)), to("/wallets")
                .header("x-dfns-useraction", "my-own").post(RequestBody.create(PAYLOAD, JSON)).build());

        assertThat(actions.asked()).isEmpty();
        assertThat(request.getHeaders().values("X-DFNS-USERACTION")).containsExactly("my-own");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
    }

    @Test
    void a_callers_own_authorization_is_respected() throws Exception {
        var request = sent(actions.client(Settings.to(server)), to("/wallets")
                .header("Authorization", "Bearer my-own").post(RequestBody.create(PAYLOAD, JSON)).build());

        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer my-own");
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @Test
    void the_path_that_is_proven_is_the_one_below_the_base_url() throws Exception {
        var settings = ConnectionSettings.builder(server.url("/gateway").toString(), () -> "t");

        var request = sent(actions.client(settings),
                to("/gateway/wallets").post(RequestBody.create(PAYLOAD, JSON)).build());

        assertThat(actions.soleAction().path().path()).isEqualTo("/wallets");
        assertThat(request.getTarget()).isEqualTo("/gateway/wallets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wallets", "/gateway", "/gateways/wallets", "/gateway/../wallets"})
    void a_call_outside_the_base_url_is_passed_on_unchanged(String target) throws Exception {
        var settings = ConnectionSettings.builder(server.url("/gateway").toString(), () -> "t");

        assertUntouched(sent(actions.client(settings), to(target).post(RequestBody.create("{}", JSON)).build()));
        assertThat(actions.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:%d/", "http://127.0.0.1:%d/", "http://localhost:1/"})
    void a_call_to_another_scheme_host_or_port_is_passed_on_unchanged(String base) throws Exception {
        var settings = ConnectionSettings.builder(base.formatted(server.getPort()), () -> "t");
        var url = "http://localhost:" + server.getPort() + "/wallets";

        assertUntouched(sent(actions.client(settings),
                new Request.Builder().url(url).post(RequestBody.create("{}", JSON)).build()));
        assertUntouched(sent(actions.client(settings), new Request.Builder().url(url).build()));
        assertThat(actions.asked()).isEmpty();
    }

    @Test
    void it_can_prove_over_the_client_that_it_is_added_to() throws Exception {
        var inside = new ArrayList<RecordedRequest>();
        var builder = new OkHttpClient.Builder();
        var proving = FakeUserActions.answering(action -> {
            try {
                inside.add(sent(builder.build(), to("/auth/action/init").post(RequestBody.create("{}", JSON)).build()));
            } catch (Exception thrown) {
                throw new IllegalStateException(thrown);
            }
            return Either.right(action.authorizedBy(Settings.aToken()));
        });
        proving.interceptor(Settings.to(server)).applyTo(builder);

        var request = sent(builder.build(), to("/wallets").post(RequestBody.create("{}", JSON)).build());

        assertThat(inside).hasSize(1);
        assertThat(proving.soleAction().path().path()).isEqualTo("/wallets");
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isEqualTo(Settings.aToken().value());
    }

    @Test
    void a_second_one_in_the_same_client_changes_nothing() throws Exception {
        var builder = new OkHttpClient.Builder();
        actions.interceptor(Settings.to(server)).applyTo(builder);
        actions.interceptor(Settings.to(server)).applyTo(builder);

        var request = sent(builder.build(), to("/wallets").post(RequestBody.create("{}", JSON)).build());

        assertThat(request.getHeaders().values("X-DFNS-USERACTION"))
                .containsExactly(FakeUserActions.tokenFor(actions.soleAction()).value());
    }

    @Test
    void an_executor_over_such_a_client_is_not_signed_again() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var settings = Settings.to(server).buildOrThrow();
        var executor = HttpActionExecutor.over(ApiConnection.over(actions.client(Settings.to(server)), settings));

        assertThat(executor.execute(Settings.anAction().authorizedBy(Settings.aToken())).isRight()).isTrue();

        assertThat(actions.asked()).isEmpty();
        assertThat(server.takeRequest().getHeaders().values("X-DFNS-USERACTION"))
                .containsExactly(Settings.aToken().value());
    }

    @Test
    void what_the_application_can_see_of_a_call_holds_no_secret() throws Exception {
        var seen = new ArrayList<Object>();
        server.enqueue(new MockResponse.Builder().build());
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> {
                    var response = chain.proceed(chain.request());
                    seen.addAll(List.of(chain.request(), chain.request().headers(), response.request()));
                    return response;
                }).build();

        var request = to("/wallets").post(RequestBody.create("{}", JSON)).build();
        try (Response response = client.newCall(request).execute()) {
            seen.addAll(List.of(response, response.request(), response.networkResponse().request().headers()));
        }

        assertThat(seen).hasSize(6).allSatisfy(shown -> assertThat(shown.toString()).doesNotContain("secret"));
    }

    @Test
    void the_text_form_says_where_and_what_is_signed() {
        var interceptor = actions.interceptor(Settings.to(server));

        assertThat(interceptor).hasToString("UserActionInterceptor[" + server.url("/") + "]");
        assertThat(interceptor.onlyAnnotated())
                .hasToString("UserActionInterceptor[" + server.url("/") + ", only annotated]");
    }
}
