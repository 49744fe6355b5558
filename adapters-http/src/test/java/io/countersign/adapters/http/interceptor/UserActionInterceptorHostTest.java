package io.countersign.adapters.http.interceptor;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials go to the host of the URL, and the call is the one that it says it is, to whoever reads it. */
class UserActionInterceptorHostTest {

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

    private Request.Builder wallets(String method) {
        return new Request.Builder().url(server.url("/wallets")).method(method, bodyFor(method));
    }

    private static RequestBody bodyFor(String method) {
        return method.equals("GET") || method.equals("HEAD")
                ? null : RequestBody.create("{}", MediaType.get("application/json"));
    }

    private void assertRefused(Request request, String field, String because) {
        Refusals.assertRefused(actions.interceptor(Settings.to(server)), request, field, because);
        assertThat(actions.asked()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    private void assertRefusedOnTheWay(OkHttpClient.Builder client, Request request, String because) {
        Refusals.assertRefused(client.build(), request, because);
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, other-tenant.example", "POST, other-tenant.example", "POST, localhost", "POST, localhost:1",
            "DELETE, 127.0.0.1", "POST, ''"})
    void another_host_in_the_header_is_refused_before_anything_is_proven(String method, String host) {
        assertRefused(wallets(method).header("Host", host).build(), "Host", "must be that of the URL");
    }

    @Test
    void two_hosts_are_refused_even_if_they_are_the_same() {
        String host = "localhost:" + server.getPort();

        assertRefused(wallets("POST").addHeader("Host", host).addHeader("host", host).build(), "Host",
                "that of the URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost"})
    void a_host_header_with_the_host_of_the_url_is_accepted(String host) throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        actions.client(Settings.to(server)).newCall(
                wallets("POST").header("Host", host + ":" + server.getPort()).build()).execute().close();

        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @Test
    void a_host_header_with_an_ipv6_address_is_accepted() throws Exception {
        try (var six = new MockWebServer()) {
            six.start(java.net.InetAddress.getByName("::1"), 0);
            six.enqueue(new MockResponse.Builder().build());
            var base = "http://[::1]:" + six.getPort();

            actions.client(ConnectionSettings.builder(base, () -> "t"))
                    .newCall(new Request.Builder().url(base + "/wallets")
                    .post(bodyFor("POST")).build()).execute().close();

            assertThat(six.takeRequest().getHeaders().get("Host")).isEqualTo("[::1]:" + six.getPort());
        }
    }

    @Test
    void over_http_2_another_authority_is_refused_and_the_right_one_is_sent() throws Exception {
        try (var tls = TlsServer.showing(LOCALHOST)) {
            var settings = tls.settings()
                    .tls(TlsSettings.builder().trustedCertificates(HeldCertificates.pem(AUTHORITY)));
            var client = actions.interceptor(settings).applyTo(
                    settings.buildOrThrow().appliedTo(new OkHttpClient()).newBuilder()).build();
            var request = new Request.Builder().url("https://localhost:" + tls.port() + "/wallets").post(bodyFor(
                    "POST"));

            Refusals.assertRefused(client, request.header("Host", "other-tenant.example").build(), "that of the URL");
            assertThat(actions.asked()).isEmpty();
            assertThat(tls.requests()).isEmpty();
            try (var response = client.newCall(request.removeHeader("Host").build()).execute()) {
                assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
            }
            assertThat(tls.requests().get(0).getHeaders().get(":authority")).isEqualTo("localhost:" + tls.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void an_interceptor_behind_it_cannot_name_another_host(String method) {
        Interceptor naming = chain -> chain.proceed(
                chain.request().newBuilder().header("Host", "other-tenant.example").build());

        assertRefusedOnTheWay(actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(naming), wallets(method).build(), "that of the URL");
        assertRefusedOnTheWay(actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder()
                .addNetworkInterceptor(naming)), wallets(method).build(), "that of the URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "Post", "delete", "get", "MERGE", "QUERY", "POST*", "LINK"})
    void methods_that_a_server_may_take_for_another_are_refused(String method) {
        assertRefused(wallets(method).build(), "method", "must be GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE");
        assertRefused(wallets(method).url(server.url("/auth/login")).build(), "method", "must be GET, HEAD");
    }

    /** It would be sent without a proof, and any number of times. */
    @ParameterizedTest
    @CsvSource({"GET, POST", "GET, DELETE", "HEAD, PUT", "POST, PUT", "POST, post", "GET, Patch"})
    void an_interceptor_behind_it_cannot_choose_another_method(String method, String other) {
        Interceptor choosing = chain ->
                chain.proceed(chain.request().newBuilder().method(other, bodyFor(other)).build());

        for (String path : new String[] {"/wallets", "/auth/login"}) {
            assertRefusedOnTheWay(actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                    .addInterceptor(choosing), wallets(method).url(server.url(path)).build(), "must");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "X-HTTP-Method-Override", "x-http-method", "X-METHOD-OVERRIDE", "X_HTTP_METHOD_OVERRIDE", "_method", "X-Method",
        "X-Original-URL", "X-Rewrite-URL", "X-Original-URI", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Host",
        "Forwarded", ":authority", ":path", "X-Override-URL"})
    void headers_by_which_a_server_takes_a_call_for_another_are_refused(String name) {
        assertRefused(wallets("POST").header(name, "DELETE").build(), "headers", "must not have " + name);
        assertRefused(wallets("GET").header(name, "DELETE").build(), "headers", "must not have " + name);
        assertRefusedOnTheWay(actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> chain.proceed(chain.request().newBuilder().header(name, "DELETE").build())),
                wallets("POST").build(), "must not have " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_method=DELETE", "a=b&_METHOD=put", "%5Fmethod=DELETE", "X-HTTP-Method-Override=PUT",
        "$httpMethod=DELETE", "_charset_=utf-7"})
    void a_query_that_names_a_method_or_a_charset_is_refused(String query) {
        var url = server.url("/wallets").newBuilder().encodedQuery(query).build();

        assertRefused(wallets("POST").url(url).build(), "query", "must not name a method");
        assertRefused(wallets("GET").url(url).build(), "query", "must not name a method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"method=DELETE", "payment_method=x", "limit=10&_methods=1"})
    void other_queries_and_headers_are_sent(String query) throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var url = server.url("/wallets").newBuilder().encodedQuery(query).build();

        actions.client(Settings.to(server)).newCall(wallets("POST").url(url)
                .header("X-Forwarded-For", "192.0.2.1").header("X-Request-Method", "1").build()).execute().close();

        assertThat(server.takeRequest().getTarget()).isEqualTo("/wallets?" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-DFNS-USERACTION"})
    void two_credentials_of_a_kind_are_refused(String name) {
        assertRefused(wallets("POST").addHeader(name, "one").addHeader(name, "two").build(), "headers", "once");
    }

    @ParameterizedTest
    @CsvSource({"Content-Length, 100", "Transfer-Encoding, chunked"})
    void a_call_that_announces_a_body_and_has_none_is_refused(String name, String value) {
        assertRefused(wallets("GET").header(name, value).build(), "headers", "must not announce a body");
    }
}
