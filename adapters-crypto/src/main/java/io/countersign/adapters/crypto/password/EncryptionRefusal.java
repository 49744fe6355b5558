package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;

import java.util.Objects;

/** A reason why a private key was not encrypted. Immutable; shows neither key material nor the password. */
public sealed interface EncryptionRefusal {

    /** Returns the kind of this refusal, to switch over. */
    default Kind kind() {
        return Kind.of(getClass());
    }

    /** Returns the stable code of this refusal, for logs and metrics: {@code cost_not_allowed} for instance. */
    default String code() {
        return kind().code;
    }

    /** Returns who must act. */
    default Remedy remedy() {
        return kind().remedy;
    }

    /** Describes in one line what is wrong and what to do next. The wording may change. */
    default String message() {
        return EncryptionRefusalText.of(this);
    }

    /** The kinds of refusals, each with its stable code and its remedy. */
    enum Kind {
        NO_SIGNING_KEY(NoSigningKey.class, "no_signing_key", Remedy.CORRECT_CALL),
        EMPTY_PASSWORD(EmptyPassword.class, "empty_password", Remedy.ASK_USER),
        PASSWORD_NOT_TEXT(PasswordNotText.class, "password_not_text", Remedy.ASK_USER),
        COST_NOT_ALLOWED(CostNotAllowed.class, "cost_not_allowed", Remedy.CORRECT_CALL),
        PROVIDER_CANNOT_ENCRYPT(ProviderCannotEncrypt.class, "provider_cannot_encrypt", Remedy.CALL_OPERATOR),
        CANCELLED(Cancelled.class, "cancelled", Remedy.RETRY_LATER);

        private final Class<? extends EncryptionRefusal> type;
        private final String code;
        private final Remedy remedy;

        Kind(Class<? extends EncryptionRefusal> type, String code, Remedy remedy) {
            this.type = type;
            this.code = code;
            this.remedy = remedy;
        }

        private static Kind of(Class<?> type) {
            return List.of(values()).find(kind -> kind.type == type).get();
        }
    }

    /**
     * The key cannot sign, so it should not be registered.
     *
     * @param refusal why it is not accepted as a signing key
     */
    record NoSigningKey(KeyRefusal refusal) implements EncryptionRefusal {

        public NoSigningKey {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /** The password is empty. */
    record EmptyPassword() implements EncryptionRefusal {}

    /** The password is not Unicode text: it contains half of a surrogate pair, which UTF-8 cannot express. */
    record PasswordNotText() implements EncryptionRefusal {}

    /**
     * The cost of the key derivation is too low to protect the key, or beyond the {@link KeyDerivationLimits}.
     *
     * @param reason the cost that was chosen, and the allowed ones
     */
    record CostNotAllowed(String reason) implements EncryptionRefusal {

        public CostNotAllowed {
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }
    }

    /**
     * The provider does not encrypt in this form: it lacks an algorithm, or refuses the password or the cost.
     *
     * @param provider the name of the provider
     * @param fault the type of the exception
     */
    record ProviderCannotEncrypt(String provider, String fault) implements EncryptionRefusal {

        public ProviderCannotEncrypt {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
        }
    }

    /** The thread was interrupted while the key was derived from the password. It stays interrupted. */
    record Cancelled() implements EncryptionRefusal {}
}
