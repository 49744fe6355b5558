package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** No call gets the answer of another, whatever a server or a gateway sends. */
class WhoseAnswerTest {

    private static final String FORGED = RawRequest.answerShowing("\"forged\"");
    private static final List<String> PAYLOADS =
            List.of("\"pay Alice 1\"", "\"pay Bob 1000000\"", "\"pay Carol 5\"", "\"pay Dave 7\"");

    /** What a server sends for the first request that it gets, its own answer and what goes with it. */
    enum Misbehaviour {

        SWITCHING_PROTOCOLS_UNASKED {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"
                        + request.answer();
            }
        },
        SECOND_ANSWER_IN_THE_SAME_SEGMENT {
            @Override
            String instead(RawRequest request) {
                return request.answer() + FORGED;
            }
        },
        REQUEST_TIMEOUT_AFTERWARDS {
            @Override
            String instead(RawRequest request) {
                return request.answer() + "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
            }
        },
        LENGTH_AND_CHUNKS {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5000\r\n\r\n"
                        + "0\r\n\r\n" + FORGED;
            }
        },
        CHUNKS_UNDER_ANOTHER_NAME {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity, chunked\r\nContent-Length: 2\r\n\r\n{}"
                        + FORGED;
            }
        },
        TWO_LENGTHS {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nContent-Length: 2\r\n\r\n{}" + FORGED;
            }
        },
        NO_CONTENT_WITH_CONTENT {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 204 No Content\r\n\r\n" + FORGED;
            }
        },
        MANY_EARLY_HINTS {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20_000) + request.answer();
            }
        },
        NEGATIVE_LENGTH {
            @Override
            String instead(RawRequest request) {
                return "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + FORGED;
            }
        };

        abstract String instead(RawRequest request);
    }

    @ParameterizedTest
    @EnumSource
    void over_plain_http_no_call_gets_the_answer_of_another(Misbehaviour misbehaviour) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.doing(socket -> serve(socket, requests, misbehaviour));
                ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {
            assertEachGetsItsOwn(connection, requests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void over_tls_no_call_gets_the_answer_of_another(Misbehaviour misbehaviour) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HandshakeCertificates certificates = new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build();
        var settings = TlsSettings.builder().trustedCertificates(pem(AUTHORITY));
        try (RawServer server = RawServer.doing(socket -> {
            SSLSocket secured = (SSLSocket) certificates.sslSocketFactory()
                    .createSocket(socket, "localhost", socket.getPort(), false);
            secured.setUseClientMode(false);
            serve(secured, requests, misbehaviour);
        }); ApiConnection connection = ApiConnection.open(server.https().tls(settings).buildOrThrow())) {
            assertEachGetsItsOwn(connection, requests);
        }
    }

    private static void assertEachGetsItsOwn(ApiConnection connection, AtomicInteger requests) {
        for (String payload : PAYLOADS) {
            var outcome = made(connection, payload);

            if (payload.equals(PAYLOADS.get(0))) {
                outcome.peek(answer -> assertThat(answer.body()).doesNotContain("forged"));
            } else {
                assertThat(outcome.map(ApiAnswer::body)).isEqualTo(Either.right("{\"answerTo\":" + payload + "}"));
            }
        }
        assertThat(requests).hasValue(PAYLOADS.size());
    }

    /** What comes late, when the answer before was read long since. */
    @Test
    void what_a_server_sends_between_two_calls_is_no_answer() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        try (RawServer server = RawServer.doing(socket -> {
            RawRequest request = RawRequest.from(socket.getInputStream());
            send(socket, request.answer());
            try {
                send(socket, FORGED);
            } finally {
                said.countDown();
            }
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }); ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {
            made(connection, PAYLOADS.get(0));
            said.await();

            assertThat(made(connection, PAYLOADS.get(1)).get().body()).contains("Bob");
            assertThat(server.connections()).hasSize(2);
        }
    }

    /** The application's own calls share its pool, and may leave what they like on a connection. */
    @Test
    void a_connection_that_the_applications_own_calls_used_before_is_not_used() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        OkHttpClient own = new OkHttpClient();
        try (RawServer server = RawServer.doing(socket ->
                serve(socket, requests, Misbehaviour.SECOND_ANSWER_IN_THE_SAME_SEGMENT));
                ApiConnection connection = ApiConnection.over(own, server.http().buildOrThrow())) {
            own.newCall(new Request.Builder().url("http://127.0.0.1:" + server.port() + "/own").build())
                    .execute().close();
            assertThat(own.connectionPool().idleConnectionCount()).isEqualTo(1);

            assertThat(made(connection, PAYLOADS.get(1)).get().body()).contains("Bob");
            assertThat(server.connections()).hasSize(2);
        }
    }

    /** What a cache holds was the answer to another reading, perhaps with another bearer token. */
    @Test
    void an_answer_is_not_taken_from_the_cache_of_the_applications_client(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.doing(socket -> {
            RawRequest.from(socket.getInputStream());
            send(socket, "HTTP/1.1 200 OK\r\nCache-Control: max-age=1000\r\nContent-Length: 1\r\n\r\n"
                    + requests.incrementAndGet());
        }); var cache = new okhttp3.Cache(directory.toFile(), 1 << 20);
                ApiConnection connection = ApiConnection.over(new OkHttpClient.Builder().cache(cache).build(),
                        server.http().buildOrThrow())) {
            HttpActionExecutor executor = HttpActionExecutor.over(connection);
            assertThat(executor.read(Settings.path("/me")).get().body()).isEqualTo("1");
            assertThat(executor.read(Settings.path("/me")).get().body()).isEqualTo("2");
        }
    }

    private static Either<ApiFailure, ApiAnswer> made(ApiConnection connection, String payload) {
        return HttpActionExecutor.over(connection)
                .execute(UserAction.of("POST", "/transfers", payload).get().authorizedBy(Settings.aToken()));
    }

    private static void serve(Socket socket, AtomicInteger requests, Misbehaviour misbehaviour) throws Exception {
        InputStream in = socket.getInputStream();
        for (RawRequest request = RawRequest.from(in); request != null; request = RawRequest.from(in)) {
            send(socket, requests.incrementAndGet() == 1 ? misbehaviour.instead(request) : request.answer());
        }
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }
}
