package io.countersign.replacement;

import io.countersign.domain.Violation;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.ApiFailure.TimedOut.Phase;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
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
 * The API behind the JDK's own HTTP client. Sends a request once, waits no longer than it may, and makes a value of
 * whatever goes wrong.
 */
final class HttpClientApi {

    private static final long LARGEST_ANSWER_IN_BYTES = 8 << 20;
    private static final String BEARER_TOKEN = "bearerToken";

    private final HttpClient client;
    private final URI baseUrl;
    private final Supplier<String> bearerToken;
    private final Duration answerWithin;

    HttpClientApi(HttpClient client, URI baseUrl, Supplier<String> bearerToken, Duration answerWithin) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.bearerToken = bearerToken;
        this.answerWithin = answerWithin;
    }

    /**
     * A client that does nothing behind the caller's back: it follows nobody and speaks no other protocol. It repeats
     * none of our methods either, unless the JVM runs with {@code -Djdk.httpclient.enableAllMethodRetry}, against which
     * nothing helps from here.
     */
    static HttpClient client() {
        return builder().build();
    }

    /** The same, trusting that authority in place of those of the JVM. */
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
     * The API's answer, if it is a success.
     *
     * @param target path and query
     * @param request all of the request but where it goes and who asks
     * @param secrets what of it must not be shown if it comes back
     */
    Either<ApiFailure, HttpResponse<byte[]>> send(
            Exchange exchange, String target, HttpRequest.Builder request, Seq<String> secrets) {
        return token().<ApiFailure>mapLeft(violation -> new ApiFailure.NotSent(exchange, List.of(violation)))
                .flatMap(token -> answer(exchange, request.uri(URI.create(baseUrl + target))
                        .header("Authorization", "Bearer " + token).build())
                        .flatMap(answer -> answer.statusCode() / 100 == 2
                                ? Either.right(answer)
                                : Either.left(ErrorAnswer.of(exchange, answer, secrets.append(token)))));
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

    /** We wait ourselves: the client's own limit ends with the head of an answer, and holds nobody to its body. */
    private Either<ApiFailure, HttpResponse<byte[]>> answer(Exchange exchange, HttpRequest request) {
        if (Thread.currentThread().isInterrupted()) {
            return Either.left(new ApiFailure.Cancelled(exchange, false));
        }
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.AWAITING_ANSWER);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> {
            phase.set(Phase.READING_ANSWER);
            return new BoundedBody(head.statusCode(), LARGEST_ANSWER_IN_BYTES);
        });
        try {
            return Either.right(answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Either.left(new ApiFailure.Cancelled(exchange, true));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return Either.left(new ApiFailure.TimedOut(exchange, phase.get()));
        } catch (ExecutionException failed) {
            return Either.left(failure(exchange, failed.getCause()));
        }
    }

    /** By the exception's name alone: its message may hold anything that was sent or received. */
    private static ApiFailure failure(Exchange exchange, Throwable cause) {
        String detail = cause.getClass().getSimpleName();
        if (cause instanceof BoundedBody.TooLarge tooLarge) {
            return new ApiFailure.AnswerTooLarge(exchange, tooLarge.status, tooLarge.limit);
        } else if (cause instanceof HttpConnectTimeoutException) {
            return new ApiFailure.TimedOut(exchange, Phase.CONNECTING);
        } else if (cause instanceof HttpTimeoutException) {
            return new ApiFailure.TimedOut(exchange, Phase.AWAITING_ANSWER);
        } else if (cause instanceof ConnectException) {
            return new ApiFailure.Unreachable(exchange, detail);
        } else if (cause instanceof SSLHandshakeException) {
            return new ApiFailure.TlsRefused(exchange, detail);
        }
        return new ApiFailure.ConnectionLost(exchange, cause instanceof IOException ? detail : "internal " + detail);
    }

    @Override
    public String toString() {
        return "HttpClientApi[" + baseUrl + "]";
    }
}
