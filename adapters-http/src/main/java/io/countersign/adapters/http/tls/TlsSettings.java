package io.countersign.adapters.http.tls;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import okhttp3.CertificatePinner;
import okhttp3.Connection;
import okhttp3.ConnectionSpec;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Whom a connection trusts, and what it shows of itself: TLS 1.2 (RFC 5246) and 1.3 (RFC 8446), never less. Immutable,
 * valid by construction; {@code toString} shows no key.
 *
 * <pre>{@code
 * TlsSettings.usual()
 *         .trusting(Files.readString(authority))
 *         .clientCertificate(Files.readString(chain), pemOfTheKey)
 *         .pinning("sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=")
 * }</pre>
 *
 * <p>Certificates are checked as the JVM does it (PKIX, RFC 5280), and the host name by RFC 2818.
 */
public final class TlsSettings {

    private static final HostnameVerifier HOST_NAMES = new OkHttpClient().hostnameVerifier();

    private final Option<X509TrustManager> trust;
    private final Option<X509KeyManager> key;
    private final Seq<String> pins;
    private final boolean onlyTls13;

    private TlsSettings(
            Option<X509TrustManager> trust, Option<X509KeyManager> key, Seq<String> pins, boolean onlyTls13) {
        this.trust = trust;
        this.key = key;
        this.pins = pins;
        this.onlyTls13 = onlyTls13;
    }

    /** What the JVM trusts, no client certificate, no pins, TLS 1.2 or 1.3, until said otherwise. */
    public static Draft usual() {
        return new Draft(Trust.USUAL, Option.none(), List.empty(), false, List.empty());
    }

