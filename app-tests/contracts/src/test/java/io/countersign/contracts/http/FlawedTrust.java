package io.countersign.contracts.http;

import io.countersign.contracts.fixture.Detection;

import java.net.http.HttpClient;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Flaws of an adapter in trusting servers. */
enum FlawedTrust implements HttpFlaw {

    NEVER_GETS_THROUGH("a_server_that_the_authority_vouches_for_is_talked_to") {
        @Override
        void look(X509Certificate[] chain, String authType, SSLEngine engine, X509ExtendedTrustManager careful)
                throws CertificateException {
            throw new CertificateException("never");
        }
    },

    TALKS_TO_ANY_HOST("a_certificate_for_another_host_is_refused") {
        @Override
        void look(X509Certificate[] chain, String authType, SSLEngine engine, X509ExtendedTrustManager careful)
                throws CertificateException {
            careful.checkServerTrusted(chain, authType);
        }
    },

    OVERLOOKS_THE_DATE("a_certificate_that_has_expired_is_refused") {
        @Override
        void look(X509Certificate[] chain, String authType, SSLEngine engine, X509ExtendedTrustManager careful)
                throws CertificateException {
            unless(CertificateExpiredException.class, chain, authType, engine, careful);
        }
    },

    TRUSTS_ANY_AUTHORITY("a_certificate_of_another_authority_is_refused") {
        @Override
        void look(X509Certificate[] chain, String authType, SSLEngine engine, X509ExtendedTrustManager careful)
                throws CertificateException {
            unless(CertPathBuilderException.class, chain, authType, engine, careful);
        }
    };

    private final Detection detection;

    FlawedTrust(String caughtBy) {
        this.detection = Detection.by(caughtBy);
    }

    abstract void look(X509Certificate[] chain, String authType, SSLEngine engine, X509ExtendedTrustManager careful)
            throws CertificateException;

    /** Checks the certificate correctly, except for one reason to refuse it. */
    private static void unless(Class<? extends Exception> reason, X509Certificate[] chain, String authType,
            SSLEngine engine, X509ExtendedTrustManager careful) throws CertificateException {
        try {
            careful.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException wrong) {
            Throwable root = wrong;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (!reason.isInstance(root)) {
                throw wrong;
            }
        }
    }

    @Override
    public HttpClient client(HttpClient sound) {
        return CarelessClient.looking(this::look);
    }

    @Override
    public Detection detection() {
        return detection;
    }
}
