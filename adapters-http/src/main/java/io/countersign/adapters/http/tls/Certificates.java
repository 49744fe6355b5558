package io.countersign.adapters.http.tls;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;

/** Reads X.509 certificates (RFC 5280), in the order in which they stand. */
final class Certificates {

    private static final byte DER_SEQUENCE = 0x30;

    private Certificates() {
    }

    /**
     * Reads a PEM text, which must hold certificates and no private key. Blocks are told apart here and decoded by the
     * JDK one by one, because its factory reads any block as a certificate and does not say which one is damaged.
     */
    static Validation<Seq<Violation>, Seq<X509Certificate>> inPem(String field, CharSequence pem) {
        Seq<PemBlock> blocks = PemBlock.in(pem);
        if (blocks.exists(PemBlock::isPrivateKey)) {
            return new Violation(field, "must hold certificates only; there is a private key among them").asInvalid();
        }
        Seq<PemBlock> certificates = blocks.filter(PemBlock::isCertificate);
        if (certificates.isEmpty()) {
            return new Violation(field, "must hold a certificate in PEM form (BEGIN CERTIFICATE)").asInvalid();
        }
        return Validation.sequence(certificates.zipWithIndex()
                        .map(numbered -> decoded(field, numbered._2, pem(numbered._1))))
                .map(each -> each.flatMap(some -> some));
    }

    /** Reads the content of a file: PEM, DER, or PKCS#7 in DER. */
    static Validation<Seq<Violation>, Seq<X509Certificate>> inFile(String field, byte[] content) {
        return content.length > 0 && content[0] == DER_SEQUENCE
                ? decoded(field, 0, content)
                : inPem(field, new String(content, StandardCharsets.ISO_8859_1));
    }

    /** Reads the trusted certificates of a key store, which are not those that belong to its keys. */
    static Validation<Seq<Violation>, Seq<X509Certificate>> trustedBy(String field, KeyStore store) {
        List<X509Certificate> trusted = List.empty();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    trusted = trusted.append(certificate);
                }
            }
        } catch (KeyStoreException notLoaded) {
            return new Violation(field, "must be a key store that is loaded").asInvalid();
        }
        return trusted.isEmpty()
                ? new Violation(field,
                        "must be a key store with trusted certificates, as keytool -importcert makes them").asInvalid()
                : Validation.valid(trusted);
    }

    private static byte[] pem(PemBlock certificate) {
        return ("-----BEGIN CERTIFICATE-----\n" + certificate.content() + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Validation<Seq<Violation>, Seq<X509Certificate>> decoded(String field, int number, byte[] encoded) {
        Seq<X509Certificate> certificates = List.empty();
        try {
            certificates = List.ofAll(CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(encoded)))
                    .map(X509Certificate.class::cast);
        } catch (CertificateException damaged) {
            // reported below, as if there were none
        }
        return certificates.nonEmpty()
                ? Validation.valid(certificates)
                : new Violation(field + "[" + number + "]", "must be an X.509 certificate").asInvalid();
    }
}
