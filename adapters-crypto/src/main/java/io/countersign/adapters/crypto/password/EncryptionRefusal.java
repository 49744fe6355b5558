package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.domain.OneLine;

import java.util.Objects;

/** Why a private key was not encrypted. Immutable; shows neither key material nor the password. */
public sealed interface EncryptionRefusal {

    /** What is wrong and what to do next. */
    String message();

    /** What the function for this case makes of it. */
    <T> T match(Cases<? extends T> cases);

    /**
     * What was given is no key to sign with, so nobody should register it.
     *
     * @param refusal why
     */
    record NoSigningKey(KeyRefusal refusal) implements EncryptionRefusal {

        public NoSigningKey {
            Objects.requireNonNull(refusal, "refusal");
        }

        @Override
        public String message() {
            return refusal.message();
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.noSigningKey(this);
        }
    }

    /** An empty password. */
    record EmptyPassword() implements EncryptionRefusal {

        @Override
        public String message() {
            return "the password is empty. Give the password that is to open the key.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.emptyPassword(this);
        }
    }

    /** A password that is no Unicode text: it holds half of a surrogate pair, which UTF-8 cannot express. */
    record PasswordNotText() implements EncryptionRefusal {

        @Override
        public String message() {
            return "the password is no Unicode text: it holds half of a surrogate pair, which other programs cannot "
                    + "express. Choose another password.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.passwordNotText(this);
        }
    }

    /**
     * A cost of deriving the key that is too low to protect it, or beyond the {@link KeyDerivationLimits}.
     *
     * @param reason what is asked for, and what is allowed
     */
    record CostNotAllowed(String reason) implements EncryptionRefusal {

        public CostNotAllowed {
            reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "the cost of the encryption is not allowed: " + reason + ". Choose one that is, or the default.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.costNotAllowed(this);
        }
    }

    /**
     * The provider does not encrypt in this form: it lacks an algorithm, or refuses the password or the cost.
     *
     * @param provider its name
     * @param fault the type of what it threw
     */
    record ProviderCannotEncrypt(String provider, String fault) implements EncryptionRefusal {

        public ProviderCannotEncrypt {
            provider = OneLine.of(Objects.requireNonNull(provider, "provider"));
            fault = OneLine.of(Objects.requireNonNull(fault, "fault"), OneLine.LONGEST_MESSAGE);
        }

        @Override
        public String message() {
            return "the provider " + provider + " does not encrypt in this form (" + fault
                    + "). Give a provider that knows PBKDF2 or scrypt, as the form has it, and AES-256; one that is to do "
                    + "everything alone needs SHA-256 and randomness, too. In FIPS-approved mode a password has at "
                    + "least 14 bytes.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.providerCannotEncrypt(this);
        }
    }

    /** The thread was interrupted while the key was derived from the password. It stays interrupted. */
    record Cancelled() implements EncryptionRefusal {

        @Override
        public String message() {
            return "encrypting the private key was cancelled: its thread was interrupted. Start over if it is still "
                    + "wanted.";
        }

        @Override
        public <T> T match(Cases<? extends T> cases) {
            return cases.cancelled(this);
        }
    }

    /**
     * One function for each case.
     *
     * @param <T> what they make of it
     */
    interface Cases<T> {

        T noSigningKey(NoSigningKey refusal);

        T emptyPassword(EmptyPassword refusal);

        T passwordNotText(PasswordNotText refusal);

        T costNotAllowed(CostNotAllowed refusal);

        T providerCannotEncrypt(ProviderCannotEncrypt refusal);

        T cancelled(Cancelled refusal);
    }
}
