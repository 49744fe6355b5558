package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import mockwebserver3.RecordedRequest;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** TLS 1.2 or later, whatever the client or the server would do with. */
class TlsVersionTest {

    private static final int TLS_1_3 = 0x0304;
    private static final int TLS_1_2 = 0x0303;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_server_that_speaks_one_of_the_two_versions_is_talked_to(String protocol) throws Exception {
        try (TlsServer server = TlsServer.speaking(protocol, LOCALHOST)) {
            assertThat(Exchanging.READING.with(server.settings().tls(trustingAuthority()))).isRight();
            assertThat(server.requests().get(0).getHandshake().tlsVersion().javaName()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @EnumSource
    void http_2_is_spoken_where_the_server_speaks_it_and_else_http_1_1(Exchanging exchanging) throws Exception {
        try (TlsServer both = TlsServer.showing(LOCALHOST); TlsServer old = TlsServer.speakingHttp11(LOCALHOST)) {
            assertThat(exchanging.with(both.settings().tls(trustingAuthority()))).isRight();
            assertThat(exchanging.with(old.settings().tls(trustingAuthority()))).isRight();

            assertThat(both.requests()).extracting(RecordedRequest::getVersion).containsExactly("HTTP/2");
            assertThat(old.requests()).extracting(RecordedRequest::getVersion).containsExactly("HTTP/1.1");
        }
    }

    @Test
    void with_tls_1_3_only_a_server_that_speaks_1_2_is_refused() throws Exception {
        try (TlsServer old = TlsServer.speaking("TLSv1.2", LOCALHOST);
                TlsServer current = TlsServer.speaking("TLSv1.3", LOCALHOST)) {
            assertThat(Exchanging.READING.with(old.settings().tls(trustingAuthority().onlyTls13())).getLeft())
                    .returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
            assertThat(Exchanging.READING.with(current.settings().tls(trustingAuthority().onlyTls13()))).isRight();
        }
    }

    @ParameterizedTest
    @CsvSource({"0x0302, TLS11", "0x0301, TLS10"})
    void a_server_that_chooses_an_older_version_is_refused(String version, String itsName) throws Exception {
        try (RawServer server = RawServer.doing(connection -> choose(Integer.decode(version), connection))) {
            ApiFailure failure = Exchanging.MAKING_THE_CALL.with(server.https()).getLeft();

            assertThat(failure).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
            assertThat(failure.message()).contains(itsName + " is not accepted");
        }
    }

    enum Client {
        ITS_OWN, COMPATIBLE_WITH_EVERYTHING, OLD_ONLY;

        ApiConnection connectedTo(ConnectionSettings settings) {
            return switch (this) {
                case ITS_OWN -> ApiConnection.open(settings);
                case COMPATIBLE_WITH_EVERYTHING -> over(new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
                        .allEnabledTlsVersions().build(), settings);
                case OLD_ONLY -> over(new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
                        .tlsVersions(TlsVersion.TLS_1_1, TlsVersion.TLS_1_0).build(), settings);
            };
        }

        private static ApiConnection over(ConnectionSpec spec, ConnectionSettings settings) {
            return ApiConnection.over(new OkHttpClient.Builder().connectionSpecs(List.of(spec)).build(), settings);
        }
    }

    /** The JVM here speaks nothing older any more, so that OkHttp's own list of versions is looked at as well. */
    @ParameterizedTest
    @EnumSource
    void no_client_offers_anything_older(Client client) throws Exception {
        CompletableFuture<List<Integer>> offered = new CompletableFuture<>();
        try (RawServer server = RawServer.doing(connection -> offered.complete(versionsOfferedOn(connection)));
                ApiConnection connection = client.connectedTo(server.https().buildOrThrow())) {
            Exchanging.READING.over(connection);

            assertThat(offered.get(10, TimeUnit.SECONDS)).containsExactly(TLS_1_3, TLS_1_2);
            assertThat(connection.client().connectionSpecs()).filteredOn(ConnectionSpec::isTls).isNotEmpty().allSatisfy(
                    spec -> assertThat(spec.tlsVersions()).containsExactly(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2));
        }
    }

    @Test
    void with_tls_1_3_only_nothing_older_is_offered() throws Exception {
        CompletableFuture<List<Integer>> offered = new CompletableFuture<>();
        try (RawServer server = RawServer.doing(connection -> offered.complete(versionsOfferedOn(connection)))) {
            Exchanging.READING.with(server.https().tls(TlsSettings.builder().onlyTls13()));

            assertThat(offered.get(10, TimeUnit.SECONDS)).containsExactly(TLS_1_3);
        }
    }

    /** The extension {@code supported_versions} of a ClientHello (RFC 8446 §4.2.1). */
    private static List<Integer> versionsOfferedOn(Socket connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        in.skipNBytes(3);
        ByteBuffer hello = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
        hello.position(1 + 3 + 2 + 32);
        hello.position(hello.position() + 1 + hello.get(hello.position()));
        hello.position(hello.position() + 2 + hello.getShort(hello.position()));
        hello.position(hello.position() + 1 + hello.get(hello.position()) + 2);
        List<Integer> versions = new ArrayList<>();
        while (hello.hasRemaining()) {
            int type = hello.getShort();
            ByteBuffer extension = hello.slice(hello.position() + 2, hello.getShort(hello.position()));
            hello.position(hello.position() + 2 + extension.remaining());
            if (type == 43) {
                extension.get();
                while (extension.hasRemaining()) {
                    versions.add((int) extension.getShort());
                }
            }
        }
        return versions;
    }

    /** A ServerHello of that version (RFC 5246 §7.4.1.3). */
    private static void choose(int version, Socket connection) throws IOException {
        versionsOfferedOn(connection);
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 38)
                .put((byte) 22).putShort((short) version).putShort((short) (4 + 38))
                .put((byte) 2).put((byte) 0).putShort((short) 38)
                .putShort((short) version).put(new byte[32]).put((byte) 0).putShort((short) 0xC013).put((byte) 0);
        connection.getOutputStream().write(hello.array());
        connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }

    private static TlsSettings.Builder trustingAuthority() {
        return TlsSettings.builder().trustedCertificates(pem(AUTHORITY));
    }
}
