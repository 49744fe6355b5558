package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.exchange.Progress.Code;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/** Which failure an exception becomes; the tests of exchanges show whence exceptions come. */
class NetworkFailureTest {

    private final Progress progress = Progress.ofSentOnce(Transmission.standalone());

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void what_fails_in_a_cancelled_call_is_its_cancellation() {
        assertThat(of(new IOException(), true)).isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, false));

        Progress sent = Progress.ofSentOnce(Transmission.standalone());
        sent.beginSending();
        assertThat(NetworkFailure.of(new IOException(), Exchange.EXECUTION, sent, true))
                .isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
    }

    @Test
    void an_interrupted_thread_is_a_cancelled_call_and_stays_interrupted() {
        assertThat(of(new InterruptedException(), false)).isInstanceOf(ApiFailure.Cancelled.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(of(new IOException(), false)).isInstanceOf(ApiFailure.Cancelled.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void code_of_the_application_that_throws_is_named_in_a_cancelled_call_too() {
        assertThat(of(new IllegalStateException("secret"), true).message())
                .contains("java.lang.IllegalStateException").doesNotContain("secret");
    }

    @Test
    void a_second_transmission_that_was_prevented_is_no_cancellation_once_there_was_an_answer() {
        progress.beginSending();
        assertThat(of(new ProgressObserver.SentAlready(), true)).isInstanceOf(ApiFailure.Cancelled.class);
        progress.answered(408);

        ApiFailure failure = of(new ProgressObserver.SentAlready(), true);
        assertThat(failure).isInstanceOf(ApiFailure.Refused.class);
        assertThat(failure.message()).contains("408");
    }

    @Test
    void a_transmission_that_was_made_elsewhere_is_not_made_again() {
        ApiFailure failure = NetworkFailure.of(new ProgressObserver.SentAlready(), Exchange.EXECUTION,
                Progress.ofRepeatable(), false);

        assertThat(failure.message()).contains("one that has not been used before");
    }

    @Test
    void a_call_that_could_not_be_prepared_was_not_sent() {
        ApiFailure failure = NetworkFailure.notMade(new StackOverflowError("secret"), Exchange.REDEMPTION);

        assertThat(failure.kind()).isEqualTo(ApiFailureKind.NOT_SENT);
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.message()).contains("java.lang.StackOverflowError").doesNotContain("secret");
    }

    @Test
    void what_the_network_says_is_repeated_and_what_the_application_says_is_not() {
        for (IOException told : new IOException[] {new UnknownHostException("said"), new SocketException("said"),
                new ConnectException("said"), new SSLHandshakeException("said"),
                new IOException("Unexpected response code for CONNECT: said")}) {
            Progress own = Progress.ofSentOnce(Transmission.standalone());
            assertThat(NetworkFailure.of(told, Exchange.EXECUTION, own, false).message()).contains("said");
            Progress foreign = Progress.ofSentOnce(Transmission.standalone());
            foreign.threw(Code.FOREIGN, told);
            assertThat(NetworkFailure.of(told, Exchange.EXECUTION, foreign, false).message()).doesNotContain("said");
        }
        assertThat(of(new IOException("said"), false).message()).contains("IOException").doesNotContain("said");
    }

    /** Only in TLS 1.3, and trusted only where sending twice does no harm. */
    @ParameterizedTest
    @ValueSource(strings = {"certificate_required", "bad_certificate"})
    void a_late_alert_about_certificates_is_told_where_nothing_can_be_done_twice(String alert) {
        SSLHandshakeException refused = new SSLHandshakeException("Received fatal alert: " + alert);
        for (Exchange exchange : Exchange.values()) {
            Progress sent = Progress.ofSentOnce(Transmission.standalone());
            sent.beginSending();
            boolean harmless = exchange == Exchange.CHALLENGE || exchange == Exchange.READ;

            assertThat(NetworkFailure.of(refused, exchange, sent, false).kind()).as(exchange.name()).isEqualTo(
                    harmless ? ApiFailureKind.TLS_REFUSED : ApiFailureKind.CONNECTION_LOST);
            assertThat(NetworkFailure.of(new SSLHandshakeException("Received fatal alert: internal_error"), exchange,
                    sent, false).kind()).isEqualTo(ApiFailureKind.CONNECTION_LOST);
        }
    }

    private ApiFailure of(Throwable thrown, boolean cancelled) {
        return NetworkFailure.of(thrown, Exchange.EXECUTION, progress, cancelled);
    }
}
