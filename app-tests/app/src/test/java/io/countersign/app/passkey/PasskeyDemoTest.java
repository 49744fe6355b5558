package io.countersign.app.passkey;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the page's server answers to whom. What browsers make of it is tested in a browser. */
class PasskeyDemoTest {

    private static PasskeyDemo demo;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        demo = PasskeyDemo.start(0);
        port = demo.url().getPort();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void it_listens_on_loopback_alone() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList();
        for (InetAddress address : others) {
            assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_port_that_is_taken_is_refused_and_leaves_nothing_running() {
        assertThatThrownBy(() -> PasskeyDemo.start(port)).isInstanceOf(IOException.class);
    }

    @Test
    void the_page_forbids_frames_inline_scripts_and_everything_from_other_hosts() throws IOException {
        String policy = header(get("/"), "Content-Security-Policy");

        assertThat(policy.split("; ")).contains("default-src 'none'", "script-src 'self'", "style-src 'self'",
                "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
                "require-trusted-types-for 'script'");
        assertThat(policy).doesNotContain("unsafe", "https:", "*");
    }

    @Test
    void everything_that_the_page_refers_to_is_served_by_it_with_its_type_and_a_policy() throws IOException {
        String page = get("/");
        List<String> references = Pattern.compile("(?:src|href)=\"([^#\"]+)\"").matcher(page).results()
                .map(result -> result.group(1)).distinct().toList();

        assertThat(references).containsExactlyInAnyOrder("/page.css", "/page.js", "/icon.svg");
        assertThat(page).doesNotContain("style=\"", "<style", " onclick").doesNotContainPattern("<script(?! src)");
        for (String path : references) {
            String file = get(path);
            assertThat(status(file)).as(path).isEqualTo(200);
            assertThat(header(file, "Content-Type")).startsWith(path.endsWith("css") ? "text/css"
                    : path.endsWith("js") ? "text/javascript" : "image/svg+xml");
            assertThat(header(file, "Content-Security-Policy")).contains("default-src 'none'");
            assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "localhost", "localhost:1", "127.0.0.1:PORT",
        "localhost.evil.example:PORT", "LOCALHOST:PORT", ""})
    void another_host_name_is_refused(String host) throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\nHost: " + host.replace("PORT", "" + port) + "\r\n");

        assertThat(status(answer)).isEqualTo(421);
        assertThat(answer).contains("Open http://localhost:" + port).doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Origin: null\r\n", "Origin: http://evil.example\r\n", "Origin: http://localhost\r\n",
        "Origin: https://localhost:PORT\r\n", "Origin: http://127.0.0.1:PORT\r\n",
        "Origin: http://localhost:PORT\r\nOrigin: http://localhost:PORT\r\n"})
    void no_other_page_can_ask_for_anything(String origin) throws IOException {
        for (String path : List.of("/session", "/begin", "/complete", "/passkey/options", "/passkey")) {
            String answer = post(path, origin.replace("PORT", "" + port) + "Content-Type: application/json\r\n", "{}");

            assertThat(status(answer)).isEqualTo(403);
            assertThat(answer).doesNotContain("Set-Cookie", "Set-cookie", "Access-Control");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/session|text/plain|{}|415", "/session|application/x-www-form-urlencoded|a=b|415",
        "/session|application/json|[]|400", "/session|application/json|{|400", "/session|application/json|``|400",
        "/nothing|application/json|{}|404", "/begin|application/json|{}|401", "/complete|application/json|{}|401",
        "/passkey|application/json|{}|401", "/passkey/options|application/json|{}|401"})
    void what_cannot_be_answered_is_refused(String path, String type, String body, int status) throws IOException {
        assertThat(status(post(path, ownOrigin() + "Content-Type: " + type + "\r\n", body))).isEqualTo(status);
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() throws IOException {
        assertThat(status(own("/session", "", "{\"user\":\"" + "x".repeat(200_000) + "\"}"))).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"GET,/nothing,404", "GET,/../page.js,404", "GET,/begin,404", "PUT,/,405",
            "HEAD,/,405", "OPTIONS,/begin,405"})
    void what_is_not_there_is_not_found(String method, String path, int status) throws IOException {
        assertThat(status(exchange(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n")))
                .isEqualTo(status);
    }

    @Test
    void a_session_is_a_cookie_that_scripts_and_other_sites_cannot_use() throws IOException {
        String cookie = header(own("/session", "", "{}"), "Set-Cookie");

        assertThat(cookie).matches("countersign-passkey-demo=[A-Za-z0-9_-]{22}; Path=/; HttpOnly; SameSite=Strict");
        String again = own("/session", "Cookie: other=1; " + cookie.replaceFirst(";.*", "") + "\r\n",
                "{\"user\":\"Ben\"}");
        assertThat(again).contains("\"user\":\"Ben\"").doesNotContain("Set-cookie");
        assertThat(header(own("/session", "Cookie: countersign-passkey-demo=made-up\r\n", "{}"), "Set-Cookie"))
                .isNotEmpty().doesNotContain("made-up");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/passkey|{}|400|no passkey was asked for", "/passkey|{\"registration\":{}}|400|no passkey was asked for",
        "/passkey/options|{\"algorithm\":\"none\"}|400|pubKeyCredParams",
        "/begin|{\"network\":\"\\ud800\"}|400|surrogate",
        "/complete|{\"seal\":\"a\",\"assertion\":{}}|422|altered"})
    void what_makes_no_sense_is_refused_with_a_reason(String path, String body, int status, String reason)
            throws IOException {
        String answer = own(path, session(), body);

        assertThat(status(answer)).isEqualTo(status);
        assertThat(answer).contains("\"refusedBy\":").contains(reason);
    }

    @Test
    void what_does_not_answer_the_request_is_no_passkey() throws IOException {
        String session = session();
        own("/passkey/options", session, "{\"algorithm\":\"ES256\"}");

        String answer = own("/passkey", session, "{\"registration\":{\"id\":\"YQ\",\"response\":{}}}");

        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer).contains("\"refusedBy\":\"library\"", "attestationObject");
    }

    private static String session() throws IOException {
        return "Cookie: " + header(own("/session", "", "{}"), "Set-Cookie").replaceFirst(";.*", "") + "\r\n";
    }

    private static String ownOrigin() {
        return "Origin: http://localhost:" + port + "\r\n";
    }

    private static String own(String path, String headers, String body) throws IOException {
        return post(path, ownOrigin() + "Content-Type: application/json\r\n" + headers, body);
    }

    private static String get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
    }

    private static String post(String path, String headers, String body) throws IOException {
        return exchange("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n", body);
    }

    private static String exchange(String head) throws IOException {
        return exchange(head, "");
    }

    private static String exchange(String head, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String header(String answer, String name) {
        return Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(answer.split("\r\n\r\n", 2)[0]).results()
                .map((MatchResult found) -> found.group(1)).findFirst().orElse("");
    }
}
