package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.ApiFailure.Reason;
import io.countersign.ports.outbound.ApiFailure.TimedOut.Phase;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;

/** What an exception out of the HTTP client means, given how far the exchange had come. */
final class NetworkFailure {

    private NetworkFailure() {
    }

    /**
     * @param cancelled whether the call was, by us or an interceptor of the application's; it may be overdue, too
     */
    static ApiFailure of(Exception thrown, Exchange exchange, Progress progress, boolean cancelled) {
        return ofOne(mostTelling(thrown), exchange, progress, cancelled);
    }

    /**
     * A host may have several addresses. OkHttp tries them all, and throws what went wrong first with the rest
     * suppressed; but one that was reached tells more than one that was not, as IPv6 on a machine without it.
     */
    private static Exception mostTelling(Exception thrown) {
        return isUnconnected(thrown)
                ? List.of(thrown.getSuppressed())
                        .filter(IOException.class::isInstance).map(IOException.class::cast)
                        .reject(NetworkFailure::isUnconnected)
                        .<Exception>map(reached -> reached).getOrElse(thrown)
                : thrown;
    }

    private static boolean isUnconnected(Exception thrown) {
        return thrown instanceof ConnectException || thrown instanceof NoRouteToHostException;
    }

    private static ApiFailure ofOne(Exception thrown, Exchange exchange, Progress progress, boolean cancelled) {
        if (thrown instanceof BoundedAnswer.TooLarge tooLarge) {
            return new ApiFailure.AnswerTooLarge(exchange, tooLarge.status(), tooLarge.limitInBytes());
        } else if (thrown instanceof ProgressObserver.SentAlready && progress.status() != 0) {
            return new ApiFailure.Refused(exchange, Reason.ofStatus(progress.status()), progress.status(),
                    Option.none(), "", Option.none(), Option.none());
        } else if (thrown instanceof ProxyRefused refused) {
            return new ApiFailure.NotSent(exchange, List.of(refused.violation()));
        } else if (!(thrown instanceof IOException) && !progress.mayHaveBeenSent()) {
            return new ApiFailure.NotSent(exchange, List.of(new Violation("okHttpClient",
                    "an interceptor of the application's own threw " + thrown.getClass().getName())));
        } else if (isTimeout(thrown)) {
            return new ApiFailure.TimedOut(exchange, progress.phase());
        } else if (cancelled || Thread.currentThread().isInterrupted()) {
            return new ApiFailure.Cancelled(exchange, progress.mayHaveBeenSent());
        } else if (isRefusedTrust(thrown, progress)) {
            return new ApiFailure.TlsRefused(exchange, detailOf(thrown));
        }
        return progress.mayHaveBeenSent()
                ? new ApiFailure.ConnectionLost(exchange, detailOf(thrown))
                : new ApiFailure.Unreachable(exchange,
                        (progress.phase() == Phase.SECURING ? "in the TLS handshake: " : "") + detailOf(thrown));
    }

    /**
     * OkHttp says so with this exception of the JDK's, which by its name is for threads that are interrupted. Those
     * that make exchanges are not, unless whoever lends them does it.
     */
    private static boolean isTimeout(Exception thrown) {
        return thrown instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
    }

    /**
     * With TLS 1.3 a server may refuse our certificate only after we have begun to send: still a refused handshake. One
     * that was cut off says nothing about trust, and may go well another time.
     */
    private static boolean isRefusedTrust(Exception thrown, Progress progress) {
        return thrown instanceof SSLException && !(thrown.getCause() instanceof EOFException)
                && (thrown instanceof SSLHandshakeException || thrown instanceof SSLPeerUnverifiedException
                || !progress.mayHaveBeenSent());
    }

    /** In the words of the network where they can hold nothing but the network; else the exception's name alone. */
    private static String detailOf(Exception thrown) {
        String message = thrown.getMessage();
        boolean harmless = thrown instanceof SocketException || thrown instanceof UnknownHostException
                || thrown instanceof SSLException || isProxysRefusal(message);
        return thrown.getClass().getSimpleName()
                + (harmless && message != null ? ": " + OneLine.of(message, 200) : "");
    }

    /** In OkHttp's own words, with no more of the proxy than a number. */
    private static boolean isProxysRefusal(@Nullable String message) {
        return message != null && message.startsWith("Unexpected response code for CONNECT: ");
    }
}
