package io.countersign.adapters.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/** A watched socket does what OkHttp asks of the JVM's. */
@Timeout(60)
class WatchedSocketTest {

    private final SocketFactory sockets = factory();
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

    WatchedSocketTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_factory_connects_by_address_and_by_name() throws IOException {
        try (Socket byAddress = sockets.createSocket(server.getInetAddress(), server.getLocalPort());
                Socket byName = sockets.createSocket("127.0.0.1", server.getLocalPort());
                Socket later = sockets.createSocket()) {
            later.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 10_000);

            for (Socket socket : new Socket[] {byAddress, byName, later}) {
                try (Socket accepted = server.accept()) {
                    assertThat(socket.isConnected()).isTrue();
                    assertThat(socket.getPort()).isEqualTo(server.getLocalPort());
                    assertThat(socket.getInetAddress()).isEqualTo(server.getInetAddress());
                    assertThat(socket.getLocalPort()).isEqualTo(accepted.getPort());
                    assertThat(socket.getLocalAddress()).isEqualTo(accepted.getInetAddress());
                }
            }
        }
    }

    @Test
    void options_take_effect_and_are_told() throws IOException {
        try (Socket socket = connected(); Socket accepted = server.accept()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(socket.getSoTimeout()).isZero();
            socket.setTcpNoDelay(false);
            socket.setSoTimeout(1);

            assertThat(socket.getTcpNoDelay()).isFalse();
            assertThat(socket.getSoTimeout()).isEqualTo(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    /** TLS asks for it when it is closed: with one, it reads once more what the other side may never send. */
    @Test
    void within_an_exchange_no_timeout_is_told_as_reads_have_none() throws IOException {
        try (WatchedSocket socket = WatchedSocket.unconnected()) {
            socket.connect(server.getLocalSocketAddress());
            socket.setSoTimeout(1000);

            assertThat(socket.begin("POST")).isTrue();

            assertThat(socket.getSoTimeout()).isZero();
            socket.setSoTimeout(500);
            assertThat(socket.getSoTimeout()).isEqualTo(500);
        }
    }

    @Test
    void bytes_that_have_arrived_are_available_and_are_read_as_they_were_sent() throws IOException {
        try (Socket socket = connected(); Socket accepted = server.accept()) {
            accepted.getOutputStream().write(new byte[] {(byte) 0xFF, 0, 7});

            assertThat(socket.getInputStream().read()).isEqualTo(0xFF);
            assertThat(socket.getInputStream().available()).isEqualTo(2);
            assertThat(socket.getInputStream().readNBytes(2)).containsExactly(0, 7);
            accepted.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void the_other_side_sees_that_the_output_ends_and_that_the_socket_is_closed() throws IOException {
        try (Socket ending = connected(); Socket accepted = server.accept()) {
            ending.getOutputStream().write(1);
            ending.shutdownOutput();
            assertThat(accepted.getInputStream().readAllBytes()).containsExactly(1);
            var in = ending.getInputStream();
            ending.shutdownInput();
            assertThat(in.read()).isEqualTo(-1);
        }
        Socket closed = connected();
        try (Socket accepted = server.accept()) {
            closed.close();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_interrupted_thread_writes_and_stays_interrupted() throws IOException {
        try (Socket socket = connected(); Socket accepted = server.accept()) {
            Thread.currentThread().interrupt();
            socket.getOutputStream().write(1);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            socket.getOutputStream().write(2);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(accepted.getInputStream().read()).isEqualTo(2);
        }
    }

    /** TLS takes other exceptions for one of its own, and tells of a certificate that was never seen. */
    @Test
    void a_connection_that_was_closed_under_way_fails_as_sockets_do() throws IOException {
        Socket socket = connected();
        try (Socket accepted = server.accept()) {
            var in = socket.getInputStream();
            var out = socket.getOutputStream();
            socket.close();

            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(SocketException.class);
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    @Test
    void what_was_sent_between_exchanges_ends_the_use_of_the_connection() throws IOException {
        try (WatchedSocket socket = WatchedSocket.unconnected()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket accepted = server.accept()) {
                assertThat(socket.begin("POST")).isTrue();
                byte[] answer = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                accepted.getOutputStream().write(answer);
                assertThat(socket.getInputStream().readNBytes(answer.length)).isEqualTo(answer);
                assertThat(socket.isQuiet()).isTrue();
                accepted.getOutputStream().write('x');
                accepted.shutdownOutput();
                while (socket.getInputStream().available() == 0) {
                    Thread.onSpinWait();
                }

                assertThat(socket.begin("POST")).isFalse();
            }
        }
    }

    private Socket connected() throws IOException {
        return sockets.createSocket(server.getInetAddress(), server.getLocalPort());
    }

    private static SocketFactory factory() {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        WatchedSockets.giveTo(builder, new OkHttpClient());
        return builder.build().socketFactory();
    }
}
