package io.countersign.adapters.http.tls;

import io.countersign.domain.InvalidValueException;
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
 * Trusted certificates, client certificate, pins and versions of TLS: 1.2 (RFC 5246) and 1.3 (RFC 8446), never less.
 * Immutable and valid by construction; {@code toString} shows no key.
 *
 * <pre>{@code
 * TlsSettings.builder()
 *         .trustedCertificates(Files.readString(authority))
 *         .clientCertificate(Files.readString(chain), pemOfTheKey)
 *         .certificatePins("sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=")
 *         .build();
 * }</pre>
 *
 * <p>Certificates are validated by the JVM (PKIX, RFC 5280), host names by OkHttp (RFC 2818).
 */
public final class TlsSettings {

    private final Option<X509TrustManager> trust;
    private final Option<X509KeyManager> key;
    private final Seq<String> pins;
    private final boolean onlyTls13;

    /** Made when it is needed, of a client that does not read the trust store of the JVM. */
    private static final class HostNames {

        private static final HostnameVerifier VERIFIER = new OkHttpClient.Builder()
                .connectionSpecs(java.util.List.of(ConnectionSpec.CLEARTEXT)).build().hostnameVerifier();
    }

    private TlsSettings(Builder builder, Option<X509TrustManager> trust) {
        this.trust = trust;
        this.key = builder.key;
        this.pins = builder.pins;
        this.onlyTls13 = builder.onlyTls13;
    }

