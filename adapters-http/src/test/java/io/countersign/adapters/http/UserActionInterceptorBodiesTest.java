package io.countersign.adapters.http;

import io.countersign.domain.Violation;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.outbound.ApiFailure;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

    private void assertRefused(Request request, String field, String because) {
        assertRefused(actions.interceptor(Settings.to(server)), request, field, because);
    }

    private void assertRefused(UserActionInterceptor interceptor, Request request, String field, String because) {
        var client = interceptor.applyTo(new OkHttpClient.Builder()).build();

        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> client.newCall(request).execute().close());

        assertThat(thrown).hasMessageContaining(because).hasMessageContaining("nothing was sent");
        assertThat(thrown.failure()).isInstanceOfSatisfying(UserActionFailure.ApiFailed.class, failed ->
                assertThat(failed.failure()).isInstanceOfSatisfying(ApiFailure.NotSent.class, notSent ->
                        assertThat(notSent.violations().map(Violation::field)).containsExactly(field)));
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
        assertRefused(posting(RequestBody.create(NO_TEXT, BINARY)).build(), "body", "must be text in UTF-8");
    }

    @Test
    void a_duplex_body_is_refused() {
        var body = new Streamed(new byte[0]) {
            @Override
            public boolean isDuplex() {
                return true;
            }
        };

        assertRefused(posting(body).build(), "body", "must not be duplex");
        assertThat(((Streamed) body).written).hasValue(0);
    }

    @Test
    void an_encoded_body_is_refused() {
        assertRefused(posting(RequestBody.create("x", JSON)).header("Content-Encoding", "gzip").build(),
                "body", "must not have a Content-Encoding");
    }

    @Test
    void an_encoding_that_is_none_is_no_reason_to_refuse() throws Exception {
        sent(posting(RequestBody.create("x", JSON)).header("Content-Encoding", "identity").build());

        assertThat(actions.soleAction().payload().text()).isEqualTo("x");
    }

    @Test
    void a_body_over_the_limit_is_refused_unread_if_it_says_so_and_while_reading_if_not() {
        var narrow = actions.interceptor(Settings.to(server)).largestBodyInBytes(1000);

        assertRefused(narrow, posting(RequestBody.create("x".repeat(1001), JSON)).build(), "body", "1000 bytes");
        assertRefused(narrow, posting(new Streamed(new byte[1001])).build(), "body", "1000 bytes");
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

        assertRefused(posting(endless).build(), "body", "must not be larger than 16777216 bytes");
    }

    @Test
    void a_body_of_just_the_limit_is_sent() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var client = actions.interceptor(Settings.to(server)).largestBodyInBytes(1000)
                .applyTo(new OkHttpClient.Builder()).build();

        client.newCall(posting(new Streamed("x".repeat(1000).getBytes(StandardCharsets.UTF_8))).build())
                .execute().close();

        assertThat(server.takeRequest().getBodySize()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, (1L << 30) + 1})
    void a_limit_that_is_none_is_a_mistake(long limit) {
        var interceptor = actions.interceptor(Settings.to(server));

        assertThatThrownBy(() -> interceptor.largestBodyInBytes(limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_body_that_writes_another_length_than_it_says_is_refused() {
        var lying = new Streamed("12345".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public long contentLength() {
                return 4;
            }
        };

        assertRefused(posting(lying).build(), "body", "as many bytes as its contentLength says");
    }

    @Test
    void a_body_that_cannot_be_read_fails_in_its_own_words() {
        var body = new Streamed(new byte[0]);
        body.written.set(1);

        assertThatThrownBy(() -> sent(posting(body).build())).isInstanceOf(IOException.class).hasMessage("gone already");
        assertThat(actions.asked()).isEmpty();
    }

    private static MultipartBody.Builder form() {
        return new MultipartBody.Builder("a-boundary").setType(MultipartBody.FORM);
    }

    @Test
    void of_a_form_the_data_part_is_proven_and_all_of_it_is_sent() throws Exception {
        String data = "{\"name\":\"Zoë 🦜\",\r\n \"fileChecksum\":\"ab\"}";
        var form = form()
                .addFormDataPart("file", "; name=\"data\"", RequestBody.create(NO_TEXT, BINARY))
                .addFormDataPart("data", null, RequestBody.create(data, JSON))
                .build();
        var expected = new Buffer();
        form.writeTo(expected);

        var request = sent(posting(form).build());

        assertThat(actions.soleAction().payload().text()).isEqualTo(data);
        assertThat(request.getBody()).isEqualTo(expected.readByteString());
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("multipart/form-data; boundary=a-boundary");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "form-data; name=\"data\"", "form-data; name=data", "Form-Data;filename=\"a;b\\\"c\" ; NAME=\"data\""})
    void the_data_part_is_found_however_its_name_is_written(String disposition) throws Exception {
        var request = posting(form().addPart(MultipartBody.Part.create(
                Headers.of("Content-Disposition", disposition, "Content-Transfer-Encoding", "binary"),
                RequestBody.create("proven", JSON))).build()).build();

        sent(request);

        assertThat(actions.soleAction().payload().text()).isEqualTo("proven");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "form-data; name=\"Data\"", "form-data", "attachment; name=\"data\"", "form-data; filename=\"; name=data\"",
        "form-data; \"\"; name=data"})
    void a_form_without_a_data_part_is_refused(String disposition) {
        assertRefused(posting(form().addPart(MultipartBody.Part.create(
                        Headers.of("Content-Disposition", disposition), RequestBody.create("x", JSON))).build()).build(),
                "body", "exactly one part named data");
    }

    @Test
    void a_form_with_two_data_parts_is_refused() {
        assertRefused(posting(form().addFormDataPart("data", "1").addFormDataPart("data", "2").build()).build(),
                "body", "exactly one part named data");
    }

    @Test
    void a_data_part_that_is_no_text_is_refused() {
        assertRefused(posting(form().addFormDataPart("data", null, RequestBody.create(NO_TEXT, BINARY)).build()).build(),
                "body.data", "must be text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Transfer-Encoding", "Content-Encoding"})
    void a_data_part_that_is_encoded_is_refused(String header) {
        var part = MultipartBody.Part.create(
                Headers.of("Content-Disposition", "form-data; name=\"data\"", header, "base64"),
                RequestBody.create("eA==", JSON));

        assertRefused(posting(form().addPart(part).build()).build(), "body.data", "must not be encoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no form", "--b", "--b\r\nno header\r\n", "--b\r\n\r\ncut off"})
    void a_malformed_form_is_refused(String text) {
        assertRefused(posting(RequestBody.create(text, MediaType.get("multipart/form-data; boundary=b"))).build(),
                "body", "well-formed");
    }

    @Test
    void a_form_without_a_boundary_is_refused_wherever_its_type_stands() {
        assertRefused(posting(RequestBody.create("x", MediaType.get("multipart/form-data"))).build(), "body", "boundary");
        assertRefused(posting(RequestBody.create("x", null)).header("Content-Type", "multipart/form-data").build(),
                "body", "boundary");
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
    void an_answer_is_the_callers_as_it_stands() throws Exception {
        server.enqueue(new MockResponse.Builder().code(202).body("pending").setHeader("Location", "/approvals/1").build());

        try (Response response = actions.client(Settings.to(server))
                .newCall(posting(RequestBody.create("x", JSON)).build()).execute()) {
            assertThat(response.code()).isEqualTo(202);
            assertThat(response.header("Location")).isEqualTo("/approvals/1");
            assertThat(response.body().string()).isEqualTo("pending");
        }
    }
}
