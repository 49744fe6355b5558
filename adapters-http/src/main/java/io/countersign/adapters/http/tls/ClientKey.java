package io.countersign.adapters.http.tls;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.X509KeyManager;

/** Reads the client's certificate chain and private key. */
final class ClientKey {

    private static final String CERTIFICATE = "clientCertificate";
    private static final String KEY = "clientKey";

    private ClientKey() {
    }

    /** Reads PEM, and tries out the key with the certificates. */
    static Validation<Seq<Violation>, X509KeyManager> inPem(String chain, char[] key) {
        Validation<Seq<Violation>, Seq<X509Certificate>> certificates = Certificates.inPem(CERTIFICATE, chain);
        Seq<PemBlock> keys = PemBlock.in(CharBuffer.wrap(key)).filter(PemBlock::isPrivateKey);
        byte[] content = keys.size() == 1 ? keys.head().decoded() : new byte[0];
        try {
            Option<Violation> fault = faultOf(keys, content);
            if (certificates.isInvalid() || fault.isDefined()) {
                return Validation.invalid((certificates.isValid() ? List.<Violation>empty() : certificates.getError())
                        .appendAll(fault));
            }
            return manager(certificates.get().distinct(), new EncodedKey(content));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static Option<Violation> faultOf(Seq<PemBlock> keys, byte[] content) {
        EncodedKey key = new EncodedKey(content);
        if (keys.size() != 1) {
            return Option.some(new Violation(KEY, "must hold one private key in PEM form (BEGIN PRIVATE KEY)"));
        } else if (keys.head().isEncrypted() || key.isEncrypted()) {
            return Option.some(new Violation(KEY, "must not be encrypted. Give it in a key store, as made with "
                    + "\"openssl pkcs12 -export "
                    + (keys.head().hasModernCipher() || key.hasModernCipher()
                            ? "" : "-provider legacy -provider default ")
                    + "-inkey KEY_FILE -in CERTIFICATE_FILE -out KEY_FILE.p12\""));
        } else if (key.isOpenSsh()) {
            return Option.some(new Violation(KEY, "must not be in the form of OpenSSH. Export it with \"install -m 600 "
                    + "KEY_FILE KEY_FILE.new && ssh-keygen -p -m PKCS8 -N '' -f KEY_FILE.new\""));
        }
        return Option.when(content.length == 0,
                () -> new Violation(KEY, "must be whole: its BEGIN and END lines do not "
                + "match, or what is between them is incomplete or altered"));
    }

    /** Finds the certificate that the key belongs to, which need not stand first. */
    private static Validation<Seq<Violation>, X509KeyManager> manager(Seq<X509Certificate> given, EncodedKey key) {
        for (X509Certificate own : given) {
            Seq<X509Certificate> chain = Certificates.chain(own, given);
            Option<X509KeyManager> manager = manager(chain, key.pkcs8(own));
            if (manager.isDefined()) {
                return chain.size() == given.size()
                        ? Validation.valid(manager.get())
                        : new Violation(CERTIFICATE, "must hold the client's own certificate and those of its issuers "
                                + "alone; another one is among them").asInvalid();
            }
        }
        return new Violation(KEY, "must be the key of the client's certificate, and one that this JVM uses for TLS")
                .asInvalid();
    }

    private static Option<X509KeyManager> manager(Seq<X509Certificate> chain, byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(chain.head().getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            X509KeyManager manager = JvmTls.keyOf(key, chain);
            return Option.when(TrialHandshake.succeedsWith(manager, chain.head()), manager);
        } catch (GeneralSecurityException notItsKey) {
            return Option.none();
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** Reads a key store, which may be that of an HSM. */
    static Validation<Seq<Violation>, X509KeyManager> in(KeyStore store, char @Nullable [] password) {
        try {
            return holdsKey(store)
                    ? Validation.valid(JvmTls.keysIn(store, password))
                    : new Violation(
                            CERTIFICATE, "must be a key store with a private key and its certificate").asInvalid();
        } catch (UnrecoverableKeyException wrongPassword) {
            return new Violation(KEY, "must be opened by the password that was given").asInvalid();
        } catch (KeyStoreException notLoaded) {
            return new Violation(CERTIFICATE, "must be a key store that is loaded").asInvalid();
        } catch (GeneralSecurityException unusable) {
            return new Violation(KEY, "must be one that this JVM uses for TLS").asInvalid();
        }
    }

    private static boolean holdsKey(KeyStore store) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate) {
                return true;
            }
        }
        return false;
    }
}
