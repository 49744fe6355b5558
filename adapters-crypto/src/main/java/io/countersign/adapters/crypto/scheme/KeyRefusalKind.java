package io.countersign.adapters.crypto.scheme;

import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;

/** The kinds of {@link KeyRefusal}, each with its stable code and its remedy. */
public enum KeyRefusalKind {
    PUBLIC_KEY_GIVEN(KeyRefusal.PublicKeyGiven.class, "public_key_given", Remedy.CALL_OPERATOR),
    ENCRYPTED_KEY_GIVEN(KeyRefusal.EncryptedKeyGiven.class, "encrypted_key_given", Remedy.CALL_OPERATOR),
    UNSUPPORTED_CURVE(KeyRefusal.UnsupportedCurve.class, "unsupported_curve", Remedy.CALL_OPERATOR),
    UNNAMED_CURVE(KeyRefusal.UnnamedCurve.class, "unnamed_curve", Remedy.CALL_OPERATOR),
    UNSUPPORTED_RSA_SIZE(KeyRefusal.UnsupportedRsaSize.class, "unsupported_rsa_size", Remedy.CALL_OPERATOR),
    UNSUPPORTED_ALGORITHM(KeyRefusal.UnsupportedAlgorithm.class, "unsupported_algorithm", Remedy.CALL_OPERATOR),
    UNSUPPORTED_FORM(KeyRefusal.UnsupportedForm.class, "unsupported_form", Remedy.CALL_OPERATOR),
    SEVERAL_KEYS(KeyRefusal.SeveralKeys.class, "several_keys", Remedy.CALL_OPERATOR),
    NO_KEY(KeyRefusal.NoKey.class, "no_key", Remedy.CALL_OPERATOR),
    DAMAGED(KeyRefusal.Damaged.class, "damaged", Remedy.CALL_OPERATOR),
    TOO_LONG(KeyRefusal.TooLong.class, "too_long", Remedy.CALL_OPERATOR),
    INVALID_KEY(KeyRefusal.InvalidKey.class, "invalid_key", Remedy.CALL_OPERATOR),
    FILE_UNREADABLE(KeyRefusal.FileUnreadable.class, "file_unreadable", Remedy.CALL_OPERATOR),
    PROVIDER_CANNOT_USE(KeyRefusal.ProviderCannotUse.class, "provider_cannot_use", Remedy.CALL_OPERATOR),
    NO_PROVIDER_SIGNS(KeyRefusal.NoProviderSigns.class, "no_provider_signs", Remedy.CALL_OPERATOR),
    NOT_DETERMINISTIC(KeyRefusal.NotDeterministic.class, "not_deterministic", Remedy.CALL_OPERATOR),
    SCHEME_DOES_NOT_FIT(KeyRefusal.SchemeDoesNotFit.class, "scheme_does_not_fit", Remedy.CORRECT_CALL),
    SCHEME_NOT_RECOGNISABLE(KeyRefusal.SchemeNotRecognisable.class, "scheme_not_recognisable", Remedy.CORRECT_CALL),
    EMPTY_PASSWORD(KeyRefusal.EmptyPassword.class, "empty_password", Remedy.ASK_USER),
    PASSWORD_NOT_TEXT(KeyRefusal.PasswordNotText.class, "password_not_text", Remedy.ASK_USER),
    COST_NOT_ALLOWED(KeyRefusal.CostNotAllowed.class, "cost_not_allowed", Remedy.CORRECT_CALL),
    PROVIDER_CANNOT_ENCRYPT(KeyRefusal.ProviderCannotEncrypt.class, "provider_cannot_encrypt", Remedy.CALL_OPERATOR),
    CANCELLED(KeyRefusal.Cancelled.class, "cancelled", Remedy.RETRY_LATER);

    private final Class<? extends KeyRefusal> type;
    private final String code;
    private final Remedy remedy;

    KeyRefusalKind(Class<? extends KeyRefusal> type, String code, Remedy remedy) {
        this.type = type;
        this.code = code;
        this.remedy = remedy;
    }

    static KeyRefusalKind of(Class<?> type) {
        return List.of(values()).find(kind -> kind.type == type).get();
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
