package io.countersign.benchmark.action;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.inbound.UserActionException;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.outbound.CredentialSigner;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The clients that are compared. Each makes three exchanges and one ES256 signature for an action. */
enum Contestant {

    LIBRARY("this library") {
        @Override
        Caller open(String url, String pem) {
            ApiConnection connection =
                    ApiConnection.open(ConnectionSettings.builder(url, () -> Messages.BEARER_TOKEN).buildOrThrow());
            JcaSigningKey key = JcaSigningKey.fromPem(pem.toCharArray()).get();
            ExecutingUserActions actions =
                    connection.signedBy(CredentialSigner.key(CredentialId.ofOrThrow("cr-1"), key));
            return body -> actions.perform(UserAction.of("POST", "/wallets", body).get())
                    .getOrElseThrow(UserActionException::new);
        }
    },

    OKHTTP("plain OkHttp") {
        @Override
        Caller open(String url, String pem) {
            BareSignature signature = new BareSignature(pem);
            MediaType json = MediaType.get("application/json");
            OkHttpClient client = new OkHttpClient.Builder()
                    .connectionPool(new ConnectionPool(256, 5, TimeUnit.MINUTES)).build();
            return body -> signature.between(message -> {
                try (Response answer = client.newCall(new Request.Builder().url(url + message.path())
                        .header("Authorization", "Bearer " + Messages.BEARER_TOKEN)
                        .post(RequestBody.create(message.body(), json)).build()).execute()) {
                    answer.body().string();
                }
            }, body);
        }
    },

    SOCKETS("plain sockets") {
        @Override
        Caller open(String url, String pem) {
            BareSignature signature = new BareSignature(pem);
            URI uri = URI.create(url);
            ThreadLocal<Connected> connections = ThreadLocal.withInitial(() -> Connected.to(uri));
            return body -> signature.between(message -> connections.get().exchange(uri.getPath(), message), body);
        }
    },

    JDK("the JDK's HttpClient") {
        @Override
        Caller open(String url, String pem) {
            // It closes connections that were idle for 30 seconds, and an exchange that begins just then fails.
            System.setProperty("jdk.httpclient.keepalive.timeout", "3600");
            BareSignature signature = new BareSignature(pem);
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return body -> signature.between(
                    message -> send(client, HttpRequest.newBuilder(URI.create(url + message.path()))
                            .header("Authorization", "Bearer " + Messages.BEARER_TOKEN)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(message.body())).build()), body);
        }

        /** Sends a request, again if the client's pool closed a connection just as it lent it, which happens. */
        private static void send(HttpClient client, HttpRequest request) throws Exception {
            try {
                client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException closed) {
                client.send(request, HttpResponse.BodyHandlers.ofString());
            }
        }
    };

    /** Makes actions; safe for use by several threads. */
    @FunctionalInterface
    interface Caller {

        void act(String body) throws Exception;
    }

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    /** Returns a client of an API, with an ES256 key as PKCS#8 in PEM. */
    abstract Caller open(String url, String pem);

    String title() {
        return title;
    }

    /** A connection of one thread, over which nothing but the needed bytes are written and read. */
    private record Connected(Socket socket, InputStream in, StringBuilder line) {

        static Connected to(URI uri) {
            try {
                Socket socket = new Socket(uri.getHost(), uri.getPort());
                socket.setTcpNoDelay(true);
                return new Connected(socket, new BufferedInputStream(socket.getInputStream(), 1 << 13),
                        new StringBuilder());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        void exchange(String base, BareSignature.Message message) throws IOException {
            byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
            byte[] head = ("POST " + base + message.path() + " HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: Bearer " + Messages.BEARER_TOKEN + "\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            socket.getOutputStream().write(request);
            int length = 0;
            for (String header = StubApi.lineOf(in, line); !header.isEmpty(); header = StubApi.lineOf(in, line)) {
                if (header.startsWith("Content-Length:")) {
                    length = Integer.parseInt(header.substring("Content-Length:".length()).strip());
                }
            }
            in.readNBytes(length);
        }
    }
}
