package io.countersign.adapters.http.connection;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** OkHttp must find the JVM's socket behind a watched one, whatever it asks for. */
@Timeout(60)
class WatchedTlsSocketTest {

    private static final HandshakeCertificates CERTIFICATES = new HandshakeCertificates.Builder()
            .heldCertificate(LOCALHOST).addTrustedCertificate(AUTHORITY.certificate()).build();

    /** Streams and parameters are made anew at each call; the tests beside this one compare them. */
    private static final List<String> NEW_AT_EACH_CALL = List.of("getInputStream", "getSSLParameters");

    private interface Use {

        void of(SSLSocket watched, SSLSocket tls) throws Exception;
    }

    @Test
    void it_answers_every_question_as_the_socket_of_the_jvm_does() throws Exception {
        connected((watched, tls) -> {
            assertSameAnswers(watched, tls);
            watched.startHandshake();
            assertSameAnswers(watched, tls);
            watched.shutdownOutput();
            assertSameAnswers(watched, tls);
            assertThat(watched.getInputStream().read()).isEqualTo(-1);
            watched.shutdownInput();
            assertSameAnswers(watched, tls);
            watched.close();
            assertThat(tls.isClosed()).isTrue();
            assertThat(watched.isClosed()).isTrue();
        });
    }

    @Test
    void what_is_set_is_set_on_the_socket_of_the_jvm() throws Exception {
        connected((watched, tls) -> {
            for (boolean flag : new boolean[] {true, false}) {
                watched.setNeedClientAuth(flag);
                assertThat(tls.getNeedClientAuth()).isEqualTo(watched.getNeedClientAuth()).isEqualTo(flag);
                watched.setWantClientAuth(flag);
                assertThat(tls.getWantClientAuth()).isEqualTo(watched.getWantClientAuth()).isEqualTo(flag);
                watched.setEnableSessionCreation(flag);
                assertThat(tls.getEnableSessionCreation())
                        .isEqualTo(watched.getEnableSessionCreation()).isEqualTo(flag);
                watched.setTcpNoDelay(flag);
                assertThat(tls.getTcpNoDelay()).isEqualTo(watched.getTcpNoDelay()).isEqualTo(flag);
                watched.setUseClientMode(!flag);
                assertThat(tls.getUseClientMode()).isEqualTo(watched.getUseClientMode()).isEqualTo(!flag);
            }
            watched.setSoTimeout(1234);
            watched.setEnabledProtocols(new String[] {"TLSv1.2"});
            watched.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
            assertThat(tls.getSoTimeout()).isEqualTo(1234);
            assertThat(tls.getEnabledProtocols()).containsExactly("TLSv1.2");
            assertThat(tls.getEnabledCipherSuites()).containsExactly("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

            SSLParameters parameters = watched.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            watched.setSSLParameters(parameters);
            assertThat(tls.getSSLParameters().getApplicationProtocols()).containsExactly("h2");
        });
    }

    @Test
    void listeners_hear_of_the_handshake_until_they_are_removed() throws Exception {
        connected((watched, tls) -> {
            AtomicInteger removed = new AtomicInteger();
            CompletableFuture<SSLSocket> heard = new CompletableFuture<>();
            watched.addHandshakeCompletedListener(event -> heard.complete(event.getSocket()));
            HandshakeCompletedListener other = event -> removed.incrementAndGet();
            watched.addHandshakeCompletedListener(other);
            watched.removeHandshakeCompletedListener(other);

            watched.startHandshake();

            assertThat(heard.get()).isSameAs(tls);
            assertThat(removed).hasValue(0);
        });
    }

    private static void assertSameAnswers(SSLSocket watched, SSLSocket tls) throws Exception {
        List<Method> questions = Stream.concat(
                        Stream.of(SSLSocket.class.getMethods()), Stream.of(Object.class.getMethods()))
                .filter(method -> method.getParameterCount() == 0 && Stream.of(
                        WatchedTlsSocket.class.getDeclaredMethods())
                        .anyMatch(own -> own.getName().equals(method.getName())
                                && own.getParameterCount() == 0))
                .filter(method -> method.getName().matches("(get|is|to)[A-Z].*")).distinct().toList();
        assertThat(questions).hasSizeGreaterThan(20);
        for (Method question : questions) {
            if (!NEW_AT_EACH_CALL.contains(question.getName()) && isAnswered(question, tls)) {
                assertThat(question.invoke(watched)).as(question.getName()).isEqualTo(question.invoke(tls));
            }
        }
    }

    /** Returns whether the socket answers now; a closed one has no streams. */
    private static boolean isAnswered(Method question, SSLSocket tls) throws IllegalAccessException {
        try {
            question.invoke(tls);
            return true;
        } catch (InvocationTargetException refused) {
            return false;
        }
    }

    /** Uses a watched socket and the JVM's in it, connected to a server that waits for the end of the handshake. */
    private static void connected(Use use) throws Exception {
        Thread server;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WatchedSocket below = WatchedSocket.unconnected()) {
            server = new Thread(() -> serve(listening));
            server.start();
            below.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
            SSLSocket tls = (SSLSocket) CERTIFICATES.sslSocketFactory()
                    .createSocket(below, "localhost", listening.getLocalPort(), true);
            use.of(new WatchedTlsSocket(tls, below), tls);
        }
        server.join();
    }

    private static void serve(ServerSocket listening) {
        try (Socket accepted = listening.accept();
                SSLSocket secured = (SSLSocket) CERTIFICATES.sslSocketFactory()
                        .createSocket(accepted, "localhost", accepted.getPort(), true)) {
            secured.setUseClientMode(false);
            secured.startHandshake();
            secured.getInputStream().read();
        } catch (IOException ended) {
            // the client has ended the connection
        }
    }
}