    /**
     * Returns a builder of settings.
     *
     * @return a builder that trusts the JVM's certificates, and has no client certificate and no pins
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Applies these settings to a client. Whatever is not set here stays as the client has it, except that TLS below
     * 1.2 is removed. Trusted certificates or a client certificate replace the client's socket factory and host name
     * verifier.
     *
     * @param client the client to start from; not changed
     * @param host the host that the pins are for
     * @return a client with the same connection pool, dispatcher and interceptors
     */
    public OkHttpClient appliedTo(OkHttpClient client, String host) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(host, "host");
        OkHttpClient.Builder builder = client.newBuilder().connectionSpecs(specs(client).asJava());
        if (trust.isDefined() || key.isDefined()) {
            X509TrustManager trusting = trust.getOrElse(client::x509TrustManager);
            builder.sslSocketFactory(socketFactory(trusting), trusting)
                    .hostnameVerifier(HostNames.VERIFIER);
        }
        if (pins.nonEmpty()) {
            builder.certificatePinner(pinner(host));
        }
        return builder.build();
    }

    /**
     * Returns whether a client certificate is set.
     *
     * @return true if servers that ask for a client certificate get one
     */
    public boolean hasClientCertificate() {
        return key.isDefined();
    }

    /**
     * Checks a connection, however the client that made it is configured: the TLS version and, if set here, the trusted
     * certificates, the host name and the pins.
     *
     * @param connection an established connection
     * @param host the host that it is to reach
     * @return the reason why these settings forbid the connection, or none
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
        } else if ((trust.isDefined() || key.isDefined()) && !HostNames.VERIFIER.verify(host, socket.getSession())) {
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

    /** Returns the name by which JSSE decides on the key usage of a certificate. TLS 1.3 suites do not name any. */
    private static String keyExchangeOf(String cipherSuite) {
        int end = cipherSuite.indexOf("_WITH_");
        return end < 0 ? "UNKNOWN" : cipherSuite.substring("TLS_".length(), end);
    }

    // OkHttp's handshake holds the validated chain only, not the certificates that were sent beside it.
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
            throw new IllegalStateException("TLS was available when the settings were built", gone);
        }
    }

    /** Returns the client's own connection specs without TLS versions that are not allowed. */
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
        return "TlsSettings[" + (trust.isEmpty() ? "" : "trusted certificates, ")
                + (key.isEmpty() ? "" : "client certificate, ")
                + (pins.isEmpty() ? "" : pins.size() + " pins, ") + (onlyTls13 ? "1.3" : "1.2 or later") + "]";
    }

    /**
     * Builds {@link TlsSettings}. Reads what it is given at once, so that arrays with passwords and keys can be wiped
     * by the caller as soon as a method returns. Not safe for use by several threads.
     */
    public static final class Builder {

        private static final String TRUSTED = "trustedCertificates";
        private static final Pattern PIN = Pattern.compile("sha256/[A-Za-z0-9+/]{43}=");

        private Seq<X509Certificate> trusted = List.empty();
        private boolean platformTrusted;
        private Option<X509KeyManager> key = Option.none();
        private Seq<String> pins = List.empty();
        private boolean onlyTls13;
        private Seq<Violation> violations = List.empty();

        private Builder() {
        }

        /**
         * Adds certificates to be trusted instead of the JVM's: of authorities or of the server itself.
         *
         * @param pem one or more certificates (RFC 7468); text around them is skipped
         */
        public Builder trustedCertificates(String pem) {
            return trusting(Certificates.inPem(TRUSTED, Objects.requireNonNull(pem, "pem")));
        }

        /**
         * Adds certificates to be trusted instead of the JVM's.
         *
         * @param file the content of a file: PEM (UTF-8, or UTF-16 with its byte order mark), DER, or PKCS#7 in DER
         */
        public Builder trustedCertificates(byte[] file) {
            return trusting(Certificates.inFile(TRUSTED, Objects.requireNonNull(file, "file")));
        }

        /**
         * Adds certificates to be trusted instead of the JVM's.
         *
         * @param store a key store with trusted certificates; keys in it are ignored
         */
        public Builder trustedCertificates(KeyStore store) {
            return trusting(Certificates.trustedBy(TRUSTED, Objects.requireNonNull(store, "store")));
        }

        private Builder trusting(Validation<Seq<Violation>, Seq<X509Certificate>> read) {
            trusted = trusted.appendAll(valueOf(read).getOrElse(List::empty));
            return this;
        }

        /** Trusts the JVM's certificates beside the given ones. */
        public Builder platformTrustedCertificates() {
            platformTrusted = true;
            return this;
        }

        /**
         * Sets the certificate for servers that ask for one. Key and certificate are tried out together. Commands in
         * violations call the files {@code KEY_FILE} and {@code CERTIFICATE_FILE}, and write a new one beside them.
         *
         * @param pemChain the client's certificate and those of its issuers, as far as the server needs them, in any
         *     order
         * @param pemKey the private key, unencrypted: PKCS#8, SEC 1 or PKCS#1; not kept, the caller can wipe it
         */
        public Builder clientCertificate(String pemChain, char[] pemKey) {
            return identifyingBy(ClientKey.inPem(
                    Objects.requireNonNull(pemChain, "pemChain"), Objects.requireNonNull(pemKey, "pemKey")));
        }

        /**
         * Sets the key store with the private key and certificate for servers that ask for one, such as a PKCS#12 file
         * or that of an HSM ({@code PKCS11}). If it holds several, JSSE chooses one that the server accepts.
         *
         * @param store a loaded key store
         * @param password the password of its keys, or null if they have none; not kept, the caller can wipe it
         */
        public Builder clientCertificate(KeyStore store, char @Nullable [] password) {
            return identifyingBy(ClientKey.in(Objects.requireNonNull(store, "store"), password));
        }

        /**
         * Sets the key manager that is asked in each handshake.
         *
         * @param keys safe for use by several threads
         */
        public Builder clientCertificate(X509KeyManager keys) {
            return identifyingBy(Validation.valid(Objects.requireNonNull(keys, "keys")));
        }

        private Builder identifyingBy(Validation<Seq<Violation>, X509KeyManager> read) {
            key = valueOf(read).orElse(key);
            return this;
        }

        /**
         * Adds pins: a certificate of the server's chain, beside being trusted, must have one of these public keys.
         * Pin the key of a spare as well, or nothing can connect once the key is changed.
         *
         * @param morePins {@code sha256/} and the base64 of the SHA-256 of a SubjectPublicKeyInfo (RFC 7469 §2.4)
         */
        public Builder certificatePins(String... morePins) {
            Seq<String> given = List.of(morePins).map(pin -> Objects.requireNonNull(pin, "pin"));
            if (given.forAll(pin -> PIN.matcher(pin).matches())) {
                pins = pins.appendAll(given);
            } else {
                violations = violations.append(new Violation(
                        "certificatePins", "must be of the form sha256/ and 32 bytes in base64"));
            }
            return this;
        }

        /** Allows TLS 1.3 only. Default: 1.2 and 1.3. */
        public Builder onlyTls13() {
            onlyTls13 = true;
            return this;
        }

        private <T> Option<T> valueOf(Validation<Seq<Violation>, T> read) {
            violations = violations.appendAll(read.isValid() ? List.empty() : read.getError());
            return read.toOption();
        }

        /**
         * Returns the settings.
         *
         * @return the settings, or everything that is wrong with them
         */
        public Validation<Seq<Violation>, TlsSettings> build() {
            if (violations.nonEmpty()) {
                return Validation.invalid(violations);
            }
            try {
                Option<X509TrustManager> manager = trusted.isEmpty()
                        ? Option.none()
                        : Option.some(JvmTls.trustIn(trusted, platformTrusted));
                JvmTls.context(key, manager);
                return Validation.valid(new TlsSettings(this, manager));
            } catch (GeneralSecurityException unusable) {
                return new Violation(TRUSTED, "must be usable by this JVM, with its TLS and trust store").asInvalid();
            }
        }

        /**
         * Returns the settings.
         *
         * @throws InvalidValueException if anything is wrong with them, naming all of it
         */
        public TlsSettings buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }

        @Override
        public String toString() {
            return "TlsSettings.Builder";
        }
    }
}
