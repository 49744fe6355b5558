package io.countersign.adapters.crypto.scheme;

import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * A reason not to accept something as a signing key, or not to encrypt it. Immutable. Shows nothing of what was given
 * beyond the components of its records, and never key material or a password.
 *
 * <p>A {@code provider} is the name of the provider, a {@code scheme} the one to sign, a {@code fault} the type of an
 * exception.
 */
public sealed interface KeyRefusal {

    /** The kinds of refusal, each with its stable code and its remedy. */
    enum Kind {
        PUBLIC_KEY_GIVEN(PublicKeyGiven.class, "public_key_given", Remedy.CALL_OPERATOR),
        ENCRYPTED_KEY_GIVEN(EncryptedKeyGiven.class, "encrypted_key_given", Remedy.CALL_OPERATOR),
        UNSUPPORTED_CURVE(UnsupportedCurve.class, "unsupported_curve", Remedy.CALL_OPERATOR),
        UNNAMED_CURVE(UnnamedCurve.class, "unnamed_curve", Remedy.CALL_OPERATOR),
        UNSUPPORTED_RSA_SIZE(UnsupportedRsaSize.class, "unsupported_rsa_size", Remedy.CALL_OPERATOR),
        UNSUPPORTED_ALGORITHM(UnsupportedAlgorithm.class, "unsupported_algorithm", Remedy.CALL_OPERATOR),
        UNSUPPORTED_FORM(UnsupportedForm.class, "unsupported_form", Remedy.CALL_OPERATOR),
        SEVERAL_KEYS(SeveralKeys.class, "several_keys", Remedy.CALL_OPERATOR),
        NO_KEY(NoKey.class, "no_key", Remedy.CALL_OPERATOR),
        DAMAGED(Damaged.class, "damaged", Remedy.CALL_OPERATOR),
        TOO_LONG(TooLong.class, "too_long", Remedy.CALL_OPERATOR),
        INVALID_KEY(InvalidKey.class, "invalid_key", Remedy.CALL_OPERATOR),
        FILE_UNREADABLE(FileUnreadable.class, "file_unreadable", Remedy.CALL_OPERATOR),
        PROVIDER_CANNOT_USE(ProviderCannotUse.class, "provider_cannot_use", Remedy.CALL_OPERATOR),
        NO_PROVIDER_SIGNS(NoProviderSigns.class, "no_provider_signs", Remedy.CALL_OPERATOR),
        NOT_DETERMINISTIC(NotDeterministic.class, "not_deterministic", Remedy.CALL_OPERATOR),
        SCHEME_DOES_NOT_FIT(SchemeDoesNotFit.class, "scheme_does_not_fit", Remedy.CORRECT_CALL),
        SCHEME_NOT_RECOGNISABLE(SchemeNotRecognisable.class, "scheme_not_recognisable", Remedy.CORRECT_CALL),
        EMPTY_PASSWORD(EmptyPassword.class, "empty_password", Remedy.ASK_USER),
        PASSWORD_NOT_TEXT(PasswordNotText.class, "password_not_text", Remedy.ASK_USER),
        COST_NOT_ALLOWED(CostNotAllowed.class, "cost_not_allowed", Remedy.CORRECT_CALL),
        PROVIDER_CANNOT_ENCRYPT(ProviderCannotEncrypt.class, "provider_cannot_encrypt", Remedy.CALL_OPERATOR),
        CANCELLED(Cancelled.class, "cancelled", Remedy.RETRY_LATER);

        private final Class<? extends KeyRefusal> type;
        private final String code;
        private final Remedy remedy;

        Kind(Class<? extends KeyRefusal> type, String code, Remedy remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
        }

        /** Returns the stable code, for logs and metrics. */
        public String code() {
            return code;
        }

        /** Returns who must act. */
        public Remedy remedy() {
            return remedy;
        }
    }

    /** Returns the kind of this refusal, to switch over. */
    default Kind kind() {
        return List.of(Kind.values()).find(kind -> kind.type == getClass()).get();
    }

    /** Returns the stable code of this refusal, for logs and metrics: {@code unsupported_curve} for instance. */
    default String code() {
        return kind().code();
    }

    /** Returns who must act. */
    default Remedy remedy() {
        return kind().remedy();
    }

    /**
     * Describes in one line what is wrong and what to do next. Commands in it call the file of the key
     * {@code KEY_FILE}, and write a new file beside it. The wording may change.
     */
    default String message() {
        return KeyRefusalText.of(this);
    }

    /**
     * A public key was given, which can verify but not sign.
     *
     * @param inCertificate true if it is in a certificate
     */
    record PublicKeyGiven(boolean inCertificate) implements KeyRefusal {}

