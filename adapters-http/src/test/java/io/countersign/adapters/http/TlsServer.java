package io.countersign.adapters.http;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** An API behind TLS, which can be told what to speak and whom to let in. Answers every exchange. */
final class TlsServer implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    static TlsServer showing(HeldCertificate certificate) throws IOException {
        return new TlsServer().started(
                new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory());
    }

    /** Sends certificates along that have no part in its chain. */
    static TlsServer sendingAlong(HeldCertificate certificate, X509Certificate... others) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new X509ExtendedKeyManager() {
            @Override
            public String[] getClientAliases(String keyType, Principal[] issuers) {
                return new String[0];
            }

            @Override
            public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
                return null;
            }

            @Override
            public String[] getServerAliases(String keyType, Principal[] issuers) {
                return new String[] {"server"};
            }

            @Override
            public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
                return keyType.equals(certificate.keyPair().getPrivate().getAlgorithm()) ? "server" : null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return Stream.concat(Stream.of(certificate.certificate()), Stream.of(others))
                        .toArray(X509Certificate[]::new);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return certificate.keyPair().getPrivate();
            }
        }}, null, null);
        return new TlsServer().started(context.getSocketFactory());
    }

    static TlsServer speaking(String protocol, HeldCertificate certificate) throws IOException {
        return new TlsServer().started(new OneProtocol(protocol,
                new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory()));
    }

    static TlsServer speakingHttp11(HeldCertificate certificate) throws IOException {
        TlsServer old = new TlsServer();
        old.server.setProtocols(List.of(Protocol.HTTP_1_1));
        return old.started(
                new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslSocketFactory());
    }

    private TlsServer started(SSLSocketFactory sockets) throws IOException {
        server.useHttps(sockets);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                return new MockResponse.Builder().body(answerTo(request.getUrl().encodedPath())).build();
            }
        });
        server.start();
        return this;
    }

    private static String answerTo(String path) {
        return switch (path) {
            case "/auth/action/init" -> Settings.CHALLENGE_JSON;
            case "/auth/action" -> "{\"userAction\":\"token-1\"}";
            default -> "{}";
        };
    }

    int port() {
        return server.getPort();
    }

    ConnectionSettings.Draft settings() {
        return ConnectionSettings.to("https://localhost:" + port() + "/", () -> Settings.BEARER);
    }

    /** The requests that got through. */
    List<RecordedRequest> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }
}
