package io.countersign.adapters.http;

import okhttp3.tls.HeldCertificate;

import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

/** Certificates to show, to trust and to refuse. */
final class HeldCertificates {

    static final HeldCertificate AUTHORITY = authority("authority");
    static final HeldCertificate OTHER_AUTHORITY = authority("other authority");
    static final HeldCertificate LOCALHOST = signedBy(AUTHORITY).addSubjectAlternativeName("localhost").build();
    static final HeldCertificate CLIENT = signedBy(AUTHORITY).commonName("client").build();

    private HeldCertificates() {
    }

    static HeldCertificate authority(String name) {
        return new HeldCertificate.Builder().commonName(name).certificateAuthority(0).build();
    }

    static HeldCertificate.Builder signedBy(HeldCertificate authority) {
        return new HeldCertificate.Builder().signedBy(authority);
    }

    /** Good until yesterday. */
    static HeldCertificate expired() {
        long now = System.currentTimeMillis();
        return signedBy(AUTHORITY).addSubjectAlternativeName("localhost")
                .validityInterval(now - TimeUnit.DAYS.toMillis(2), now - TimeUnit.DAYS.toMillis(1)).build();
    }

    static String pem(HeldCertificate certificate) {
        return certificate.certificatePem();
    }

    static char[] keyPem(HeldCertificate certificate) {
        return certificate.privateKeyPkcs8Pem().toCharArray();
    }

    static KeyStore storeTrusting(HeldCertificate... certificates) throws Exception {
        KeyStore store = emptyStore();
        for (HeldCertificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + store.size(), certificate.certificate());
        }
        return store;
    }

    static KeyStore storeOf(HeldCertificate certificate, char[] password) throws Exception {
        KeyStore store = emptyStore();
        store.setKeyEntry("client", certificate.keyPair().getPrivate(), password,
                new java.security.cert.Certificate[] {certificate.certificate()});
        return store;
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
