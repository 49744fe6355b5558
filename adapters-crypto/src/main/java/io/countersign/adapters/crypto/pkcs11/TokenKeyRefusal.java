package io.countersign.adapters.crypto.pkcs11;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * A reason why a PKCS#11 token has no key to sign with. Immutable; never holds a PIN. {@link TokenRefusal} says what a
 * {@code returnValue} is.
 */
public sealed interface TokenKeyRefusal {

    /** The kinds of refusal. */
    enum Kind {
        /** The token itself refused; its refusal has the remedy. */
        TOKEN_REFUSED(TokenRefused.class, "token_refused", Remedy.CALL_OPERATOR),
        KEYS_UNREADABLE(KeysUnreadable.class, "keys_unreadable", Remedy.CALL_OPERATOR),
        NO_SUCH_KEY(NoSuchKey.class, "no_such_key", Remedy.CALL_OPERATOR),
        KEY_WITHOUT_CERTIFICATE(KeyWithoutCertificate.class, "key_without_certificate", Remedy.CALL_OPERATOR),
        SEVERAL_KEYS(SeveralKeys.class, "several_keys", Remedy.CORRECT_CALL),
        KEY_NOT_FIT(KeyNotFit.class, "key_not_fit", Remedy.CALL_OPERATOR),
        KEY_MAY_NOT_SIGN(KeyMayNotSign.class, "key_may_not_sign", Remedy.CALL_OPERATOR),
        SCHEME_NOT_OFFERED(SchemeNotOffered.class, "scheme_not_offered", Remedy.CALL_OPERATOR);

        private final Class<? extends TokenKeyRefusal> type;
        private final String code;
        private final Remedy remedy;

        Kind(Class<? extends TokenKeyRefusal> type, String code, Remedy remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
        }
    }

    /** Returns the kind of this refusal: one for each record of this interface. */
    default Kind kind() {
        return List.of(Kind.values()).find(kind -> kind.type == getClass()).get();
    }

    /** Returns the code for logs and metrics, which is the same in every version. */
    default String code() {
        return kind().code;
    }

    /** Returns who must act, and how. */
    default Remedy remedy() {
        return kind().remedy;
    }

    /** Returns what is wrong and what to do next, in one line of bounded length. */
    default String message() {
        return TokenRefusalText.of(this);
    }

    /**
     * The token could not be asked for the key.
     *
     * @param refusal the refusal of the token
     */
    record TokenRefused(TokenRefusal refusal) implements TokenKeyRefusal {
        public TokenRefused {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public Remedy remedy() {
            return refusal.remedy();
        }
    }

    /**
     * SunPKCS11 cannot list the objects on the token.
     *
     * @param returnValue what the library returned
     */
    record KeysUnreadable(String returnValue) implements TokenKeyRefusal {
        public KeysUnreadable {
            returnValue = OneLine.of(returnValue);
        }
    }

    /**
     * The token has no private key of that name, or none that has a certificate.
     *
     * @param wanted the key that was asked for
     * @param present the labels of the keys that there are
     */
    record NoSuchKey(KeySelector wanted, Seq<String> present) implements TokenKeyRefusal {
        public NoSuchKey {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(present, "present");
        }

        @Override
        public String toString() {
            return "NoSuchKey[" + message() + "]";
        }
    }

    /**
     * The private key has no certificate, and SunPKCS11 shows no key without one.
     *
     * @param wanted the key that was asked for
     */
    record KeyWithoutCertificate(KeySelector wanted) implements TokenKeyRefusal {
        public KeyWithoutCertificate {
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /**
     * Several private keys have that name, and nothing says which one is meant.
     *
     * @param wanted the key that was asked for
     */
    record SeveralKeys(KeySelector wanted) implements TokenKeyRefusal {
        public SeveralKeys {
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /**
     * The key has an algorithm, a curve or a length that the API does not accept.
     *
     * @param refusal what is wrong with the key
     */
    record KeyNotFit(KeyRefusal refusal) implements TokenKeyRefusal {
        public KeyNotFit {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /**
     * The token does not let the key sign.
     *
     * @param returnValue what the library returned
     */
    record KeyMayNotSign(String returnValue) implements TokenKeyRefusal {
        public KeyMayNotSign {
            returnValue = OneLine.of(returnValue);
        }
    }

    /**
     * The key is fit, but SunPKCS11 does not offer its scheme: the token lacks the mechanism, or the JDK does not know
     * it, as with Ed25519 in Java 17 to 25.
     *
     * @param scheme the scheme of the key
     */
    record SchemeNotOffered(SignatureScheme scheme) implements TokenKeyRefusal {
        public SchemeNotOffered {
            Objects.requireNonNull(scheme, "scheme");
        }
    }
}