    /**
     * The key is encrypted: PKCS#8 {@code ENCRYPTED PRIVATE KEY}, or the older {@code Proc-Type: 4,ENCRYPTED}. A key
     * that comes with the challenge is opened by a {@link io.countersign.ports.outbound.KeyUnlocker}.
     *
     * @param withOldCipher true if OpenSSL 3 decrypts it with its legacy provider only
     */
    record EncryptedKeyGiven(boolean withOldCipher) implements KeyRefusal {}

    /**
     * The API does not accept keys on this curve.
     *
     * @param curve its name, if it is known
     */
    record UnsupportedCurve(Option<String> curve) implements KeyRefusal {
        public UnsupportedCurve {
            curve = Objects.requireNonNull(curve, "curve").map(OneLine::of);
        }
    }

    /**
     * The EC key does not name its curve.
     *
     * @param explicitParameters true if it has the parameters of the curve instead
     */
    record UnnamedCurve(boolean explicitParameters) implements KeyRefusal {}

    /**
     * The RSA key is too short to be safe, or too long to be used.
     *
     * @param bits the length of its modulus
     */
    record UnsupportedRsaSize(int bits) implements KeyRefusal {}

    /**
     * The API does not accept keys of this algorithm.
     *
     * @param algorithm its name, if it is known
     */
    record UnsupportedAlgorithm(Option<String> algorithm) implements KeyRefusal {
        public UnsupportedAlgorithm {
            algorithm = Objects.requireNonNull(algorithm, "algorithm").map(OneLine::of);
        }
    }

    /**
     * The private key is in a form that is not read.
     *
     * @param form its name, if it is known
     */
    record UnsupportedForm(Option<String> form) implements KeyRefusal {
        public UnsupportedForm {
            form = Objects.requireNonNull(form, "form").map(OneLine::of);
        }
    }

    /** There is more than one private key. */
    record SeveralKeys(int count) implements KeyRefusal {}

    /** There is neither a private key nor a public one. */
    record NoKey() implements KeyRefusal {}

    /** The PEM is cut short, altered, or not well-formed. */
    record Damaged() implements KeyRefusal {}

    /**
     * The text is far longer than any key.
     *
     * @param limit the length of the longest text that is read, in characters
     */
    record TooLong(int limit) implements KeyRefusal {}

    /** The numbers or the structure of the key are not valid. */
    record InvalidKey(KeyFlaw flaw) implements KeyRefusal {
        public InvalidKey {
            Objects.requireNonNull(flaw, "flaw");
        }
    }

    /** The file of the key cannot be read. */
    record FileUnreadable(String fault) implements KeyRefusal {
        public FileUnreadable {
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"));
        }
    }

    /** The provider does not sign with this key: it lacks the scheme or the curve, or does not take the key. */
    record ProviderCannotUse(String provider, SignatureScheme scheme, String fault) implements KeyRefusal {
        public ProviderCannotUse {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            Objects.requireNonNull(scheme, "scheme");
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
        }
    }

    /**
     * None of the allowed providers signs this scheme.
     *
     * @param reason the reason of each of them
     */
    record NoProviderSigns(SignatureScheme scheme, String reason) implements KeyRefusal {
        public NoProviderSigns {
            Objects.requireNonNull(scheme, "scheme");
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }
    }

    /** The provider does not have deterministic ECDSA (RFC 6979), which the policy asks for. */
    record NotDeterministic(String provider, SignatureScheme scheme) implements KeyRefusal {
        public NotDeterministic {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            Objects.requireNonNull(scheme, "scheme");
        }
    }

    /**
     * The key cannot sign the named scheme.
     *
     * @param named the scheme that was named
     * @param fitting the schemes that the key can sign
     */
    record SchemeDoesNotFit(SignatureScheme named, Seq<SignatureScheme> fitting) implements KeyRefusal {
        public SchemeDoesNotFit {
            Objects.requireNonNull(named, "named");
            Objects.requireNonNull(fitting, "fitting");
        }
    }

    /** The key does not show which scheme it is for, as keys in an HSM may not. */
    record SchemeNotRecognisable() implements KeyRefusal {}

    /** The password to encrypt with is empty. */
    record EmptyPassword() implements KeyRefusal {}

    /** The password to encrypt with is no Unicode text: it contains half of a surrogate pair. */
    record PasswordNotText() implements KeyRefusal {}

    /**
     * The cost of the key derivation is too low to protect the key, or beyond the limits.
     *
     * @param reason the cost that was chosen, and the allowed ones
     */
    record CostNotAllowed(String reason) implements KeyRefusal {
        public CostNotAllowed {
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }
    }

    /** The provider does not encrypt in this form: it lacks an algorithm, or refuses the password or the cost. */
    record ProviderCannotEncrypt(String provider, String fault) implements KeyRefusal {
        public ProviderCannotEncrypt {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
        }
    }

    /** The thread was interrupted while a key was derived from the password. It stays interrupted. */
    record Cancelled() implements KeyRefusal {}
}
