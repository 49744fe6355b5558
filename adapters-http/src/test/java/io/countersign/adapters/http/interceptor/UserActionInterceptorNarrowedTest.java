package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.fixture.Settings;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing only what is annotated. */
class UserActionInterceptorNarrowedTest {

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

    interface Wallets {

        @UserActionSigned
        @POST("wallets")
        Call<Void> signed();

        @DELETE("wallets")
        Call<Void> unsigned();

        @UserActionSigned
        @GET("wallets")
        Call<Void> reading();
    }

    private Wallets annotatedWallets() {
        return new Retrofit.Builder().baseUrl(server.url("/"))
                .client(actions.interceptor(Settings.to(server)).onlyAnnotated()
                        .applyTo(new OkHttpClient.Builder()).build())
                .build().create(Wallets.class);
    }

    @Test
    void narrowed_it_signs_only_methods_that_carry_the_annotation() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().build());
        }
        annotatedWallets().signed().execute();
        annotatedWallets().unsigned().execute();
        annotatedWallets().reading().execute();

        assertThat(actions.soleAction().method().name()).isEqualTo("POST");
        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isNotNull();
        for (int i = 0; i < 2; i++) {
            var request = server.takeRequest();
            assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNull();
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
        }
    }

    @Test
    void narrowed_it_does_not_sign_calls_that_were_not_made_with_retrofit() throws Exception {
        var client = actions.interceptor(Settings.to(server)).onlyAnnotated()
                .applyTo(new OkHttpClient.Builder()).build();

        server.enqueue(new MockResponse.Builder().build());
        client.newCall(new Request.Builder().url(server.url("/wallets")).post(RequestBody.create("{}", null)).build())
                .execute().close();

        assertThat(actions.asked()).isEmpty();
        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isNull();
    }
}