    /**
     * That client with these settings. What they say nothing of stays as the client has it, but for TLS below 1.2.
     * Trusted certificates or a client certificate take the place of its socket factory and host name verifier.
     *
     * @param host for which the pins are; the client may know others
     * @return another client, with the same connection pool, dispatcher and interceptors
     */
    public OkHttpClient appliedTo(OkHttpClient client, String host) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(host, "host");
        OkHttpClient.Builder builder = client.newBuilder().connectionSpecs(specs(client).asJava());
        if (trust.isDefined() || key.isDefined()) {
            X509TrustManager trusting = trust.getOrElse(client::x509TrustManager);
            builder.sslSocketFactory(socketFactory(trusting), trusting)
                    .hostnameVerifier(HOST_NAMES);
        }
        if (pins.nonEmpty()) {
            builder.certificatePinner(pinner(host));
        }
        return builder.build();
    }

    /**
     * Checks a connection that a client made, whatever that client was set to: the TLS version, and, as far as these
     * settings say something of them, the trusted certificates, the host name and the pins.
     *
     * @param connection a connection that is established
     * @param host the host that it is to reach
     * @return what about it these settings forbid, or none
     */
    public Option<String> faultOf(Connection connection, String host) {
        Objects.requireNonNull(host, "host");
        Handshake handshake = connection.handshake();
        if (handshake == null || !(connection.socket() instanceof SSLSocket socket)) {
            return Option.some("it does not speak TLS");
        } else if (!versions().contains(handshake.tlsVersion())) {
            return Option.some("it speaks " + handshake.tlsVersion().javaName());
        } else if (trust.isDefined() && !isTrusted(socket.getSession())) {
            return Option.some("the server's certificate is not trusted");
        } else if ((trust.isDefined() || key.isDefined()) && !HOST_NAMES.verify(host, socket.getSession())) {
            return Option.some("the server's certificate is for another host");
        }
        return Option.when(pins.nonEmpty() && !hasPinnedKey(handshake, host),
                "the server's certificates have none of the pinned keys");
    }

    private boolean isTrusted(SSLSession session) {
        try {
            trust.get().checkServerTrusted(
                    List.of(session.getPeerCertificates()).map(X509Certificate.class::cast)
                            .toJavaArray(X509Certificate[]::new),
                    keyExchangeOf(session.getCipherSuite()));
            return true;
        } catch (SSLPeerUnverifiedException | CertificateException untrusted) {
            return false;
        }
    }

    /** In the words of the JVM's TLS, which decide what a certificate must be good for; TLS 1.3 leaves it open. */
    private static String keyExchangeOf(String cipherSuite) {
        int end = cipherSuite.indexOf("_WITH_");
        return end < 0 ? "UNKNOWN" : cipherSuite.substring("TLS_".length(), end);
    }

    /** The certificates of a handshake are those that vouch for one another, and no others that were sent along. */
    private boolean hasPinnedKey(Handshake handshake, String host) {
        try {
            pinner(host).check(host, handshake.peerCertificates());
            return handshake.peerCertificates().size() > 0;
        } catch (SSLPeerUnverifiedException unpinned) {
            return false;
        }
    }

    private CertificatePinner pinner(String host) {
        return new CertificatePinner.Builder().add(host, pins.toJavaArray(String[]::new)).build();
    }

    private SSLSocketFactory socketFactory(X509TrustManager trusting) {
        try {
            return JvmTls.context(key, Option.some(trusting)).getSocketFactory();
        } catch (GeneralSecurityException gone) {
            throw new IllegalStateException("this JVM had TLS when the settings were validated", gone);
        }
    }

    /** The client's own, as far as they are new enough. */
    private Seq<ConnectionSpec> specs(OkHttpClient client) {
        Seq<ConnectionSpec> given = List.ofAll(client.connectionSpecs());
        Seq<ConnectionSpec> allowed = given.flatMap(spec -> spec.isTls() ? restricted(spec) : Option.some(spec));
        return allowed.exists(ConnectionSpec::isTls) || !given.exists(ConnectionSpec::isTls)
                ? allowed
                : allowed.prependAll(restricted(ConnectionSpec.MODERN_TLS));
    }

    private Option<ConnectionSpec> restricted(ConnectionSpec spec) {
        Seq<TlsVersion> versions =
                spec.tlsVersions() == null ? versions() : versions().filter(spec.tlsVersions()::contains);
        return Option.when(versions.nonEmpty(), () -> new ConnectionSpec.Builder(spec)
                .tlsVersions(versions.toJavaArray(TlsVersion[]::new)).build());
    }

    private Seq<TlsVersion> versions() {
        return onlyTls13 ? List.of(TlsVersion.TLS_1_3) : List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);
    }

    @Override
    public String toString() {
        return "TlsSettings[" + (trust.isEmpty() ? "" : "own trust, ") + (key.isEmpty() ? "" : "client certificate, ")
                + (pins.isEmpty() ? "" : pins.size() + " pins, ") + (onlyTls13 ? "1.3" : "1.2 or later") + "]";
    }

    /**
     * Settings that are still to be {@linkplain #validated validated}. Immutable: each method returns another draft.
     * What is given is read at once. Passwords and PEM texts of keys are the caller's arrays, to be wiped as soon as
     * the method returns; of the key itself remains what the JVM's TLS needs.
     */
    public static final class Draft {

        private static final Pattern PIN = Pattern.compile("sha256/[A-Za-z0-9+/]{43}=");

        private final Trust trust;
        private final Option<X509KeyManager> key;
        private final Seq<String> pins;
        private final boolean onlyTls13;
        private final Seq<Violation> violations;

        private Draft(
                Trust trust, Option<X509KeyManager> key, Seq<String> pins, boolean onlyTls13,
                Seq<Violation> violations) {
            this.trust = trust;
            this.key = key;
            this.pins = pins;
            this.onlyTls13 = onlyTls13;
            this.violations = violations;
        }

        /**
         * Trusts those certificates instead of the JVM's, and any others that are given in this way. Of authorities, as
         * a rule; that of a server itself will do.
         *
         * @param pem one certificate or more (RFC 7468); text around them is skipped
         */
        public Draft trusting(String pem) {
            return trusting(Certificates.inPem(Trust.FIELD, Objects.requireNonNull(pem, "pem")));
        }

        /** The same for the content of a file: PEM, DER, or PKCS#7 in DER. */
        public Draft trusting(byte[] file) {
            return trusting(Certificates.inFile(Trust.FIELD, Objects.requireNonNull(file, "file")));
        }

        /** The same for the trusted certificates of a key store; keys in it do not matter. */
        public Draft trusting(KeyStore store) {
            return trusting(Certificates.trustedBy(Trust.FIELD, Objects.requireNonNull(store, "store")));
        }

        private Draft trusting(Validation<Seq<Violation>, Seq<X509Certificate>> read) {
            return read.fold(this::faulted, certificates ->
                    new Draft(trust.and(certificates), key, pins, onlyTls13, violations));
        }

        /** Trusts what the JVM trusts as well. */
        public Draft andTheJvms() {
            return new Draft(trust.andTheJvms(), key, pins, onlyTls13, violations);
        }

        /**
         * Shows that certificate to a server that asks for one.
         *
         * @param pemChain the client's own certificate, then those of its issuers, as far as the server needs them
         * @param pemKey the private key to it, PKCS#8 and unencrypted; not kept, and to be wiped by the caller
         */
        public Draft clientCertificate(String pemChain, char[] pemKey) {
            return showing(ClientKey.inPem(
                    Objects.requireNonNull(pemChain, "pemChain"), Objects.requireNonNull(pemKey, "pemKey")));
        }

        /**
         * The same for the private key and certificate in a key store, such as a PKCS#12 file, or an HSM's
         * ({@code PKCS11}). If there are several, the one that suits the server is shown.
         *
         * @param password of the keys in it, or null if they have none; not kept, and to be wiped by the caller
         */
        public Draft clientCertificate(KeyStore store, char @Nullable [] password) {
            return showing(ClientKey.in(Objects.requireNonNull(store, "store"), password));
        }

        /** The same for any other place where a key is kept. It is asked in each handshake. */
        public Draft clientCertificate(X509KeyManager keys) {
            return showing(Validation.valid(Objects.requireNonNull(keys, "keys")));
        }

        private Draft showing(Validation<Seq<Violation>, X509KeyManager> read) {
            return read.fold(this::faulted, manager ->
                    new Draft(trust, Option.some(manager), pins, onlyTls13, violations));
        }

        /**
         * Insists that one certificate of the server's chain, beside being trusted, has one of these public keys. Give
         * two at least, one of a key that is kept in reserve, or nobody gets through once the key is changed.
         *
         * @param morePins {@code sha256/} and the base64 of the SHA-256 of a SubjectPublicKeyInfo (RFC 7469 §2.4)
         */
        public Draft pinning(String... morePins) {
            Seq<String> given = List.of(morePins).map(pin -> Objects.requireNonNull(pin, "pin"));
            return given.exists(pin -> !PIN.matcher(pin).matches())
                    ? faulted(List.of(new Violation("pins", "must be of the form sha256/ and 32 bytes in base64")))
                    : new Draft(trust, key, pins.appendAll(given), onlyTls13, violations);
        }

        /** Speaks TLS 1.3 and nothing older. */
        public Draft onlyTls13() {
            return new Draft(trust, key, pins, true, violations);
        }

        private Draft faulted(Seq<Violation> more) {
            return new Draft(trust, key, pins, onlyTls13, violations.appendAll(more));
        }

        /** These settings, or everything that is wrong with them. */
        public Validation<Seq<Violation>, TlsSettings> validated() {
            if (violations.nonEmpty()) {
                return Validation.invalid(violations);
            }
            try {
                Option<X509TrustManager> manager = trust.manager();
                JvmTls.context(key, manager);
                return Validation.valid(new TlsSettings(manager, key, pins, onlyTls13));
            } catch (GeneralSecurityException unusable) {
                return new Violation(Trust.FIELD, "must be usable by this JVM, with its TLS and trust store")
                        .asInvalid();
            }
        }

        @Override
        public String toString() {
            return "TlsSettings.Draft";
        }
    }
}
