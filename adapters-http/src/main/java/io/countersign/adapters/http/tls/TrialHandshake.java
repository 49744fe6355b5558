package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A TLS handshake in memory that finds out whether a private key belongs to its certificate, which would otherwise show
 * as an alert of the API without a reason. By hand, because a signature over test data would need to know the
 * algorithms of all keys, and would not tell whether JSSE uses them. The key is tried as a server's.
 */
final class TrialHandshake {

    /** More than any handshake needs. */
    private static final int MAX_TURNS = 50;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final SSLEngine prover;
    private final SSLEngine verifier;
    private final ByteBuffer toProver;
    private final ByteBuffer toVerifier;

    private TrialHandshake(SSLEngine prover, SSLEngine verifier) {
        this.prover = prover;
        this.verifier = verifier;
        this.toProver = ByteBuffer.allocate(2 * prover.getSession().getPacketBufferSize());
        this.toVerifier = ByteBuffer.allocate(2 * prover.getSession().getPacketBufferSize());
    }

    /** Returns whether a handshake with that key and certificate succeeds. */
    static boolean succeedsWith(X509KeyManager key, X509Certificate certificate) throws GeneralSecurityException {
        Option<X509TrustManager> trust = Option.some(JvmTls.trustIn(List.of(certificate), false));
        SSLEngine prover = JvmTls.context(Option.some(key), trust).createSSLEngine();
        SSLEngine verifier = JvmTls.context(Option.none(), trust).createSSLEngine();
        prover.setUseClientMode(false);
        verifier.setUseClientMode(true);
        try {
            return new TrialHandshake(prover, verifier).completes();
        } catch (SSLException | RuntimeException refused) {
            return false;
        }
    }

    private boolean completes() throws SSLException {
        prover.beginHandshake();
        verifier.beginHandshake();
        for (int turn = 0; turn < MAX_TURNS && (isShaking(prover) || isShaking(verifier)); turn++) {
            advance(verifier, toVerifier, toProver);
            advance(prover, toProver, toVerifier);
        }
        return !isShaking(prover) && !isShaking(verifier);
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Lets an engine take its next step. */
    private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                in.compact();
            }
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(EMPTY.duplicate(), out);
            default -> { }
        }
    }
}
