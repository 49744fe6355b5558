package io.countersign.adapters.http.tls;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;

/** Reads X.509 certificates (RFC 5280), in the order in which they stand. */
final class Certificates {

    private static final byte DER_SEQUENCE = 0x30;
    /** The object identifier of a cipher of PKCS#12 that OpenSSL 3 has in its legacy provider only. */
    private static final String RC2_40 = "2a864886f70d010c0106";

    private Certificates() {
    }

    /**
     * Reads a PEM text, which must hold certificates and no private key. Blocks are told apart here and read by the JDK
     * one by one, because its factory reads any block as a certificate and does not say which one is damaged.
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
                        .map(numbered -> decoded(field, numbered._2, numbered._1.decoded())))
                .map(each -> each.flatMap(some -> some));
    }

    /** Reads the content of a file: PEM (UTF-8, or UTF-16 with its byte order mark), DER, or PKCS#7 in DER. */
    static Validation<Seq<Violation>, Seq<X509Certificate>> inFile(String field, byte[] content) {
        return content.length > 1 && content[0] == DER_SEQUENCE
                        && (content[1] < 0 || content[1] == content.length - 2)
                ? decoded(field, 0, content)
                : inPem(field, new String(content, charset(content)));
    }

    /** Returns the encoding that a byte order mark names. Without one, only ASCII counts. */
    private static Charset charset(byte[] text) {
        int mark = text.length < 2 ? 0 : (text[0] & 0xFF) << 8 | text[1] & 0xFF;
        return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
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
                        "must be a key store with trusted certificates, as \"keytool -importcert -noprompt "
                                + "-alias authority -file CERTIFICATE_FILE -keystore CERTIFICATE_FILE.p12\" makes it")
                                .asInvalid()
                : Validation.valid(trusted);
    }

    /** Returns a certificate followed by that of its issuer and so on, as far as they are among the given ones. */
    static Seq<X509Certificate> chain(X509Certificate own, Seq<X509Certificate> given) {
        Seq<X509Certificate> chain = List.of(own);
        for (Option<X509Certificate> next = Option.some(own); next.isDefined();) {
            X509Certificate last = next.get();
            next = given.removeAll(chain).find(candidate -> hasIssued(candidate, last));
            chain = chain.appendAll(next);
        }
        return chain;
    }

    private static boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException not) {
            return false;
        }
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
                : new Violation(field + "[" + number + "]", "must be an X.509 certificate" + hint(encoded)).asInvalid();
    }

    /** Returns how to take certificates out of a PKCS#12 (RFC 7292 §4), which begins with a version. */
    private static String hint(byte[] encoded) {
        String hex = HexFormat.of().formatHex(encoded);
        return !hex.matches("30(..){1,4}020103.*") ? "" : ", not PKCS#12. Take them out with \"openssl pkcs12 "
                + (hex.contains(RC2_40) ? "-legacy " : "")
                + "-nokeys -in CERTIFICATE_FILE -out CERTIFICATE_FILE.new\"";
    }
}
