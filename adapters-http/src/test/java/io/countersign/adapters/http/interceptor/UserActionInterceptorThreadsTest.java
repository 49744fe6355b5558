package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.fixture.Settings;
import io.vavr.control.Either;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Retrofit;
import retrofit2.http.POST;
import retrofit2.http.Query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Proving needs calls of its own, and these must not wait for those that wait for them. */
class UserActionInterceptorThreadsTest {

    interface Wallets {

        @POST("wallets")
        CompletableFuture<ResponseBody> create(@Query("number") int number);
    }

    @Test
    void many_calls_in_flight_on_a_small_dispatcher_end_even_if_the_same_client_proves_them() throws Exception {
        try (var server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().body(request.getTarget()).build();
                }
            });
            server.start();
            var builder = new OkHttpClient.Builder();
            var dispatcher = new okhttp3.Dispatcher();
            dispatcher.setMaxRequests(2);
            dispatcher.setMaxRequestsPerHost(2);
            var clients = new CompletableFuture<OkHttpClient>();
            FakeUserActions.answering(action -> {
                var proving = new Request.Builder().url(server.url("/auth/action/init"))
                        .post(RequestBody.create("{}", null)).build();
                try (var response = clients.join().newCall(proving).execute()) {
                    assertThat(response.code()).isEqualTo(200);
                } catch (IOException thrown) {
                    throw new UncheckedIOException(thrown);
                }
                return Either.right(action.authorizedBy(FakeUserActions.tokenFor(action)));
            }).interceptor(Settings.to(server)).applyTo(builder.dispatcher(dispatcher));
            clients.complete(builder.build());
            var wallets = new Retrofit.Builder().baseUrl(server.url("/")).client(clients.join()).build()
                    .create(Wallets.class);

            var answers = IntStream.range(0, 64).mapToObj(wallets::create).toList();

            assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(60, TimeUnit.SECONDS);
            for (int number = 0; number < 64; number++) {
                assertThat(answers.get(number).join().string()).isEqualTo("/wallets?number=" + number);
            }
            assertThat(server.getRequestCount()).isEqualTo(128);
        }
    }
}
