package io.countersign.replacement;

import io.countersign.domain.Violation;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends requests to the API with the JDK's HTTP client, each once and with a time limit, and turns every failure into a
 * value.
 */
final class HttpClientApi {

    private static final long LARGEST_ANSWER_IN_BYTES = 8 << 20;
    private static final String BEARER_TOKEN = "bearerToken";

    private final HttpClient client;
    private final URI baseUrl;
    private final Supplier<String> bearerToken;
    private final Duration callTimeout;
    private final Map<String, String> headers;

    HttpClientApi(HttpClient client, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout) {
        this(client, baseUrl, bearerToken, callTimeout, LinkedHashMap.empty());
    }

    private HttpClientApi(HttpClient client, URI baseUrl, Supplier<String> bearerToken, Duration callTimeout,
            Map<String, String> headers) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.bearerToken = bearerToken;
        this.callTimeout = callTimeout;
        this.headers = headers;
    }

    /** Returns a copy that sends one more header, and hides its value in failures. */
    HttpClientApi withHeader(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the header " + name + " has no value");
        }
        HttpRequest.newBuilder().header(name, value);
        return new HttpClientApi(client, baseUrl, bearerToken, callTimeout, headers.put(name, value));
    }

    /**
     * Returns a client that follows no redirects and speaks HTTP/1.1. It does not repeat requests unless the JVM runs
     * with {@code -Djdk.httpclient.enableAllMethodRetry}, which code cannot override.
     */
    static HttpClient client() {
        return builder().build();
    }

    /** Returns a client that trusts the given authority instead of those of the JVM. */
    static HttpClient clientTrusting(String authorityPem) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(
                    new ByteArrayInputStream(authorityPem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return builder().sslContext(context).build();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("the authority's certificate cannot be used", unusable);
        }
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
    }

    /**
     * Sends a request and returns the answer if it is a success.
     *
     * @param exchange the exchange that the request belongs to
     * @param target path and query
     * @param request the request without address and bearer token
     * @param secrets parts of the request that must not be shown if the answer repeats them
     * @param transmission the record of whether the request was sent
     */
    Either<ApiFailure, HttpResponse<byte[]>> send(Exchange exchange, String target, HttpRequest.Builder request,
            Seq<String> secrets, Transmission transmission) {
        headers.forEach(request::header);
        return token().<ApiFailure>mapLeft(violation -> notSent(exchange, List.of(violation), transmission))
                .flatMap(token -> answer(exchange, request.uri(URI.create(baseUrl + target))
                        .header("Authorization", "Bearer " + token).build(), transmission)
                        .flatMap(answer -> answer.statusCode() / 100 == 2
                                ? Either.right(answer)
                                : Either.left(ErrorAnswer.of(
                                        exchange, answer, secrets.append(token).appendAll(headers.values())))));
    }

    private Either<Violation, String> token() {
        String token;
        try {
            token = bearerToken.get();
        } catch (RuntimeException failed) {
            return Either.left(new Violation(BEARER_TOKEN, "its supplier threw " + failed.getClass().getName()));
        }
        return token != null && !token.isEmpty() && token.chars().allMatch(letter -> letter > ' ' && letter < 0x7F)
                ? Either.right(token)
                : Either.left(new Violation(BEARER_TOKEN, "must be visible ASCII characters"));
    }

    /** Waits for the whole answer, since the client's own timeout covers only its head. */
    private Either<ApiFailure, HttpResponse<byte[]>> answer(
            Exchange exchange, HttpRequest request, Transmission transmission) {
        if (transmission.state() != Transmission.State.HANDED_OVER) {
            return Either.left(notSent(exchange, List.of(new Violation("transmission", "must be new")), transmission));
        } else if (Thread.currentThread().isInterrupted() || transmission.isCancelled()) {
            return Either.left(new ApiFailure.Cancelled(exchange, !transmission.abandon()));
        }
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.AWAITING_ANSWER);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> {
            phase.set(Phase.READING_ANSWER);
            return new BoundedBody(head.statusCode(), LARGEST_ANSWER_IN_BYTES);
        });
        transmission.onCancelled(() -> answer.cancel(true));
        try {
            HttpResponse<byte[]> answered = answer.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS);
            transmission.answered();
            return Either.right(answered);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Either.left(new ApiFailure.Cancelled(exchange, !transmission.abandon()));
        } catch (CancellationException cancelled) {
            return Either.left(new ApiFailure.Cancelled(exchange, !transmission.abandon()));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return Either.left(new ApiFailure.TimedOut(
                    exchange, transmission.abandon() ? Phase.CONNECTING : phase.get()));
        } catch (ExecutionException failed) {
            return Either.left(failure(exchange, failed.getCause(), !transmission.abandon()));
        }
    }

    /** Returns the failure for a request that was not sent because it is invalid. */
    static ApiFailure notSent(Exchange exchange, Seq<Violation> violations, Transmission transmission) {
        transmission.abandon();
        return new ApiFailure.NotSent(exchange, violations);
    }

    /** Names the type of the exception only, since its message may contain anything that was sent or received. */
    private static ApiFailure failure(Exchange exchange, Throwable cause, boolean mayHaveBeenSent) {
        String detail = cause.getClass().getSimpleName();
        if (cause instanceof BoundedBody.TooLarge tooLarge) {
            return new ApiFailure.AnswerTooLarge(exchange, tooLarge.status, tooLarge.limit);
        } else if (cause instanceof HttpTimeoutException) {
            return new ApiFailure.TimedOut(exchange, mayHaveBeenSent ? Phase.AWAITING_ANSWER : Phase.CONNECTING);
        } else if (!mayHaveBeenSent) {
            return cause instanceof SSLHandshakeException
                    ? ApiFailure.tlsRefused(exchange, detail)
                    : ApiFailure.unreachable(exchange, detail);
        }
        return ApiFailure.connectionLost(exchange, cause instanceof IOException ? detail : "internal " + detail);
    }

    @Override
    public String toString() {
        return "HttpClientApi[" + baseUrl + "]";
    }
}
