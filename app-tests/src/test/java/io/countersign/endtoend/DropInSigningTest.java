package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.UserActionFailedException;
import io.countersign.adapters.http.UserActionInterceptor;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.testkit.sandbox.ExecutedCall;
import io.countersign.testkit.sandbox.KeyAlgorithm;
import io.countersign.testkit.sandbox.Sandbox;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A Retrofit interface as an application has it, against the sandbox, with nothing but the interceptor added. Forms are
 * tested in adapters-http: the sandbox binds a token to the whole body, where the API binds it to a form's data part.
 */
class DropInSigningTest {

    private static final MediaType JSON = MediaType.get("application/json");

    record NewWallet(String network, String name) {
    }

    record Wallet(String id, String network, String status, String dateCreated) {
    }

    record Wallets(List<Wallet> items) {
    }

    /** What an application would write; it knows nothing of user actions. */
    interface WalletApi {

        @POST("wallets")
        Call<Wallet> create(@Body NewWallet wallet);

        @POST("wallets")
        CompletableFuture<Wallet> createInFuture(@Body NewWallet wallet);

        @PUT("wallets/{id}/notes")
        Call<JsonNode> annotate(@Path("id") String id, @Body RequestBody notes);

        @DELETE("wallets/{id}/tags")
        Call<JsonNode> removeTags(@Path("id") String id);

        @DELETE("wallets/{id}/tags")
        CompletableFuture<JsonNode> removeTagsInFuture(@Path("id") String id);

        @GET("wallets")
        Call<Wallets> list();
    }

    /** The ways to make a call. */
    enum Calling {
        EXECUTED {
            @Override
            <T> T answerTo(Call<T> call) throws IOException {
                return successful(call.execute());
            }
        },
        ENQUEUED {
            @Override
            <T> T answerTo(Call<T> call) {
                return enqueued(call).orTimeout(60, TimeUnit.SECONDS).join();
            }
        };

        abstract <T> T answerTo(Call<T> call) throws IOException;
    }

    private static <T> T successful(Response<T> response) {
        assertThat(response.code()).isEqualTo(200);
        return response.body();
    }

    private static <T> CompletableFuture<T> enqueued(Call<T> call) {
        var answer = new CompletableFuture<T>();
        call.enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<T> call, Response<T> response) {
                answer.completeAsync(() -> successful(response));
            }

            @Override
            public void onFailure(Call<T> call, Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    private final List<ApiConnection> connections = new ArrayList<>();

    @AfterEach
    void close() {
        connections.forEach(ApiConnection::close);
    }

    private WalletApi api(Sandbox sandbox, OkHttpClient.Builder client, CredentialSigner signer) {
        var settings = ConnectionSettings.to(sandbox.baseUrl().toString(), sandbox.serviceAccount()::authToken)
                .validated().get();
        var connection = Signers.connection(sandbox, sandbox.serviceAccount());
        connections.add(connection);
        var actions = UserActions.using(RetrofitTransport.over(connection), signer);
        return new Retrofit.Builder()
                .baseUrl(sandbox.baseUrl().toString())
                .client(UserActionInterceptor.signing(actions, settings).applyTo(client).build())
                .addConverterFactory(JacksonConverterFactory.create(new ObjectMapper()))
                .build()
                .create(WalletApi.class);
    }

    private WalletApi api(Sandbox sandbox) {
        return api(sandbox, new OkHttpClient.Builder(),
                Signers.of(sandbox.serviceAccount().key(KeyAlgorithm.ES256)));
    }

    @ParameterizedTest
    @EnumSource
    void json_is_signed_and_reading_needs_no_signature(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            var api = api(sandbox);

            var wallet = calling.answerTo(api.create(new NewWallet("EthereumSepolia", "Zoë")));

            assertThat(wallet.status()).isEqualTo("Active");
            assertThat(calling.answerTo(api.list()).items()).containsExactly(wallet);
            assertThat(sandbox.executedCalls()).extracting(ExecutedCall::method).containsExactly("POST", "GET");
            assertThat(sandbox.executedCalls().get(0).body())
                    .isEqualTo("{\"network\":\"EthereumSepolia\",\"name\":\"Zoë\"}");
            assertThat(sandbox.issuedChallenges()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_call_without_a_body_is_signed(Calling calling) throws Exception {
        try (var sandbox = Sandbox.start()) {
            var echo = calling.answerTo(api(sandbox).removeTags("wa-1"));

            assertThat(echo.get("method").textValue()).isEqualTo("DELETE");
            assertThat(echo.get("body").textValue()).isEmpty();
            assertThat(sandbox.issuedChallenges()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_large_body_is_signed(Calling calling) throws Exception {
        String large = "{\"notes\":\"" + "Zoë 🦜 ".repeat(5 * 1024 * 1024 / 10 + 1) + "\"}";
        try (var sandbox = Sandbox.start()) {
            calling.answerTo(api(sandbox).annotate("wa-1", RequestBody.create(large, JSON)));

            assertThat(large.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(5 * 1024 * 1024);
            assertThat(sandbox.executedCalls()).hasSize(1);
            assertThat(sandbox.executedCalls().get(0).body().equals(large)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_streamed_body_is_signed(Calling calling) throws Exception {
        var streamed = new RequestBody() {
            private boolean gone;

            @Override
            public MediaType contentType() {
                return JSON;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                if (gone) {
                    throw new IOException("read twice");
                }
                gone = true;
                sink.writeUtf8("{\"streamed\":true}");
            }
        };
        try (var sandbox = Sandbox.start()) {
            var echo = calling.answerTo(api(sandbox).annotate("wa-1", streamed));

            assertThat(echo.get("body").textValue()).isEqualTo("{\"streamed\":true}");
        }
    }

    @Test
    void many_calls_in_flight_on_a_small_dispatcher_are_all_signed_and_made_once() {
        var small = new Dispatcher();
        small.setMaxRequests(2);
        small.setMaxRequestsPerHost(2);
        try (var sandbox = Sandbox.start()) {
            var api = api(sandbox, new OkHttpClient.Builder().dispatcher(small),
                    Signers.of(sandbox.serviceAccount().key(KeyAlgorithm.EDDSA)));

            var answers = new ArrayList<CompletableFuture<?>>();
            for (int number = 0; number < 64; number++) {
                answers.add(switch (number % 3) {
                    case 0 -> api.createInFuture(new NewWallet("EthereumSepolia", "wallet " + number));
                    case 1 -> enqueued(api.create(new NewWallet("EthereumSepolia", "wallet " + number)));
                    default -> api.removeTagsInFuture("wa-" + number);
                });
            }

            assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(120, TimeUnit.SECONDS);
            assertThat(sandbox.executedCalls()).hasSize(64).extracting(call -> call.path() + call.body())
                    .doesNotHaveDuplicates();
            assertThat(sandbox.issuedChallenges()).isEqualTo(64);
        }
    }

    @Test
    void a_call_that_cannot_be_signed_ends_with_the_typed_failure_and_is_not_made() {
        try (var sandbox = Sandbox.start(); var other = Sandbox.start()) {
            var api = api(sandbox, new OkHttpClient.Builder(),
                    Signers.of(other.serviceAccount().key(KeyAlgorithm.ES256)));

            var thrown = catchThrowableOfType(UserActionFailedException.class,
                    () -> api.create(new NewWallet("EthereumSepolia", "x")).execute());

            assertThat(thrown.failure()).isInstanceOf(UserActionFailure.NotAllowed.class);
            assertThat(thrown).hasMessageNotContaining("-secret-");
            assertThat(sandbox.executedCalls()).isEmpty();
        }
    }
}
