package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.fixture.Settings;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which bodies can be proven, and what of them is. */
class UserActionInterceptorBodiesTest {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType BINARY = MediaType.get("application/octet-stream");
    private static final byte[] NO_TEXT = {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF};

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

    private Request.Builder posting(RequestBody body) {
        return new Request.Builder().url(server.url("/wallets")).post(body);
    }

    private RecordedRequest sent(Request request) throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        actions.client(Settings.to(server)).newCall(request).execute().close();
        return server.takeRequest();
    }

    private void assertRefused(Request request, String because) {
        assertRefused(actions.interceptor(Settings.to(server)), request, because);
    }

    private void assertRefused(UserActionInterceptor interceptor, Request request, String because) {
        Refusals.assertRefused(interceptor, request, "body", because);
        assertThat(actions.asked()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    /** Written by hand, as applications stream theirs. */
    private static class Streamed extends RequestBody {

        private final byte[] bytes;
        private final AtomicInteger written = new AtomicInteger();

        Streamed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (written.incrementAndGet() > 1) {
                throw new IOException("gone already");
            }
            sink.write(bytes);
        }

        @Override
        public boolean isOneShot() {
            return true;
        }
    }

    @Test
    void a_one_shot_body_of_unknown_length_is_read_once_and_sent_from_memory() throws Exception {
        var body = new Streamed("{\"streamed\":true}".getBytes(StandardCharsets.UTF_8));

        var request = sent(posting(body).build());

        assertThat(body.written).hasValue(1);
        assertThat(request.getBody().utf8()).isEqualTo("{\"streamed\":true}");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("17");
        assertThat(actions.soleAction().payload().text()).isEqualTo("{\"streamed\":true}");
    }

    @Test
    void any_text_goes_out_as_the_bytes_that_were_proven() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            String text = random.ints(random.nextInt(200), 0, Character.MAX_CODE_POINT + 1)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            actions.asked().clear();

            var request = sent(posting(RequestBody.create(text.getBytes(StandardCharsets.UTF_8), JSON)).build());

            assertThat(actions.soleAction().payload().text()).as("seed %d", seed).isEqualTo(text);
            assertThat(request.getBody()).as("seed %d", seed).isEqualTo(ByteString.encodeUtf8(text));
        }
    }

    @Test
    void a_body_that_is_no_text_is_refused() {
        assertRefused(posting(RequestBody.create(NO_TEXT, BINARY)).build(), "must be text in UTF-8");
    }

    @Test
    void a_duplex_body_is_refused() {
        var body = new Streamed(new byte[0]) {
            @Override
            public boolean isDuplex() {
                return true;
            }
        };

        assertRefused(posting(body).build(), "must not be duplex");
        assertThat(((Streamed) body).written).hasValue(0);
    }

    @Test
    void an_encoded_body_is_refused() {
        assertRefused(posting(RequestBody.create("x", JSON)).header("Content-Encoding", "gzip").build(),
                "must not have a Content-Encoding");
    }

    @Test
    void a_content_encoding_of_identity_is_accepted() throws Exception {
        sent(posting(RequestBody.create("x", JSON)).header("Content-Encoding", "identity").build());

        assertThat(actions.soleAction().payload().text()).isEqualTo("x");
    }

    @Test
    void a_body_over_the_limit_is_refused_unread_if_it_says_so_and_while_reading_if_not() {
        var narrow = actions.interceptor(Settings.to(server)).maxBodyBytes(1000);

        assertRefused(narrow, posting(RequestBody.create("x".repeat(1001), JSON)).build(), "1000 bytes");
        assertRefused(narrow, posting(new Streamed(new byte[1001])).build(), "1000 bytes");
    }

    @Test
    void a_body_that_never_ends_is_refused() {
        var endless = new Streamed(new byte[0]) {
            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                while (true) {
                    sink.write(new byte[8192]);
                }
            }
        };

        assertRefused(posting(endless).build(), "must not be larger than 16777216 bytes");
    }

    @Test
    void a_body_of_just_the_limit_is_sent() throws Exception {
        var client = actions.interceptor(Settings.to(server)).maxBodyBytes(1000)
                .applyTo(new OkHttpClient.Builder()).build();

        for (var body : List.of(new Streamed("x".repeat(1000).getBytes(StandardCharsets.UTF_8)),
                RequestBody.create("x".repeat(1000), JSON))) {
            server.enqueue(new MockResponse.Builder().build());
            client.newCall(posting(body).build()).execute().close();

            assertThat(server.takeRequest().getBodySize()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, (1L << 30) + 1})
    void a_limit_out_of_range_is_refused(long limit) {
        var interceptor = actions.interceptor(Settings.to(server));

        assertThatThrownBy(() -> interceptor.maxBodyBytes(limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 30})
    void the_smallest_and_the_largest_limit_are_accepted(long limit) throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        actions.interceptor(Settings.to(server)).maxBodyBytes(limit).applyTo(new OkHttpClient.Builder()).build()
                .newCall(posting(RequestBody.create("x", JSON)).build()).execute().close();

        assertThat(server.takeRequest().getBodySize()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 6})
    void a_body_that_writes_another_length_than_it_says_is_refused(long said) {
        var lying = new Streamed("12345".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public long contentLength() {
                return said;
            }
        };

        assertRefused(posting(lying).build(), "as many bytes as its contentLength says");
    }

    @Test
    void an_exception_of_a_body_is_passed_on() {
        var body = new Streamed(new byte[0]);
        body.written.set(1);

        assertThatThrownBy(() -> sent(posting(body).build()))
                .isInstanceOf(IOException.class).hasMessage("gone already");
        assertThat(actions.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//wallets", "/wallets?a=b|c", "/wallets/[1]"})
    void a_path_that_cannot_be_proven_is_refused(String target) {
        var url = "http://localhost:" + server.getPort() + target;
        var request = new Request.Builder().url(url).post(RequestBody.create("x", JSON)).build();

        assertThatThrownBy(() -> sent(request)).isInstanceOf(UserActionFailedException.class)
                .hasMessageContaining("userActionHttpPath");
    }

    @Test
    void an_answer_is_returned_unchanged() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(202).body("pending").setHeader("Location", "/approvals/1").build());

        try (Response response = actions.client(Settings.to(server))
                .newCall(posting(RequestBody.create("x", JSON)).build()).execute()) {
            assertThat(response.code()).isEqualTo(202);
            assertThat(response.header("Location")).isEqualTo("/approvals/1");
            assertThat(response.body().string()).isEqualTo("pending");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "UTF-16LE", "utf-7", "iso-8859-1", "\"utf-16\"", "made-up"})
    void a_body_that_is_declared_as_anything_but_utf_8_is_refused(String charset) {
        String type = "application/json; charset=" + charset;

        assertRefused(posting(RequestBody.create("{}".getBytes(StandardCharsets.UTF_8), MediaType.get(type))).build(),
                "must be declared as UTF-8");
        assertRefused(posting(RequestBody.create("{}", null)).header("Content-Type", type).build(),
                "must be declared as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "UTF-8", "\"utf-8\"", "us-ascii"})
    void a_body_that_is_declared_as_utf_8_or_ascii_is_sent(String charset) throws Exception {
        String type = "application/json; charset=" + charset;

        assertThat(sent(posting(RequestBody.create("{}", null)).header("Content-Type", type).build())
                .getHeaders().get("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "application/json; charset=utf-8; charset=utf-16", "application/json;", "a/b; c",
        "application/json; charset=\"utf-8\\\"", "", "application/json, text/plain"})
    void a_content_type_that_readers_read_differently_is_refused(String type) {
        assertRefused(posting(RequestBody.create("{}", null)).header("Content-Type", type).build(),
                "must have one Content-Type");
    }

    @Test
    void two_content_types_are_refused() {
        assertRefused(posting(RequestBody.create("{}", null))
                .addHeader("Content-Type", "text/plain").addHeader("Content-Type", "text/plain").build(),
                "must have one Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_method=DELETE", "a=b&%5fmethod=DELETE", "a=b;_METHOD=DELETE", "_charset_=utf-16"})
    void a_form_with_a_field_that_names_a_method_or_a_charset_is_refused(String fields) {
        var type = MediaType.get("application/x-www-form-urlencoded");

        assertRefused(posting(RequestBody.create(fields, type)).build(), "names a method or a charset");
    }

    @Test
    void other_forms_are_sent_and_other_texts_with_such_a_field() throws Exception {
        var type = MediaType.get("application/x-www-form-urlencoded");

        sent(posting(RequestBody.create("method=a&payment_method=b", type)).build());
        sent(posting(RequestBody.create("_method=DELETE", MediaType.get("text/plain"))).build());

        assertThat(actions.asked()).hasSize(2);
    }
}
