package io.countersign.contracts.server;

import io.vavr.CheckedFunction0;
import io.vavr.Lazy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Locale;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificates that a server may present. Their keys are in {@code servers.p12}, which is public; the keys of the
 * two authorities were destroyed. All certificates but one are valid until 2197.
 */
public enum ServerCertificate {

    /** For 127.0.0.1, issued by {@linkplain #authorityPem the authority}. */
    GOOD,
    /** For other hosts, issued by the authority. */
    OF_ANOTHER_HOST,
    /** For 127.0.0.1, issued by the authority, expired on 2 January 2000. */
    EXPIRED,
    /** For 127.0.0.1, issued by another authority. */
    OF_ANOTHER_AUTHORITY,
    /** For 127.0.0.1, self-signed. */
    SELF_SIGNED;

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final Lazy<KeyStore> ALL = Lazy.of(CheckedFunction0.of(ServerCertificate::read).unchecked());

    private final Lazy<ServerSocketFactory> sockets =
            Lazy.of(CheckedFunction0.of(this::makeSockets).unchecked());

    private String alias() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static KeyStore read() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = ServerCertificate.class.getResourceAsStream("servers.p12")) {
            store.load(file, PASSWORD);
            return store;
        }
    }

    /** Returns the certificate of the authority that an adapter can be given to trust (RFC 7468). */
    public static String authorityPem() {
        try {
            Certificate[] chain = ALL.get().getCertificateChain(GOOD.alias());
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(chain[chain.length - 1].getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the authority's certificate cannot be read", impossible);
        }
    }

    /** Returns a factory of server sockets that present this certificate. */
    ServerSocketFactory sockets() {
        return sockets.get();
    }

    private ServerSocketFactory makeSockets() throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, PASSWORD);
        own.setKeyEntry(alias(), ALL.get().getKey(alias(), PASSWORD), PASSWORD, ALL.get().getCertificateChain(alias()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
