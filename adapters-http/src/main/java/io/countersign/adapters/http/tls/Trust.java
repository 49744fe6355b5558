package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Whom to trust.
 *
 * @param certificates which certificates; if none, those of the JVM
 * @param theJvms whether those of the JVM as well
 */
record Trust(Seq<X509Certificate> certificates, boolean theJvms) {

    static final String FIELD = "trustedCertificates";
    static final Trust USUAL = new Trust(List.empty(), false);

    Trust and(Seq<X509Certificate> more) {
        return new Trust(certificates.appendAll(more), theJvms);
    }

    Trust andTheJvms() {
        return new Trust(certificates, true);
    }

    /** Who decides so, unless it is the JVM as usual. */
    Option<X509TrustManager> manager() throws GeneralSecurityException {
        if (certificates.isEmpty()) {
            return Option.none();
        }
        return Option.some(JvmTls.trustIn(theJvms
                ? certificates.appendAll(List.of(JvmTls.usualTrust().getAcceptedIssuers()))
                : certificates));
    }
}
