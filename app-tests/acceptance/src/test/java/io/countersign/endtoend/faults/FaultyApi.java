package io.countersign.endtoend.faults;

import io.countersign.ports.failure.Exchange;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** An API on loopback that answers two of the three exchanges correctly. Each connection serves one exchange. */
final class FaultyApi implements AutoCloseable {

    static final String TOKEN = "token-s3cr3t";
    static final String IDENTIFIER = "identifier-s3cr3t";
    static final String CHALLENGE = """
            {"challenge":"challenge-s3cr3t","challengeIdentifier":"%s",
             "supportedCredentialKinds":[{"kind":"Key","factor":"either","requiresSecondFactor":false}],
             "userVerification":"required","attestation":"none",
             "allowCredentials":{"key":[{"type":"public-key","id":"cr-1"}],"webauthn":[]},
             "externalAuthenticationUrl":"https://url-s3cr3t.example"}""".formatted(IDENTIFIER);
    static final String REDEEMED = "{\"userAction\":\"" + TOKEN + "\"}";
    static final String ANSWER = "{\"id\":\"wa-1\"}";

    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HandshakeCertificates TRUSTED = certificates(issued().build());
    private static final HandshakeCertificates OF_ANOTHER_HOST = certificates(
            new HeldCertificate.Builder().signedBy(AUTHORITY).addSubjectAlternativeName("other.example").build());
    private static final HandshakeCertificates EXPIRED = certificates(issued().validityInterval(
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2020-01-02T00:00:00Z").toEpochMilli()).build());
    private static final HandshakeCertificates OF_NOBODY = certificates(
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build());
    static final HandshakeCertificates CLIENT =
            new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();

    private final Exchange faulty;
    private final Fault fault;
    private final ServerSocket listening;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger realCalls = new AtomicInteger();
    private volatile Exchange next = Exchange.CHALLENGE;

    FaultyApi(Exchange faulty, Fault fault) throws IOException {
        this.faulty = faulty;
        this.fault = fault;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
        expect(Exchange.CHALLENGE);
    }

    private static HeldCertificate.Builder issued() {
        return new HeldCertificate.Builder().signedBy(AUTHORITY).addSubjectAlternativeName("localhost");
    }

    private static HandshakeCertificates certificates(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    }

    String baseUrl() {
        return (fault.isAboutTls() ? "https" : "http") + "://localhost:" + listening.getLocalPort();
    }

    Fault fault() {
        return fault;
    }

    /** Returns whether the next exchange is the faulty one. */
    boolean goesWrongNext() {
        return next == faulty;
    }

    /** Returns how many real calls arrived completely. */
    int realCalls() {
        return realCalls.get();
    }

    /** Returns whether a client still has a connection open. */
    boolean isHeldOnTo() {
        return !open.isEmpty();
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-api");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain; Socket socket = fault.isAboutTls() ? secured(plain) : plain) {
            var exchanged = new Exchanged(socket, closed);
            if (goesWrongNext() && fault.strikesBeforeTheRequest()) {
                fault.strike(exchanged, faulty);
                return;
            }
            String path = exchanged.readRequest();
            Exchange exchange = path.equals("/auth/action/init") ? Exchange.CHALLENGE
                    : path.equals("/auth/action") ? Exchange.REDEMPTION : Exchange.EXECUTION;
            if (exchange == Exchange.EXECUTION) {
                realCalls.incrementAndGet();
            }
            if (exchange == faulty) {
                fault.strike(exchanged, exchange);
            } else {
                expect(Exchange.values()[exchange.ordinal() + 1]);
                exchanged.answer(200, rightAnswerTo(exchange));
            }
            awaitTheEnd(socket);
        } catch (IOException clientGone) {
            // What the client makes of it is what the matrix shows.
        } finally {
            open.remove(plain);
        }
    }

    /** Prepares the next exchange before an answer is sent. */
    private void expect(Exchange exchange) throws IOException {
        next = exchange;
        if (goesWrongNext() && fault == Fault.REFUSED) {
            listening.close();
        }
    }

    /** Waits until the client closes the connection. One that it keeps open is a leak. */
    private static void awaitTheEnd(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.shutdownOutput();
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        HandshakeCertificates shown = !goesWrongNext() ? TRUSTED
                : fault == Fault.TLS_OF_ANOTHER_HOST ? OF_ANOTHER_HOST
                : fault == Fault.TLS_EXPIRED ? EXPIRED
                : fault == Fault.TLS_OF_NOBODY_TRUSTED ? OF_NOBODY : TRUSTED;
        if (goesWrongNext() && fault == Fault.TLS_NOT_SPOKEN) {
            plain.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            throw new IOException("spoke no TLS");
        }
        if (goesWrongNext() && fault == Fault.TLS_CUT_SHORT) {
            plain.setSoLinger(true, 0);
            throw new IOException("cut short");
        }
        SSLSocket socket = (SSLSocket) shown.sslContext().getSocketFactory()
                .createSocket(plain, null, plain.getPort(), false);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    static String rightAnswerTo(Exchange exchange) {
        return switch (exchange) {
            case CHALLENGE -> CHALLENGE;
            case REDEMPTION -> REDEEMED;
            case EXECUTION, READ -> ANSWER;
        };
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
