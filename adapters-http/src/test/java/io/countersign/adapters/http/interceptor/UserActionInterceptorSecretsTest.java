package io.countersign.adapters.http.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Settings;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where credentials do not turn up, and that each answer is shown as the API gave it. */
class UserActionInterceptorSecretsTest {

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

    private Request wallets(String method) {
        return new Request.Builder().url(server.url("/wallets"))
                .method(method, method.equals("GET") ? null : RequestBody.create("{}", MediaType.get("text/plain")))
                .build();
    }

    private static List<String> shown(Response response) {
        return List.of(response.request().headers().toMultimap().toString(), response.toString(),
                response.networkResponse().request().headers().toMultimap().toString(),
                response.networkResponse().request().toString(), response.networkResponse().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void neither_interceptors_nor_callers_find_a_credential_in_what_was_sent_over_the_network(String method)
            throws Exception {
        server.enqueue(new MockResponse.Builder().setHeader("Vary", "Authorization").build());
        var seen = new ArrayList<String>();
        Interceptor looking = chain -> {
            Response response = chain.proceed(chain.request());
            seen.addAll(shown(response));
            return response;
        };
        var client = actions.interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(looking).addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.addAll(List.of(chain.request().headers().toString(),
                            response.request().headers().toMultimap().toString()));
                    return response;
                }))
                .addInterceptor(looking).build();
        var request = method.equals("HEAD") ? wallets("GET").newBuilder().head().build() : wallets(method);

        try (Response response = client.newCall(request).execute()) {
            seen.addAll(shown(response));
        }

        assertThat(seen).hasSize(17).allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("secret"));
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
    }

    private static String everythingIn(Path directory) throws Exception {
        var text = new StringBuilder();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Accept, authorization", "X-DFNS-USERACTION", "AUTHORIZATION ,Accept"})
    void an_answer_that_varies_by_a_credential_is_not_kept_by_a_cache(String vary, @TempDir Path directory)
            throws Exception {
        assertNotKept(vary, directory);
    }

    /** In Turkish, the small letter of I has no dot. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTHORIZATION", "x-dfns-useraction", "X-Dfns-UserAction"})
    @DefaultLocale("tr-TR")
    void nor_is_it_where_letters_have_other_cases(String vary, @TempDir Path directory) throws Exception {
        assertThat("I".toLowerCase()).isNotEqualTo("i");
        assertNotKept(vary, directory);
    }

    private void assertNotKept(String vary, Path directory) throws Exception {
        try (var cache = new Cache(directory.toFile(), 1 << 20)) {
            var client = actions.interceptor(Settings.to(server))
                    .applyTo(new OkHttpClient.Builder().cache(cache)).build();
            for (int time = 1; time <= 2; time++) {
                server.enqueue(new MockResponse.Builder().setHeader("Vary", vary)
                        .setHeader("Cache-Control", "max-age=600").body("{\"for\":\"one\"}").build());

                try (Response response = client.newCall(wallets("GET")).execute()) {
                    assertThat(response.body().string()).isEqualTo("{\"for\":\"one\"}");
                    assertThat(response.headers("Cache-Control")).containsExactly("max-age=600");
                    assertThat(response.header("Vary")).isEqualTo(vary);
                }
                assertThat(server.getRequestCount()).isEqualTo(time);
            }
            cache.flush();
        }
        assertThat(everythingIn(directory)).doesNotContain("secret").doesNotContain("{\"for\"");
    }

    @Test
    void other_answers_are_cached_without_a_credential(@TempDir Path directory) throws Exception {
        try (var cache = new Cache(directory.toFile(), 1 << 20)) {
            var client = actions.interceptor(Settings.to(server))
                    .applyTo(new OkHttpClient.Builder().cache(cache)).build();
            server.enqueue(new MockResponse.Builder().setHeader("Vary", "Accept")
                    .setHeader("Cache-Control", "max-age=600").body("{\"kept\":1}").build());

            for (int time = 1; time <= 2; time++) {
                try (Response response = client.newCall(wallets("GET")).execute()) {
                    assertThat(response.body().string()).isEqualTo("{\"kept\":1}");
                }
            }
            assertThat(server.getRequestCount()).isEqualTo(1);
            cache.flush();
        }
        assertThat(everythingIn(directory)).contains("kept").doesNotContain("secret");
    }

    @Test
    void an_answer_is_shown_with_its_own_headers_after_another_one_redirected() throws Exception {
        server.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "https://elsewhere.example/")
                .setHeader("Cache-Control", "private").build());
        server.enqueue(new MockResponse.Builder().setHeader("Cache-Control", "no-store").build());
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                }).build();

        try (Response response = client.newCall(wallets("GET")).execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.header("Location")).isNull();
            assertThat(response.headers("Cache-Control")).containsExactly("no-store");
        }
    }

    @Test
    void an_earlier_answer_is_shown_with_its_own_headers_after_a_later_one() throws Exception {
        server.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "https://elsewhere.example/")
                .setHeader("Cache-Control", "private").build());
        server.enqueue(new MockResponse.Builder().setHeader("Cache-Control", "no-store").build());
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> {
                    Response first = chain.proceed(chain.request());
                    first.close();
                    chain.proceed(chain.request()).close();
                    return first;
                }).build();

        try (Response response = client.newCall(wallets("GET")).execute()) {
            assertThat(response.code()).isEqualTo(302);
            assertThat(response.header("Location")).isEqualTo("https://elsewhere.example/");
            assertThat(response.headers("Cache-Control")).containsExactly("private");
        }
    }

    @Test
    void an_answer_made_by_an_interceptor_is_returned_unchanged() throws Exception {
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> new Response.Builder().request(chain.request()).code(302).message("made up")
                        .protocol(okhttp3.Protocol.HTTP_1_1).header("Cache-Control", "made-up").build()).build();

        try (Response response = client.newCall(wallets("GET")).execute()) {
            assertThat(response.header("Cache-Control")).isEqualTo("made-up");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_status_below_or_beyond_redirects_keeps_its_location() throws Exception {
        for (int status : new int[] {201, 299, 400}) {
            server.enqueue(new MockResponse.Builder().code(status).setHeader("Location", "/here").build());
            try (Response response = actions.client(Settings.to(server)).newCall(wallets("GET")).execute()) {
                assertThat(response.header("Location")).isEqualTo("/here");
                assertThat(response.header("Cache-Control")).isNull();
            }
        }
    }
}
