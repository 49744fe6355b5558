package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Each time limit, and in which phase it strikes. */
class TimeoutPhaseTest {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofSeconds(30);

    /** Which of the limits is short. */
    enum Short {
        CONNECT(settings -> settings.connectTimeout(SOON)),
        READ(settings -> settings.readTimeout(SOON)),
        WRITE(settings -> settings.writeTimeout(SOON)),
        ANSWER(settings -> settings.callTimeout(SOON));

        private final UnaryOperator<ConnectionSettings.Builder> change;

        Short(UnaryOperator<ConnectionSettings.Builder> change) {
            this.change = change;
        }

        ConnectionSettings.Builder in(ConnectionSettings.Builder settings) {
            return change.apply(settings.connectTimeout(LATE).readTimeout(LATE).writeTimeout(LATE).callTimeout(LATE));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "ANSWER"})
    void nobody_takes_the_connection(Short limit) throws Exception {
        try (Unaccepting server = new Unaccepting()) {
            assertTimesOut(limit.in(
                    ConnectionSettings.builder("http://127.0.0.1:" + server.port(), () -> Settings.BEARER)),
                    Phase.CONNECTING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "ANSWER"})
    void nobody_answers_the_tls_handshake(Short limit) throws Exception {
        try (RawServer server = RawServer.doing(TimeoutPhaseTest::beSilent)) {
            assertTimesOut(limit.in(server.https()), Phase.SECURING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "ANSWER"})
    void the_proxy_does_not_answer(Short limit) throws Exception {
        try (RawServer proxy = RawServer.doing(TimeoutPhaseTest::beSilent)) {
            assertTimesOut(limit.in(ConnectionSettings.builder("https://localhost", () -> Settings.BEARER)
                    .proxy("localhost", proxy.port())), Phase.CONNECTING);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE", "ANSWER"})
    void nobody_takes_the_request(Short limit) throws Exception {
        ServerSocket narrow = new ServerSocket();
        narrow.setReceiveBufferSize(4096);
        narrow.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = RawServer.on(narrow, connection -> end.await());
                ApiConnection connection = ApiConnection.open(limit.in(server.http()).buildOrThrow())) {
            var large = UserAction.of("POST", "/wallets", "x".repeat(20_000_000)).get();

            var answer = HttpActionExecutor.over(connection).execute(large.authorizedBy(Settings.aToken()));

            assertThat(answer.getLeft())
                    .isEqualTo(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.SENDING));
            end.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "ANSWER"})
    void nobody_answers_the_request(Short limit) throws Exception {
        try (RawServer server = RawServer.doing(TimeoutPhaseTest::beSilent)) {
            assertTimesOut(limit.in(server.http()), Phase.AWAITING_ANSWER);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "ANSWER"})
    void the_answer_stops_in_the_middle(Short limit) throws Exception {
        try (RawServer server = RawServer.doing(connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            beSilent(connection);
        })) {
            assertTimesOut(limit.in(server.http()), Phase.READING_ANSWER);
        }
    }

    /** Makes all exchanges at once, as each waits for the limit. */
    private static void assertTimesOut(ConnectionSettings.Builder settings, Phase phase) throws Exception {
        var exchanges = Executors.newCachedThreadPool();
        try {
            for (Future<?> end : exchanges.invokeAll(Stream.of(Exchanging.values()).map(exchanging ->
                    Executors.callable(() -> assertTimesOut(exchanging, settings, phase))).toList())) {
                end.get();
            }
        } finally {
            exchanges.shutdownNow();
        }
    }

    private static void assertTimesOut(Exchanging exchanging, ConnectionSettings.Builder settings, Phase phase) {
        long before = System.nanoTime();

        assertThat(exchanging.with(settings).getLeft())
                .isEqualTo(new ApiFailure.TimedOut(exchanging.exchange, phase));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SOON, LATE.dividedBy(3));
    }

    /** A name look-up can be neither interrupted nor limited; the thread that waits for the exchange can. */
    @Test
    void the_name_is_still_looked_up_when_time_is_up() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch cameBack = new CountDownLatch(1);
        try (RawServer server = RawServer.doing(TimeoutPhaseTest::beSilent)) {
            OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
                awaitUninterruptibly(found);
                cameBack.countDown();
                return List.of(InetAddress.getLoopbackAddress());
            }).build();
            var settings = ConnectionSettings.builder("https://api.example:" + server.port(), () -> Settings.BEARER)
                    .callTimeout(SOON).buildOrThrow();
            try (ApiConnection connection = ApiConnection.over(client, settings)) {
                var failure = Exchanging.MAKING_THE_CALL.over(connection).getLeft();

                assertThat(failure)
                        .isEqualTo(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.CONNECTING));
                assertThat(failure.mayHaveReachedTheApi()).isFalse();
            }
            found.countDown();
            cameBack.await();
            assertThat(server.connections()).isEmpty();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads what comes, until the other end hangs up. */
    private static void beSilent(Socket connection) throws IOException {
        connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }

    /** A server that listens and accepts nothing: its queue is full, and more connections are not answered. */
    private static final class Unaccepting implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        private final List<Socket> queued = new ArrayList<>();

        Unaccepting() throws IOException {
            try {
                while (true) {
                    Socket next = new Socket();
                    queued.add(next);
                    next.connect(listening.getLocalSocketAddress(), 200);
                }
            } catch (SocketTimeoutException full) {
                // as it should be
            }
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }
}
