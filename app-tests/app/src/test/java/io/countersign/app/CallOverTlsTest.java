package io.countersign.app;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.net.ssl.SSLParameters;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the options for trust, client certificates and proxies. */
class CallOverTlsTest {

    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate SERVER = new HeldCertificate.Builder()
            .signedBy(AUTHORITY).addSubjectAlternativeName("localhost").build();
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder()
            .signedBy(AUTHORITY).commonName("client").build();

    @TempDir
    private Path directory;
    private HttpsServer server;
    private Path token;
    private Path trusted;

    @BeforeEach
    void writeFiles() throws IOException {
        token = file("token", "bearer-secret");
        trusted = file("ca.pem", AUTHORITY.certificatePem());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private String start(boolean needsClient) throws IOException {
        var certificates = new HandshakeCertificates.Builder()
                .heldCertificate(SERVER).addTrustedCertificate(AUTHORITY.certificate()).build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.sslContext()) {

            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(needsClient);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return "https://localhost:" + server.getAddress().getPort();
    }

    private CommandRun read(String baseUrl, Object... options) {
        List<String> all = new ArrayList<>(List.of("call", "--base-url", baseUrl, "--token-file", token.toString()));
        for (Object option : options) {
            all.add(option.toString());
        }
        all.addAll(List.of("GET", "/wallets"));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.err()).doesNotContain("\tat ", CLIENT.privateKeyPkcs8Pem().lines().skip(1).findFirst().get(),
                "pr0xy", "bearer-secret");
        return run;
    }

    @Test
    void an_authority_of_ones_own_is_trusted_if_it_is_named_and_not_otherwise() throws IOException {
        String baseUrl = start(false);

        assertThat(read(baseUrl, "--ca-file", trusted).exitCode()).isZero();
        var untrusted = read(baseUrl);
        assertThat(untrusted.exitCode()).isEqualTo(3);
        assertThat(untrusted.err()).contains("no trusted connection").hasLineCount(1);
    }

    @Test
    void a_client_certificate_is_shown_with_its_key_in_the_same_file_or_in_another() throws IOException {
        String baseUrl = start(true);
        Path certificate = file("cert.pem", CLIENT.certificatePem());
        Path key = file("key.pem", CLIENT.privateKeyPkcs8Pem());
        Path both = file("both.pem", CLIENT.certificatePem() + CLIENT.privateKeyPkcs8Pem());

        var together = read(baseUrl, "--ca-file", trusted, "--client-cert", both);
        assertThat(together.exitCode()).as(together.err()).isZero();
        assertThat(read(baseUrl, "--ca-file", trusted, "--client-cert", certificate, "--client-key", key).exitCode())
                .isZero();
        assertThat(read(baseUrl, "--ca-file", trusted).exitCode()).isEqualTo(3);
    }

    @Test
    void a_proxy_is_gone_through_by_the_user_that_it_knows_and_by_nobody_else() throws IOException {
        String baseUrl = start(false);
        Path password = file("password", "pr0xy\n");
        Path wrong = file("wrong", "other-pr0xy\n");
        try (var proxy = new TunnelingProxy("ann", "pr0xy")) {
            assertThat(read(baseUrl, "--ca-file", trusted, "--proxy", proxy.hostAndPort(),
                    "--proxy-user", "ann", "--proxy-password-file", password).exitCode()).isZero();
            assertThat(proxy.tunnels()).isEqualTo(1);

            var refused = read(baseUrl, "--ca-file", trusted, "--proxy", proxy.hostAndPort(),
                    "--proxy-user", "ann", "--proxy-password-file", wrong);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("--proxy-password-file").hasLineCount(1);
            assertThat(read(baseUrl, "--ca-file", trusted, "--proxy", proxy.hostAndPort()).err())
                    .contains("--proxy-user");
            assertThat(proxy.tunnels()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--ca-file,TOKEN                                | --ca-file must",
        "--ca-file,NONE                                 | --ca-file: NONE does not exist",
        "--client-cert,TOKEN                            | --client-cert must",
        "--client-cert,CA                               | --client-key must",
        "--client-key,CA                                | --client-key goes with --client-cert",
        "--proxy,nonsense                               | --proxy must be HOST:PORT",
        "--proxy,ann:secret@proxy:3128                  | --proxy must be HOST:PORT",
        "--proxy,proxy:0                                | --proxy must",
        "--proxy,proxy:3128,--proxy-user,ann            | --proxy-user and --proxy-password-file go together",
        "--proxy-user,ann                               | go with --proxy",
        "--timeout,soon                                 | --timeout must be a time such as 30s",
        "--timeout,0s                                   | --timeout must be between"})
    void settings_that_are_wrong_are_told_by_their_options_in_one_line(String options, String told) {
        var run = read("https://localhost:1", (Object[]) options.replace("TOKEN", token.toString())
                .replace("CA", trusted.toString()).split(","));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("countersign call: ").contains(told).hasLineCount(1);
        assertThat(run.err()).doesNotContain("secret@");
    }

    @Test
    void what_has_no_part_in_plain_http_is_refused_and_not_ignored() {
        var run = read("http://127.0.0.1:1", "--ca-file", trusted, "--proxy", "proxy:3128");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--ca-file or --client-cert must not", "--proxy must not").hasLineCount(1);
    }
}
