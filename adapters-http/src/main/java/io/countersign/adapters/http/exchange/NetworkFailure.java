package io.countersign.adapters.http.exchange;

import io.countersign.adapters.http.exchange.Progress.Code;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Makes failures of exceptions of the HTTP client, given how far the exchange had come. The {@link Progress} alone
 * tells whether anything may have been sent, never the exception.
 */
public final class NetworkFailure {

    /** The JDK's messages for alerts by which a TLS 1.3 server refuses a client certificate (RFC 8446 §6.2). */
    private static final Set<String> CERTIFICATE_ALERTS = HashSet.of("bad_certificate", "unsupported_certificate",
            "certificate_revoked", "certificate_expired", "certificate_unknown", "unknown_ca", "certificate_required")
            .map(alert -> "Received fatal alert: " + alert);

    private NetworkFailure() {
    }

    /**
     * Returns the failure that ended a call.
     *
     * @param cancelled whether the call was cancelled, by us or by an interceptor of the application
     */
    public static ApiFailure of(Throwable thrown, Exchange exchange, Progress progress, boolean cancelled) {
        boolean mayHaveBeenSent = progress.mayHaveBeenSent(thrown);
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // OkHttp waits for a connection, and clears it
        }
        Throwable telling = mostTelling(thrown);
        if (isTimeout(telling)) {
            return new ApiFailure.TimedOut(exchange, progress.phase());
        } else if (isCancelled(telling, cancelled, progress)) {
            return new ApiFailure.Cancelled(exchange, mayHaveBeenSent);
        }
        return mayHaveBeenSent
                ? afterSending(telling, exchange, progress)
                : beforeSending(telling, exchange, progress);
    }

    /** Returns the failure of an exchange whose call could not be prepared, so that nothing was sent. */
    public static ApiFailure notMade(Throwable thrown, Exchange exchange) {
        return new ApiFailure.NotSent(exchange, List.of(new Violation(
                "request", "could not be made ready to be sent; " + thrown.getClass().getName() + " was thrown")));
    }

    /** Returns the failure of an exchange whose transmission belongs to one that was made before. */
    public static ApiFailure usedBefore(Exchange exchange) {
        return new ApiFailure.NotSent(exchange, List.of(new Violation(
                "transmission", "must be one that has not been used before")));
    }

    /**
     * Returns the most telling exception. OkHttp tries all addresses of a host and throws the first exception with the
     * others suppressed; an address that was reached tells more than one that was not, such as IPv6 without a route.
     */
    private static Throwable mostTelling(Throwable thrown) {
        return isUnconnected(thrown)
                ? List.of(thrown.getSuppressed())
                        .filter(IOException.class::isInstance)
                        .reject(NetworkFailure::isUnconnected)
                        .getOrElse(thrown)
                : thrown;
    }

    private static boolean isUnconnected(Throwable thrown) {
        return thrown instanceof ConnectException || thrown instanceof NoRouteToHostException;
    }

    /** Recognises OkHttp's timeouts, whose exception the JDK also throws in interrupted threads. */
    private static boolean isTimeout(Throwable thrown) {
        return thrown instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
    }

    /** Recognises a cancelled call; an outcome that was known before the cancellation counts more. */
    private static boolean isCancelled(Throwable thrown, boolean cancelled, Progress progress) {
        boolean decided = thrown instanceof BoundedAnswer.TooLarge
                || thrown instanceof ProgressObserver.SentAlready && progress.status() != 0;
        boolean endsCalls = thrown instanceof IOException || thrown instanceof InterruptedException;
        return endsCalls && !decided && (cancelled || Thread.currentThread().isInterrupted());
    }

    private static ApiFailure beforeSending(Throwable thrown, Exchange exchange, Progress progress) {
        if (thrown instanceof ProxyRefused refused) {
            return new ApiFailure.NotSent(exchange, List.of(refused.violation()));
        } else if (thrown instanceof ProgressObserver.SentAlready) {
            return usedBefore(exchange);
        } else if (!(thrown instanceof IOException)) {
            return new ApiFailure.NotSent(exchange, List.of(new Violation("okHttpClient",
                    "something of the application's own, such as an interceptor, threw "
                            + thrown.getClass().getName())));
        } else if (thrown instanceof SSLException && !isCutOff(thrown)) {
            return ApiFailure.tlsRefused(exchange, detailOf(thrown, progress));
        }
        return ApiFailure.unreachable(exchange,
                (progress.phase() == Phase.SECURING ? "in the TLS handshake: " : "") + detailOf(thrown, progress));
    }

    private static ApiFailure afterSending(Throwable thrown, Exchange exchange, Progress progress) {
        if (thrown instanceof BoundedAnswer.TooLarge tooLarge) {
            return new ApiFailure.AnswerTooLarge(exchange, tooLarge.status(), tooLarge.limitInBytes());
        } else if (thrown instanceof ProgressObserver.SentAlready && progress.status() != 0) {
            return new ApiFailure.Refused(exchange, progress.status(),
                    Option.none(), "", Option.none(), Option.none());
        } else if (progress.status() != 0 && !(thrown instanceof IOException)) {
            return new ApiFailure.MalformedAnswer(exchange, progress.status(), List.of(new Violation("body",
                    "could not be read, as " + thrown.getClass().getName() + " was thrown after it began")));
        } else if (isRefusedCertificate(thrown, exchange, progress)) {
            return ApiFailure.tlsRefused(exchange, detailOf(thrown, progress));
        }
        return ApiFailure.connectionLost(exchange, detailOf(thrown, progress));
    }

    /** Recognises a handshake that was cut off, which says nothing about trust and may succeed another time. */
    private static boolean isCutOff(Throwable thrown) {
        return thrown.getCause() instanceof EOFException;
    }

    /**
     * Recognises the late refusal of a client certificate in TLS 1.3, after sending has begun. Trusted only where
     * sending twice does no harm: the server may have read the request before.
     */
    private static boolean isRefusedCertificate(Throwable thrown, Exchange exchange, Progress progress) {
        return (exchange == Exchange.CHALLENGE || exchange == Exchange.READ)
                && progress.status() == 0
                && thrown instanceof SSLHandshakeException
                && CERTIFICATE_ALERTS.exists(alert -> String.valueOf(thrown.getMessage()).contains(alert));
    }

    /** Returns the exception's name, with its message only if that comes from the network. */
    private static String detailOf(Throwable thrown, Progress progress) {
        String message = thrown.getMessage();
        boolean ofTheNetwork = thrown instanceof SocketException || thrown instanceof UnknownHostException
                || thrown instanceof SSLException || isProxysRefusal(message);
        boolean harmless = ofTheNetwork && !progress.isFrom(Code.FOREIGN, thrown);
        return nameOf(thrown) + (harmless && message != null ? ": " + OneLine.of(message, 200) : "");
    }

    /** Returns the name of the nearest class of the JDK: names of internal classes mean nothing to readers. */
    private static String nameOf(Throwable thrown) {
        Class<?> known = thrown.getClass();
        while (!known.getName().startsWith("java")) {
            known = known.getSuperclass();
        }
        return known.getSimpleName();
    }

    /** Recognises OkHttp's message for a proxy that refuses; it repeats only the proxy's status. */
    private static boolean isProxysRefusal(@Nullable String message) {
        return message != null && message.startsWith("Unexpected response code for CONNECT: ");
    }
}
