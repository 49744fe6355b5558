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

    /** Reads PEM, and tries out key and certificate together. */
    static Validation<Seq<Violation>, X509KeyManager> inPem(String chain, char[] key) {
        Validation<Seq<Violation>, Seq<X509Certificate>> certificates = Certificates.inPem(CERTIFICATE, chain);
        Seq<PemBlock> keys = PemBlock.in(CharBuffer.wrap(key)).filter(PemBlock::isPrivateKey);
        Option<Violation> fault = faultOf(keys);
        if (certificates.isInvalid() || fault.isDefined()) {
            return Validation.invalid((certificates.isValid() ? List.<Violation>empty() : certificates.getError())
                    .appendAll(fault));
        }
        byte[] pkcs8 = keys.head().decoded().getOrElse(() -> new byte[0]);
        try {
            return manager(certificates.get(), pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static Option<Violation> faultOf(Seq<PemBlock> keys) {
        if (keys.size() != 1) {
            return Option.some(new Violation(KEY, "must hold one private key in PEM form (BEGIN PRIVATE KEY)"));
        } else if (keys.head().isEncrypted()) {
            return Option.some(new Violation(KEY, "must not be encrypted; a key with a password can be given in a key "
                    + "store, as openssl pkcs12 -export makes it"));
        }
        return Option.when(!keys.head().label().equals("PRIVATE KEY"), () ->
                new Violation(KEY, "must be PKCS#8 (BEGIN PRIVATE KEY), as openssl pkcs8 -topk8 -nocrypt makes it"));
    }

    private static Validation<Seq<Violation>, X509KeyManager> manager(Seq<X509Certificate> chain, byte[] pkcs8) {
        PrivateKey key;
        try {
            key = KeyFactory.getInstance(chain.head().getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException notOfThatKind) {
            return new Violation(KEY, "must be a key of the kind that clientCertificate is for").asInvalid();
        }
        try {
            X509KeyManager manager = JvmTls.keyOf(key, chain);
            return TrialHandshake.succeedsWith(manager, chain.head())
                    ? Validation.valid(manager)
                    : new Violation(KEY, "must be the key of the first certificate of clientCertificate, and one that "
                            + "this JVM uses for TLS").asInvalid();
        } catch (GeneralSecurityException noChain) {
            return new Violation(CERTIFICATE, "must begin with the client's own certificate, each followed by that of "
                    + "its issuer").asInvalid();
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
