package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Creates the parts of the JVM's TLS (JSSE). OkHttp's {@code HandshakeCertificates} would need okhttp-tls at run time,
 * and takes neither key stores nor key managers.
 */
final class JvmTls {

    // The key stores created here stay in memory, and so do the keys in them.
    private static final char[] NO_PASSWORD = {};

    private JvmTls() {
    }

    /** Returns a context that trusts the JVM's certificates, unless there is a trust manager. */
    static SSLContext context(Option<X509KeyManager> key, Option<X509TrustManager> trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                key.map(one -> new KeyManager[] {one}).getOrNull(),
                trust.map(one -> new TrustManager[] {one}).getOrNull(), null);
        return context;
    }

    /** Returns the JVM's own trust manager: by {@code javax.net.ssl.trustStore}, or the authorities that it has. */
    static X509TrustManager platformTrust() throws GeneralSecurityException {
        return trustIn((KeyStore) null);
    }

    /** Returns a trust manager for these certificates and, if so wanted, the JVM's. */
    static X509TrustManager trustIn(Seq<X509Certificate> certificates, boolean withPlatform)
            throws GeneralSecurityException {
        Seq<X509Certificate> all = withPlatform
                ? certificates.appendAll(List.of(platformTrust().getAcceptedIssuers()))
                : certificates;
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate certificate : all) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return trustIn(store);
    }

    private static X509TrustManager trustIn(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return first(factory.getTrustManagers(), X509TrustManager.class);
    }

    static X509KeyManager keyOf(PrivateKey key, Seq<X509Certificate> chain) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toJavaArray(X509Certificate[]::new));
        return keysIn(store, NO_PASSWORD);
    }

    static X509KeyManager keysIn(KeyStore store, char @Nullable [] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return first(factory.getKeyManagers(), X509KeyManager.class);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException impossible) {
            throw new GeneralSecurityException("an empty key store cannot be made", impossible);
        }
        return store;
    }

    private static <T> T first(Object[] candidates, Class<T> wanted) throws GeneralSecurityException {
        return Arrays.stream(candidates).filter(wanted::isInstance).map(wanted::cast).findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JVM has no " + wanted.getSimpleName()));
    }
}
