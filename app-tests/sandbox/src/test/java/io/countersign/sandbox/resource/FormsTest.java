package io.countersign.sandbox.resource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.fixture.TestCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;

/** A token is for the part named {@code data} of {@code multipart/form-data}. */
class FormsTest {

    private static final String DATA = "{\"name\":\"Zoë 🦜\",\r\n \"fileChecksum\":\"ab\"}";
    private static final String FORM = "multipart/form-data; boundary=b";
    private static final String FILE_PART =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"; name=data\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n\u0000\u00C3\u0028\u00FF\r\n";

    private final Sandbox sandbox = Sandbox.start();
    private final TestCaller caller = TestCaller.serviceAccountOf(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String dataPart(String headers, String text) {
        return "--b\r\n" + headers + "\r\n\r\n" + new String(text.getBytes(UTF_8), ISO_8859_1) + "\r\n";
    }

    private static String form(String data) {
        return FILE_PART + dataPart("Content-Disposition: form-data; name=\"data\"", data) + "--b--\r\n";
    }

    /** Sends a form in ISO 8859-1: one byte per character. */
    private TestCaller.Reply send(String contentType, String form, String token) {
        return TestCaller.send(caller.request("/files")
                .header("Content-Type", contentType)
                .header("X-DFNS-USERACTION", token)
                .POST(BodyPublishers.ofByteArray(form.getBytes(ISO_8859_1))));
    }

    private String token() {
        return caller.tokenFor("POST", "/files", DATA);
    }

    private void assertRefusedAndTokenUnspent(TestCaller.Reply reply, int status, String token) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(sandbox.executedCalls()).isEmpty();
        assertThat(send(FORM, form(DATA), token).status()).isEqualTo(200);
    }

    @Test
    void a_form_is_let_in_with_a_proof_of_its_data_part_and_recorded_whole() {
        TestCaller.Reply reply = send(FORM, form(DATA), token());

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(sandbox.executedCalls("POST", "/files")).singleElement().satisfies(call -> assertThat(call.body())
                .isEqualTo(new String(form(DATA).getBytes(ISO_8859_1), UTF_8)).contains(DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"Zoë\"}", "", "{\"name\":\"Zoë 🦜\",\n \"fileChecksum\":\"ab\"}"})
    void a_form_with_another_data_part_than_the_proven_one_is_refused(String other) {
        String token = token();

        TestCaller.Reply reply = send(FORM, form(other), token);

        assertThat(reply.errorMessage()).isEqualTo("user action signature is missing or invalid");
        assertRefusedAndTokenUnspent(reply, 403, token);
    }

    @Test
    void a_proof_of_the_whole_form_is_none() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\nx\r\n--b--\r\n";

        assertThat(send(FORM, form, caller.tokenFor("POST", "/files", form)).status()).isEqualTo(403);
        assertThat(sandbox.executedCalls()).isEmpty();
    }

    @Test
    void only_a_form_can_be_proven_by_its_data_part() {
        String token = token();

        assertRefusedAndTokenUnspent(send("multipart/mixed; boundary=b", form(DATA), token), 403, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "multipart/form-data; boundary=\"b\"", "Multipart/Form-Data; BOUNDARY=b",
        "multipart/form-data;charset=utf-8;boundary=b"})
    void a_form_is_known_however_its_type_is_written(String contentType) {
        assertThat(send(contentType, form(DATA), token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Disposition: form-data; name=data",
        "Content-Disposition: Form-Data;filename=\"a;b\\\"c\" ; NAME=\"data\"",
        "Content-Disposition: form-data; name=\"data\"\r\nContent-Transfer-Encoding: Binary",
        "Content-Disposition: form-data; name=\"data\"\r\nContent-Type: application/json; charset=utf-8"})
    void the_data_part_is_found_however_it_is_written(String headers) {
        assertThat(send(FORM, dataPart(headers, DATA) + FILE_PART + "--b--", token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Disposition: form-data; name=\"Data\"", "Content-Disposition: form-data",
        "Content-Disposition: attachment; name=\"data\"", "Content-Disposition: form-data; filename=\"; name=data\"",
        "Content-Type: text/plain"})
    void a_form_without_a_data_part_is_refused(String headers) {
        String token = token();

        TestCaller.Reply reply = send(FORM, dataPart(headers, DATA) + "--b--\r\n", token);

        assertThat(reply.faultyFields()).isEqualTo("data");
        assertRefusedAndTokenUnspent(reply, 400, token);
    }

    @Test
    void a_form_with_two_data_parts_is_refused() {
        String token = token();
        String part = dataPart("Content-Disposition: form-data; name=\"data\"", DATA);

        TestCaller.Reply reply = send(FORM, part + part + "--b--\r\n", token);

        assertThat(reply.faultyFields()).isEqualTo("data");
        assertRefusedAndTokenUnspent(reply, 400, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Transfer-Encoding: base64", "Content-Encoding: gzip"})
    void a_data_part_that_is_encoded_is_refused(String header) {
        String token = token();

        TestCaller.Reply reply = send(FORM,
                dataPart("Content-Disposition: form-data; name=\"data\"\r\n" + header, DATA) + "--b--\r\n", token);

        assertThat(reply.faultyFields()).isEqualTo("data");
        assertRefusedAndTokenUnspent(reply, 400, token);
    }

    @Test
    void a_data_part_that_is_no_text_is_refused() {
        String token = token();

        TestCaller.Reply reply = send(FORM, FILE_PART.replace("\"file\"", "\"data\"") + "--b--\r\n", token);

        assertThat(reply.faultyFields()).isEqualTo("data");
        assertRefusedAndTokenUnspent(reply, 400, token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "multipart/form-data; boundary=b|``|body", "multipart/form-data; boundary=b|no form|body",
        "multipart/form-data; boundary=b|--b|body", "multipart/form-data; boundary=b|`--b\r\nno header\r\n`|body",
        "multipart/form-data; boundary=b|`--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\ncut off`|body",
        "multipart/form-data; boundary=b|`--b\nContent-Disposition: form-data; name=\"data\"\n\nx\n--b--\n`|body",
        "multipart/form-data|x|Content-Type", "multipart/form-data; boundary=|x|Content-Type",
        "multipart/form-data; boundary=\"\"|x|Content-Type"})
    void a_malformed_form_is_refused(String contentType, String form, String field) {
        String token = token();

        TestCaller.Reply reply = send(contentType, form, token);

        assertThat(reply.faultyFields()).isEqualTo(field);
        assertRefusedAndTokenUnspent(reply, 400, token);
    }

    @Test
    void reading_needs_no_data_part() {
        assertThat(TestCaller.send(caller.request("/files").header("Content-Type", FORM)
                .method("GET", BodyPublishers.ofString("x"))).status()).isEqualTo(200);
    }
}
