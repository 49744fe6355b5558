package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.encoding.RevealedSchemes;
import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import javax.security.auth.x500.X500Principal;

/** Finds a key in what SunPKCS11 shows of a token: private keys with a certificate, by the label of that. */
record KeySearch(TokenAccess access, Provider provider) {

    /**
     * Finds a key.
     *
     * @param wanted its name
     * @param before the key that was found last; returned if it is the same key and has begun a signature, since each
     *     begun signature holds a session
     */
    Either<TokenRefusal, TokenHeldKey> find(KeySelector wanted, Option<TokenHeldKey> before) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, null);
            List<Entry> entries = entries(keys);
            return named(wanted, entries)
                    .flatMap(found -> theOnly(found, wanted, entries))
                    .flatMap(entry -> held(keys, entry, wanted, before));
        } catch (Exception | Error failed) {
            return Either.left(refusal(failed, TokenRefusal.of(Kind.KEYS_UNREADABLE, faultOf(failed).code())));
        }
    }

    private static List<Entry> entries(KeyStore keys) throws KeyStoreException {
        List<Entry> entries = List.empty();
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                entries = entries.append(new Entry(alias, certificate));
            }
        }
        return entries.sortBy(Entry::alias);
    }

    private Either<TokenRefusal, List<Entry>> named(KeySelector wanted, List<Entry> entries) {
        if (wanted instanceof KeySelector.Label label) {
            return Either.right(entries.filter(entry -> entry.isLabelled(label.text())));
        }
        return access.identified(((KeySelector.Id) wanted).octets().toByteArray()).flatMap(objects -> {
            if (objects.privateKeys() > 1) {
                return Either.left(TokenRefusal.of(Kind.SEVERAL_KEYS, wanted));
            }
            return objects.privateKeys() == 1 && objects.certificates().isEmpty()
                    ? Either.left(TokenRefusal.of(Kind.KEY_WITHOUT_CERTIFICATE, wanted))
                    : Either.right(entries.filter(entry -> objects.certificates().exists(entry::isCertifiedBy)));
        });
    }

    private static Either<TokenRefusal, Entry> theOnly(List<Entry> found, KeySelector wanted, List<Entry> all) {
        return switch (found.size()) {
            case 0 -> Either.left(TokenRefusal.of(Kind.NO_SUCH_KEY,
                    wanted, CryptokiText.quoted(all.map(Entry::label))));
            case 1 -> Either.right(found.head());
            default -> Either.left(TokenRefusal.of(Kind.SEVERAL_KEYS, wanted));
        };
    }

    /** Takes the scheme from the certificate: keys on a token show neither curve nor modulus. */
    private Either<TokenRefusal, TokenHeldKey> held(
            KeyStore keys, Entry entry, KeySelector wanted, Option<TokenHeldKey> before) {
        PublicKey publicKey = entry.certificate().getPublicKey();
        return RevealedSchemes.of(publicKey)
                .filterOrElse(schemes -> schemes.size() == 1, unknown ->
                        KeyRefusal.of(KeyRefusal.Kind.UNSUPPORTED_ALGORITHM, publicKey.getAlgorithm()))
                .mapLeft(refusal -> TokenRefusal.of(Kind.KEY_NOT_FIT, refusal.message()))
                .map(schemes -> schemes.head())
                .filterOrElse(scheme -> provider.getService("Signature", scheme.signatureAlgorithm()) != null,
                        scheme -> TokenRefusal.of(Kind.SCHEME_NOT_OFFERED, scheme.joseName()))
                .flatMap(scheme -> privateKey(keys, entry, wanted)
                        .flatMap(key -> before.exists(known -> known.hasBegun() && known.publicKey().equals(publicKey))
                                ? Either.right(before.get())
                                : verifying(publicKey, scheme)
                                        .flatMap(verification -> signing(key, scheme, publicKey, verification))));
    }

    private Either<TokenRefusal, PrivateKey> privateKey(KeyStore keys, Entry entry, KeySelector wanted) {
        try {
            return keys.getKey(entry.alias(), null) instanceof PrivateKey key
                    ? Either.right(key)
                    : Either.left(TokenRefusal.of(Kind.NO_SUCH_KEY, wanted));
        } catch (Exception | Error failed) {
            return Either.left(refusal(failed, sharesItsId(failed)
                    ? TokenRefusal.of(Kind.SEVERAL_KEYS, wanted)
                    : TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, faultOf(failed).code())));
        }
    }

    /**
     * Recognises the message "found 2 private keys sharing CKA_ID …", for which SunPKCS11 has no type in Java 17 and
     * 25.
     */
    private static boolean sharesItsId(Throwable failed) {
        return Pkcs11Fault.chain(failed).exists(cause -> cause instanceof KeyStoreException
                && String.valueOf(cause.getMessage()).contains("private keys sharing CKA_ID"));
    }

    /** Verifies with Bouncy Castle, or with the token's provider where that cannot, as with secp256k1 in FIPS mode. */
    private Either<TokenRefusal, VerificationKey> verifying(PublicKey publicKey, SignatureScheme scheme) {
        return VerificationKey.encodedBy(publicKey)
                .flatMap(encoded -> VerificationKey.of(scheme, Option.some(DefaultProvider.instance()), encoded)
                        .orElse(() -> VerificationKey.of(scheme, Option.some(provider), encoded)))
                .toEither().mapLeft(none -> TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN,
                        "the public key in its certificate cannot be used to verify"));
    }

    private Either<TokenRefusal, TokenHeldKey> signing(
            PrivateKey key, SignatureScheme scheme, PublicKey publicKey, VerificationKey verification) {
        try {
            return Either.right(new TokenHeldKey(key, scheme, publicKey, verification, provider));
        } catch (Exception | Error failed) {
            return Either.left(refusal(failed, TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, faultOf(failed).code())));
        }
    }

    /** Returns the refusal of the key, unless the token failed. */
    private TokenRefusal refusal(Throwable failed, TokenRefusal ofTheKey) {
        Pkcs11Fault fault = faultOf(failed);
        return fault.isOfKey() ? ofTheKey : fault.ofToken();
    }

    private Pkcs11Fault faultOf(Throwable failed) {
        return Pkcs11Fault.of(failed, provider);
    }

    /**
     * A private key by SunPKCS11's alias: the label of its certificate, with issuer and serial number if several share
     * it.
     */
    private record Entry(String alias, X509Certificate certificate) {

        boolean isLabelled(String label) {
            String own = CryptokiText.encoded(label);
            return alias.equals(own) || alias.equals(own + "/"
                    + certificate.getIssuerX500Principal().getName(X500Principal.CANONICAL)
                    + "/" + certificate.getSerialNumber());
        }

        boolean isCertifiedBy(byte[] der) {
            try {
                return Arrays.equals(certificate.getEncoded(), der);
            } catch (GeneralSecurityException notEncodable) {
                return false;
            }
        }

        String label() {
            return CryptokiText.decoded(alias);
        }
    }
}
