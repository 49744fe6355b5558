package io.countersign.app;

import io.countersign.adapters.http.tls.TlsSettings;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A client's certificate and key in PKCS#12 (RFC 7292).
 *
 * @param file the file
 * @param passwordFile the file with its password; an empty password without it
 */
record ClientKeyStore(GivenFile file, Option<GivenFile> passwordFile) {

    /** Recognises the version that stands where a certificate has none, in DER or BER. */
    static boolean isIn(byte[] content) {
        return HexFormat.of().formatHex(content, 0, Math.min(content.length, 8)).matches("30(..){1,4}020103.*");
    }

    /** Sets certificate and key, and wipes the content and the password. */
    Either<Problem, TlsSettings.Builder> addTo(TlsSettings.Builder tls, byte[] content) {
        return passwordFile.map(GivenFile::password).getOrElse(() -> Either.right(new char[0])).flatMap(password -> {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new ByteArrayInputStream(content), password);
                return Either.right(tls.clientCertificate(store, password));
            } catch (IOException | GeneralSecurityException unopened) {
                return Either.left(file.unusable(passwordFile.isDefined()
                        ? "this PKCS#12 is not opened by the password in --client-key-password-file, or is damaged"
                        : "this PKCS#12 needs its password; give --client-key-password-file"));
            } finally {
                Arrays.fill(password, '\0');
                Arrays.fill(content, (byte) 0);
            }
        });
    }
}
