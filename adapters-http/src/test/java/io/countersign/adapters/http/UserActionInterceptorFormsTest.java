package io.countersign.adapters.http;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Of {@code multipart/form-data} the {@code data} part is proven. */
class UserActionInterceptorFormsTest {

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
        Refusals.assertRefused(actions.interceptor(Settings.to(server)), request, field, because);
        assertThat(actions.asked()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
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
        var part = MultipartBody.Part.create(
                Headers.of("Content-Disposition", disposition), RequestBody.create("x", JSON));

        assertRefused(posting(form().addPart(part).build()).build(), "body", "exactly one part named data");
    }

    @Test
    void a_form_with_two_data_parts_is_refused() {
        assertRefused(posting(form().addFormDataPart("data", "1").addFormDataPart("data", "2").build()).build(),
                "body", "exactly one part named data");
    }

    @Test
    void a_data_part_that_is_no_text_is_refused() {
        var form = form().addFormDataPart("data", null, RequestBody.create(NO_TEXT, BINARY)).build();

        assertRefused(posting(form).build(), "body.data", "must be text in UTF-8");
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
        assertRefused(posting(RequestBody.create("x", MediaType.get("multipart/form-data"))).build(),
                "body", "boundary");
        assertRefused(posting(RequestBody.create("x", null)).header("Content-Type", "multipart/form-data").build(),
                "body", "boundary");
    }
}
