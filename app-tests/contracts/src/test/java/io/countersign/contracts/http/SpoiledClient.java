package io.countersign.contracts.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's client, with a flaw in what it sends or receives. */
final class SpoiledClient extends HttpClient {

    /** The client of {@code HttpClientTransport}. Shared, since creating a client is slow. */
    static final HttpClient SOUND = sound().build();

    private final HttpClient client;
    private final HttpFlaw flaw;
    private final AtomicBoolean answered = new AtomicBoolean();

    SpoiledClient(HttpFlaw flaw) {
        this.client = flaw.client(SOUND);
        this.flaw = flaw;
    }

    static HttpClient.Builder sound() {
        return HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        HttpRequest sent = spoiled(request);
        CompletableFuture<HttpResponse<T>> answer = flaw.send(client, sent, handler);
        return (flaw.trustsInNewConnections() && answered.get()
                ? answer.exceptionallyCompose(lost -> flaw.send(client, sent, handler))
                : answer)
                .thenApply(this::spoiled);
    }

    private HttpRequest spoiled(HttpRequest request) {
        String body = RequestBody.of(request);
        String sent = flaw.sent(body);
        return flaw.request(sent.equals(body) ? request : RequestBody.replaced(request, sent));
    }

    /** The adapters read bytes. */
    @SuppressWarnings("unchecked")
    private <T> HttpResponse<T> spoiled(HttpResponse<T> answer) {
        answered.set(true);
        String body = new String((byte[]) answer.body(), StandardCharsets.UTF_8);
        String read = flaw.read(body);
        return read.equals(body) ? answer : (HttpResponse<T>) new MisreadAnswer(
                (HttpResponse<byte[]>) answer, read.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler,
            HttpResponse.PushPromiseHandler<T> pushed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
