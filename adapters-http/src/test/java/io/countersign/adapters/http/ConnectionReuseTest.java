package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.UnconnectedSockets;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocket;

/** Which connections carry several exchanges of HTTP/1. */
class ConnectionReuseTest {

    /** Plain or secured; a server on a bare socket offers no HTTP/2. */
    enum Scheme {

        HTTP {
            @Override
            ConnectionSettings settings(RawServer server) {
                return server.http().buildOrThrow();
            }

            @Override
            Socket accepted(Socket socket) {
                return socket;
            }
        },

        HTTPS {
            @Override
            ConnectionSettings settings(RawServer server) {
                return server.https().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))).buildOrThrow();
            }

            @Override
            Socket accepted(Socket socket) throws IOException {
                SSLSocket secured = (SSLSocket) new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build()
                        .sslSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
                secured.setUseClientMode(false);
                return secured;
            }
        };

        abstract ConnectionSettings settings(RawServer server);

        abstract Socket accepted(Socket socket) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void exchanges_share_a_connection(Scheme scheme) throws Exception {
        try (RawServer server = answering(scheme, Integer.MAX_VALUE, "");
                ApiConnection connection = ApiConnection.open(scheme.settings(server))) {
            for (int call = 0; call < 5; call++) {
                assertThat(made(connection)).isRight();
            }
            assertThat(server.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exchanges_over_a_client_of_the_application_share_one_too(Scheme scheme) throws Exception {
        try (RawServer server = answering(scheme, Integer.MAX_VALUE, "");
                ApiConnection connection = ApiConnection.over(new OkHttpClient(), scheme.settings(server))) {
            for (int call = 0; call < 5; call++) {
                assertThat(made(connection)).isRight();
            }
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void on_sockets_of_the_application_each_connection_carries_one_exchange_and_sends_at_once() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder().socketFactory(new UnconnectedSockets(() -> new Socket() {
            @Override
            public synchronized void close() throws IOException {
                assertThat(isClosed() || getTcpNoDelay()).isTrue();
                super.close();
            }
        })).build();
        try (RawServer server = answering(Scheme.HTTP, Integer.MAX_VALUE, "");
                ApiConnection connection = ApiConnection.over(client, server.http().buildOrThrow())) {
            assertThat(made(connection)).isRight();
            assertThat(made(connection)).isRight();

            assertThat(server.connections()).hasSize(2);
        }
    }

    /** As servers do with idle connections. What is sent on a closed one would count as possibly carried out. */
    @ParameterizedTest
    @EnumSource
    void a_connection_that_the_server_has_closed_costs_no_call(Scheme scheme) throws Exception {
        Semaphore closed = new Semaphore(0);
        try (RawServer server = RawServer.doing(socket -> {
            try (Socket accepted = scheme.accepted(socket)) {
                answer(accepted, RawRequest.from(accepted.getInputStream()).answer());
            }
            closed.release();
        }); ApiConnection connection = ApiConnection.open(scheme.settings(server))) {
            for (int call = 1; call <= 3; call++) {
                assertThat(made(connection)).isRight();
                closed.acquire();
            }
            assertThat(server.connections()).hasSize(3);
        }
    }

    /** Many idle connections may end at once, when the API is started anew. */
    @Test
    void any_number_of_closed_connections_costs_no_call() throws Exception {
        int callers = 120;
        Semaphore all = new Semaphore(0);
        Semaphore goOn = new Semaphore(0);
        try (RawServer server = RawServer.doing(socket -> {
            RawRequest request = RawRequest.from(socket.getInputStream());
            all.release();
            goOn.acquire();
            answer(socket, request.answer());
            RawRequest.from(socket.getInputStream());
        }); ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {
            var threads = java.util.concurrent.Executors.newFixedThreadPool(callers);
            for (int call = 0; call < callers; call++) {
                threads.execute(() -> made(connection));
            }
            all.acquire(callers);
            goOn.release(callers);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
            for (Socket socket : server.connections()) {
                socket.close();
            }

            goOn.release();
            assertThat(made(connection)).isRight();
            assertThat(server.connections()).hasSize(callers + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", "\r\n", "x"})
    void whatever_comes_behind_an_answer_ends_the_connection(String more) throws Exception {
        for (Scheme scheme : Scheme.values()) {
            try (RawServer server = answering(scheme, 1, more);
                    ApiConnection connection = ApiConnection.open(scheme.settings(server))) {
                for (int call = 0; call < 3; call++) {
                    assertThat(made(connection)).isRight();
                }
                assertThat(server.connections()).hasSize(2);
            }
        }
    }

    /** Returns a server that answers each request, the first few with more behind the answer, in the same segment. */
    private static RawServer answering(Scheme scheme, int times, String more) throws IOException {
        Semaphore left = new Semaphore(times);
        return RawServer.doing(socket -> {
            Socket accepted = scheme.accepted(socket);
            for (RawRequest request = RawRequest.from(accepted.getInputStream()); request != null;
                    request = RawRequest.from(accepted.getInputStream())) {
                answer(accepted, request.answer() + (left.tryAcquire() ? more : ""));
            }
        });
    }

    private static Either<ApiFailure, ?> made(ApiConnection connection) {
        return HttpActionExecutor.over(connection).execute(UserAction.of("POST", "/transfers", "\"to Bob\"").get()
                .authorizedBy(Settings.aToken()));
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }
}
