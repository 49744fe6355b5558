package io.countersign.adapters.crypto.password;

/** The messages of encryption refusals: what is wrong, and what to do next. */
final class EncryptionRefusalText {

    private EncryptionRefusalText() {}

    static String of(EncryptionRefusal refusal) {
        return switch (refusal.kind()) {
            case NO_SIGNING_KEY -> ((EncryptionRefusal.NoSigningKey) refusal).refusal().message();
            case EMPTY_PASSWORD -> "the password is empty. Give the password that is to open the key.";
            case PASSWORD_NOT_TEXT -> "the password is no Unicode text: it holds half of a surrogate pair, which other "
                    + "programs cannot express. Choose another password.";
            case COST_NOT_ALLOWED -> "the cost of the encryption is not allowed: "
                    + ((EncryptionRefusal.CostNotAllowed) refusal).reason() + ". Choose one that is, or the default.";
            case PROVIDER_CANNOT_ENCRYPT -> of((EncryptionRefusal.ProviderCannotEncrypt) refusal);
            case CANCELLED -> "encrypting the private key was cancelled: its thread was interrupted. Start over if it "
                    + "is still wanted.";
        };
    }

    private static String of(EncryptionRefusal.ProviderCannotEncrypt refusal) {
        return "the provider " + refusal.provider() + " does not encrypt in this form (" + refusal.fault()
                + "). Give a provider that knows PBKDF2 or scrypt, as the form has it, and AES-256; one that is to do "
                + "everything alone needs SHA-256 and randomness, too. In FIPS-approved mode a password has at least "
                + "14 bytes.";
    }
}
