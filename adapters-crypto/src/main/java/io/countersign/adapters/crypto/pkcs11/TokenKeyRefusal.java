package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * Why there is no key on a PKCS#11 token to sign with. Immutable; never holds a PIN. What {@code code} is, see
 * {@link TokenRefusal}.
 */
public sealed interface TokenKeyRefusal {

    /** What is wrong and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /**
     * The token itself could not be asked.
     *
     * @param refusal why
     */
    record TokenRefused(TokenRefusal refusal) implements TokenKeyRefusal {

        public TokenRefused {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public String message() {
            return refusal.message();
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.tokenRefused(this);
        }
    }

    /**
     * SunPKCS11 cannot list what is on the token.
     *
     * @param code what it said
     */
    record KeysUnreadable(String code) implements TokenKeyRefusal {

        public KeysUnreadable {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the keys on the token cannot be listed (" + code + "). SunPKCS11 refuses a token whole when two "
                    + "secret keys on it share a label, or a certificate is damaged; set that right.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keysUnreadable(this);
        }
    }

    /**
     * No private key of that name, or none that has a certificate.
     *
     * @param wanted which one was asked for
     * @param present the labels of those that there are
     */
    record NoSuchKey(KeySelector wanted, Seq<String> present) implements TokenKeyRefusal {

        public NoSuchKey {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(present, "present");
        }

        @Override
        public String message() {
            return "the token shows no private key with " + wanted + (present.isEmpty()
                    ? ", and no other"
                    : ", but with label " + CryptokiText.quoted(present))
                    + ". Name one of those; a key is shown only if a certificate with the same CKA_ID is beside it.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noSuchKey(this);
        }

        @Override
        public String toString() {
            return "NoSuchKey[wanted=" + wanted + ", present=" + CryptokiText.quoted(present) + "]";
        }
    }

    /**
     * A private key without a certificate, which SunPKCS11 does not show.
     *
     * @param wanted which one was asked for
     */
    record KeyWithoutCertificate(KeySelector wanted) implements TokenKeyRefusal {

        public KeyWithoutCertificate {
            Objects.requireNonNull(wanted, "wanted");
        }

        @Override
        public String message() {
            return "the private key with " + wanted + " has no certificate beside it, without which SunPKCS11 shows "
                    + "none. Store one for its public key with the same CKA_ID; who signed it does not matter.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyWithoutCertificate(this);
        }
    }

    /**
     * More than one private key of that name, and nothing says which is meant.
     *
     * @param wanted which one was asked for
     */
    record SeveralKeys(KeySelector wanted) implements TokenKeyRefusal {

        public SeveralKeys {
            Objects.requireNonNull(wanted, "wanted");
        }

        @Override
        public String message() {
            return "the token has several private keys for " + wanted
                    + ". Name one by what it does not share, or give each a label and an id of its own.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.severalKeys(this);
        }
    }

    /**
     * A key of an algorithm, on a curve or of a length that the API does not accept.
     *
     * @param refusal what is wrong with it
     */
    record KeyNotFit(KeyRefusal refusal) implements TokenKeyRefusal {

        public KeyNotFit {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public String message() {
            return refusal.message();
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyNotFit(this);
        }
    }

    /**
     * The token does not let that key sign.
     *
     * @param code what it said
     */
    record KeyMayNotSign(String code) implements TokenKeyRefusal {

        public KeyMayNotSign {
            code = OneLine.of(Objects.requireNonNull(code, "code"));
        }

        @Override
        public String message() {
            return "the token does not sign with this key (" + code
                    + "). Use one whose CKA_SIGN is true, and whose certificate is its own.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.keyMayNotSign(this);
        }
    }

    /**
     * The key is fit, but its scheme is not to be had through SunPKCS11: the token lacks the mechanism, or the JDK does
     * not know it, as Ed25519 in Java 17 to 25.
     *
     * @param scheme the key's
     */
    record SchemeNotOffered(SignatureScheme scheme) implements TokenKeyRefusal {

        public SchemeNotOffered {
            Objects.requireNonNull(scheme, "scheme");
        }

        @Override
        public String message() {
            return "the SunPKCS11 of this Java offers no " + scheme.joseName()
                    + " with this token. Use a key for ECDSA or RSA" + (scheme == SignatureScheme.EDDSA
                    ? "; Ed25519 on a token needs a SigningKey of your own." : ".");
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.schemeNotOffered(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T tokenRefused(TokenRefused refusal);

        T keysUnreadable(KeysUnreadable refusal);

        T noSuchKey(NoSuchKey refusal);

        T keyWithoutCertificate(KeyWithoutCertificate refusal);

        T severalKeys(SeveralKeys refusal);

        T keyNotFit(KeyNotFit refusal);

        T keyMayNotSign(KeyMayNotSign refusal);

        T schemeNotOffered(SchemeNotOffered refusal);
    }
}
