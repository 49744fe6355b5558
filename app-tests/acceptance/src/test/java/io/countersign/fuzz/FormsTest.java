package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The proven part of a form is the one that every server reads that accepts the form. */
class FormsTest {

    private static final int FORMS = 15_000;

    private final Forms forms = new Forms();
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** Returns the first text most of the time, since a form with one flaw gets further than one with many. */
    private String rather(String usual, String... others) {
        return random.nextInt(30) > 0 ? usual : one(others);
    }

    private String lineEnd() {
        return rather("\r\n", "\n", "\r", "\r\n ", "\r\n\t", " \r\n", "\0\r\n");
    }

    private String nameValue() {
        String flawed = one("Data", "da\\ta", " data", "data ", "data\0", "data[]", "[data]", "d%61ta",
                "=?utf-8?q?data?=",
                "=?utf-8?B?ZGF0YQ==?=", "&#100;ata", "\uFF44ata", "data\";x=\"y", "da\"ta", "", "\u200Bdata", "data.",
                "d\u00E4ta", "x; name=data", "x\"; name=\"data");
        return one("data", "data", "file", "x", rather("data", flawed), flawed);
    }

    private String parameter(String name, String value) {
        return rather(";", ",", " ", ";;", "; ;") + one(" ", "", "\t")
                + rather(name, name.toUpperCase(), name + "*", name + "*0", " " + name, name + " ", "x" + name)
                + rather("=", " = ", "==", "=\"\"", "")
                + rather("\"" + value + "\"", value, "'" + value + "'", "UTF-8''" + value, "\"" + value);
    }

    private String disposition() {
        String name = parameter("name", nameValue());
        String file = parameter("filename",
                one("a.txt", "; name=data", "Zo\u00EB", "a=b;c", rather("b", "a\\", "a\\\"; name=\\\"data")));
        return rather("Content-Disposition", "content-disposition", "Content-Disposition ", " Content-Disposition",
                "Content-Type", "X-Content-Disposition")
                + rather(": ", ":", " : ", ":\t", "")
                + rather("form-data", "Form-Data", "attachment", "", "form-data ", "\"form-data\"", "form-data/x")
                + one(name, name + file, file + name, rather(name, name + name, "", file));
    }

    private String headers() {
        String headers = disposition();
        while (random.nextInt(4) == 0) {
            String more = one("Content-Type: text/plain", "Content-Type: application/json; charset=utf-8", "X: y",
                    "Content-Transfer-Encoding: binary", "Content-Length: 3",
                    rather("Y: z", disposition(), "Content-Type: multipart/mixed; boundary=c", "X", ": x", "--b", "",
                            "Content-Type: text/plain; charset=utf-16", "Content-Transfer-Encoding: base64"));
            headers = random.nextBoolean() ? headers + lineEnd() + more : more + lineEnd() + headers;
        }
        return headers;
    }

    private String content() {
        return one("{\"to\":\"alice\"}", "{\"to\":\"mallory\"}", "", "x", "\r\n", "--", "-", "\n", "\r\n--",
                "--c\r\nContent-Disposition: form-data; name=data\r\n\r\nnested\r\n--c--",
                rather("--B", "\r\n--b", "--bx", "\n--b\n" + disposition() + "\n\nx",
                        "\r--b\r" + disposition() + "\r\rx"));
    }

    private String form() {
        var form = new StringBuilder(rather("", "preamble\r\n", "\r\n", "--bx\r\n", "\n", " "));
        for (int part = random.nextInt(3); part >= 0; part--) {
            form.append(rather("--b", "--b ", "--bx", "-b", "--b--", "--B", "\t--b")).append(lineEnd())
                    .append(headers()).append(lineEnd()).append(lineEnd()).append(content()).append(lineEnd());
        }
        return form.append(rather("--b--", "--b", "--b-", "--b --", "", "--b--x", "--b--\r\n--b--"))
                .append(one("\r\n", "", rather("\r\n", "\n", "epilogue", "\r\n\r\n"))).toString();
    }

    @Test
    void whatever_is_proven_of_a_form_is_what_every_reader_that_takes_it_reads_as_its_one_data_part() throws Exception {
        Map<Boolean, Integer> answers = new java.util.HashMap<>();
        for (int number = 0; number < FORMS; number++) {
            String form = form();
            try {
                answers.merge(forms.accepts(form.getBytes(UTF_8)), 1, Integer::sum);
            } catch (AssertionError misread) {
                String shown = form.replace("\r", "\\r").replace("\n", "\\n");
                throw new AssertionError("seed " + seed + ": " + shown, misread);
            }
        }
        assertThat(answers.get(true)).as("forms proven").isGreaterThan(FORMS / 100);
        assertThat(answers.get(false)).as("forms refused").isGreaterThan(FORMS / 4);
    }

    /** Shows that the parsers really differ. */
    @Test
    void the_readers_differ_about_many_of_these_forms() {
        Map<FormReader, Integer> taken = new EnumMap<>(FormReader.class);
        int different = 0;
        for (int number = 0; number < 2_000; number++) {
            byte[] form = form().getBytes(UTF_8);
            var readings = new java.util.HashSet<String>();
            for (FormReader reader : FormReader.values()) {
                try {
                    readings.add(reader.read(form, "multipart/form-data; boundary=b").toString());
                    taken.merge(reader, 1, Integer::sum);
                } catch (Exception refused) {
                    // not every reader takes every form
                }
            }
            different += readings.size() > 1 ? 1 : 0;
        }
        assertThat(different).as("seed %d", seed).isGreaterThan(100);
        assertThat(taken).as("seed %d", seed).containsOnlyKeys(FormReader.values());
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_takes_a_form_as_okhttp_writes_it(FormReader reader) throws Exception {
        var body = new MultipartBody.Builder("b").setType(MultipartBody.FORM)
                .addFormDataPart("file", "Zoë; \"name\"=data.txt", RequestBody.create("x", MediaType.get("text/plain")))
                .addFormDataPart("data", "{\"to\":\"alice\"}").build();
        var form = new Buffer();
        body.writeTo(form);
        byte[] bytes = form.readByteArray();
        String type = "multipart/form-data; boundary=b";

        assertThat(forms.provenBy(bytes, type)).isTrue();
        assertThat(reader.read(bytes, type).stream().filter(part -> part.name().equals("data")).toList())
                .singleElement().satisfies(part -> assertThat(part.text()).isEqualTo("{\"to\":\"alice\"}"));
    }

    @Test
    void a_type_by_which_readers_find_different_boundaries_is_refused() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{}\r\n--b--\r\n";
        List<String> refused = List.of("multipart/form-data; boundary=b; boundary=c",
                "multipart/form-data; boundary=c; boundary=b", "multipart/form-data; boundary=\"b\\\"\"",
                "multipart/form-data; boundary=b,c", "multipart/form-data; boundary= b",
                "multipart/form-data boundary=b",
                "multipart/form-data; boundary*=utf-8''b", "multipart/mixed; boundary=b",
                "multipart/related; boundary=b");
        for (String type : refused) {
            assertThat(forms.provenBy(form.getBytes(UTF_8), type)).as(type).isFalse();
        }
        for (String type : List.of(
                "Multipart/Form-Data;BOUNDARY=b", "multipart/form-data; charset=utf-8; boundary=\"b\"")) {
            assertThat(forms.provenBy(form.getBytes(UTF_8), type)).as(type).isTrue();
        }
    }
}
