package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.fixture.Settings;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
        "form-data; name=\"data\"", "form-data; name=data", "Form-Data;filename=\"a;b=c, Zoë\" ; NAME=\"data\""})
    void the_data_part_is_found_however_its_name_is_written(String disposition) throws Exception {
        var request = posting(form().addPart(MultipartBody.Part.create(
                new Headers.Builder().addUnsafeNonAscii("Content-Disposition", disposition)
                        .add("Content-Transfer-Encoding", "binary").build(),
                RequestBody.create("proven", JSON))).build()).build();

        sent(request);

        assertThat(actions.soleAction().payload().text()).isEqualTo("proven");
    }

    private MultipartBody formWith(String disposition) {
        return form().addPart(MultipartBody.Part.create(
                new Headers.Builder().addUnsafeNonAscii("Content-Disposition", disposition).build(),
                RequestBody.create("x", JSON))).build();
    }

    @Test
    void a_form_without_a_data_part_is_refused() {
        assertRefused(posting(formWith("form-data; name=\"file\"; filename=\"; name=data\"")).build(),
                "body", "exactly one part named data");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "form-data", "attachment; name=\"data\"", "form-data; \"\"; name=data", "form-data; filename=\"data\"",
        "form-data; name=\"x\"; name=\"data\"", "form-data; name=\"data\"; NAME=\"data\"",
        "form-data; name*=UTF-8''data",
        "form-data; name*0=\"da\"; name*1=\"ta\"", "form-data; name=\"data\"; filename*=UTF-8''x",
        "form-data; name=\"d\\ata\"", "form-data; name=\"data\"; filename=\"a\\\"b\"", "form-data; name=\"data",
        "form-data name=data",
        "form-data; name=\"data\" x", "form-data; name=\"data\";", "form-data; name = data", "form-data; name='data'",
        "form-data; name=\" data\"", "form-data; name=\"data \"", "form-data; name=\"\"", "form-data; name=data\"\"",
        "form-data; name=\"d%61ta\"", "form-data; name=\"=?utf-8?q?data?=\"", "form-data; name=\"&#100;ata\"",
        "form-data; name=\"data[]\"", "form-data; name=\"[data]\"", "form-data; name=\"ｄata\"", "form-data, name=data",
        "form-data; name=\"data\"; size=1", "form-data; name=\"a\u00FFb\""})
    void a_form_is_refused_if_the_disposition_of_a_part_could_be_read_differently(String disposition) {
        assertRefused(posting(form().addFormDataPart("data", "{}").addPart(formWith(disposition).part(0)).build())
                .build(), "body", "one plain name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Data", "DATA", "_charset_", "_CHARSET_", "_method", "X-HTTP-Method-Override"})
    void a_form_is_refused_if_a_part_could_be_taken_for_the_data_part_or_changes_how_it_is_read(String name) {
        assertRefused(posting(form().addFormDataPart("data", "{}").addFormDataPart(name, "x").build()).build(),
                "body", "could be taken for data");
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
    void a_form_whose_file_name_is_not_utf_8_is_refused() {
        byte[] form = (DATA + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\u00FF\"\r\n\r\n"
                + "x\r\n--b--")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(posting(RequestBody.create(form, MediaType.get("multipart/form-data; boundary=b"))).build(),
                "body", "multipart/form-data");
    }

    @Test
    void a_form_without_a_boundary_is_refused_wherever_its_type_stands() {
        assertRefused(posting(RequestBody.create("x", MediaType.get("multipart/form-data"))).build(),
                "body", "boundary");
        assertRefused(posting(RequestBody.create("x", null)).header("Content-Type", "multipart/form-data").build(),
                "body", "boundary");
    }

    /** A form as it stands, with the boundary b. */
    private static RequestBody raw(String text) {
        return RequestBody.create(text.getBytes(StandardCharsets.UTF_8), MediaType.get(
                "multipart/form-data; boundary=b"));
    }

    private static final String DATA = "--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{}\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"--b--", "--b--\r\n", "--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--b--\r\n"})
    void a_form_as_clients_write_it_is_sent(String rest) throws Exception {
        var request = sent(posting(raw(DATA + rest)).build());

        assertThat(actions.soleAction().payload().text()).isEqualTo("{}");
        assertThat(request.getBody().utf8()).isEqualTo(DATA + rest);
    }

    static Stream<String> formsThatReadersReadDifferently() {
        String part = "Content-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n";
        return Stream.of(
                "preamble\r\n" + DATA + "--b--\r\n", "\r\n" + DATA + "--b--\r\n", DATA, DATA + "--b", DATA + "--b\r\n",
                DATA + "--b--epilogue", DATA + "--b--\r\nepilogue", DATA + "--b--\r\n" + DATA + "--b--\r\n",
                DATA + "--b--\n", DATA + "--b \r\n" + part + "--b--", DATA + "--b\t--", DATA + "--bx\r\n" + part
                + "--b--",
                DATA + "--b\n" + part + "--b--", DATA + "--b-\r\n" + part + "--b--",
                DATA.replace("{}\r\n", "{}\n") + "--b--", DATA.replace("{}\r\n", "{}\r") + "--b--",
                DATA.replace("{}", "{\n--b\nContent-Disposition: form-data; name=data\n\nx}") + "--b--",
                DATA.replace("{}", "--b") + "--b--", DATA.replace("{}", "x--bx") + "--b--",
                DATA.replace("\r\n\r\n{}", "\n\n{}") + "--b--", DATA.replace("\r\n\r\n{}\r\n", "\r\n\r\n") + "--b--",
                DATA.replace("form-data;", "form-data;\r\n") + "--b--", DATA.replace("form-data;", "form-data;\n")
                + "--b--",
                DATA.replace("form-data;", "form-data;\r") + "--b--", DATA.replace("form-data;", "form-data;\0")
                + "--b--",
                DATA.replace("Content-Disposition:", "Content-Disposition :") + "--b--",
                DATA.replace("Content-Disposition", " Content-Disposition") + "--b--",
                DATA.replace("Content-Disposition", "X\r\nContent-Disposition") + "--b--",
                DATA.replace("Content-Disposition", "X-\u00E9: 1\r\nContent-Disposition") + "--b--",
                DATA.replace("Content", "content-disposition: form-data; name=x\r\nContent") + "--b--",
                DATA.replace("Content", "X-One: 1\r\nx-one: 2\r\nContent") + "--b--",
                DATA + "--b\r\n\r\nno header\r\n--b--");
    }

    @ParameterizedTest
    @MethodSource("formsThatReadersReadDifferently")
    void a_form_that_readers_read_differently_is_refused(String form) {
        assertRefused(posting(raw(form)).build(), "body", "well-formed");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "multipart/mixed; boundary=c", "Multipart/Form-Data; boundary=c", "message/rfc822", "text/plain; a=1; a=2",
        "nonsense \\"})
    void a_form_whose_parts_have_parts_or_types_that_nobody_can_read_is_refused(String type) {
        String part = "--b\r\nContent-Disposition: form-data; name=x\r\nContent-Type: " + type + "\r\n\r\nx\r\n";

        assertRefused(posting(raw(DATA + part + "--b--")).build(), "body", "plain Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "\"UTF-7\"", "iso-8859-1"})
    void a_data_part_that_is_declared_as_anything_but_utf_8_is_refused(String charset) {
        String data = DATA.replace("\r\n\r\n", "\r\nContent-Type: text/plain; charset=" + charset + "\r\n\r\n");

        assertRefused(posting(raw(data + "--b--")).build(), "body.data", "must be declared as UTF-8");
    }

    @Test
    void other_parts_may_be_in_any_charset_and_the_data_part_in_utf_8() throws Exception {
        String utf8 = DATA.replace("\r\n\r\n", "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n");
        String latin = DATA.replace("\r\n\r\n", "\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n")
                .replace("data\"", "file\"; filename=\"a.txt\"");

        sent(posting(raw(latin + utf8 + "--b--")).build());

        assertThat(actions.soleAction().payload().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "b; boundary=c", "\"b c\"", "\"b,c\"", "b; x=\"a\\\"b\"",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg1"})
    void a_boundary_that_readers_read_differently_is_refused(String boundary) {
        var form = RequestBody.create(DATA + "--b--", null);

        var refused = catchThrowableOfType(UserActionFailedException.class, () -> sent(posting(form)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary).build()));

        assertThat(refused).hasMessageContaining("nothing was sent");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_boundary_of_seventy_characters_may_be_quoted() throws Exception {
        String boundary = "-._aA0".repeat(11) + "b123";

        sent(posting(RequestBody.create((DATA + "--b--").replace("--b", "--" + boundary), null))
                .header("Content-Type", "multipart/form-data; boundary=\"" + boundary + "\"").build());

        assertThat(actions.soleAction().payload().text()).isEqualTo("{}");
    }

    @Test
    void parts_of_any_other_kind_are_refused_since_some_servers_read_them_as_a_form() {
        var mixed = RequestBody.create(DATA + "--b--", MediaType.get("multipart/mixed; boundary=b"));

        assertRefused(posting(mixed).build(), "body", "must not have parts");
    }
}
