package io.countersign.adapters.crypto.scheme;

/** The messages of key refusals: what is wrong, and what to do next. */
final class KeyRefusalText {

    private static final String IN_AND_OUT = "-in KEY_FILE -out KEY_FILE.new";

    private KeyRefusalText() {}

    static String of(KeyRefusal refusal) {
        String detail = detail(refusal, 0);
        return switch (refusal.kind()) {
            case PUBLIC_KEY_GIVEN -> "this is a " + detail + ", and only a private key can sign. Give the private key "
                    + "that belongs to it.";
            case ENCRYPTED_KEY_GIVEN -> "this private key is encrypted with a password. Decrypt it with \"openssl pkey "
                    + (detail.isEmpty() ? "" : "-provider legacy -provider default ") + IN_AND_OUT
                    + "\", and keep the result secret.";
            case UNSUPPORTED_CURVE -> "the key is on " + (detail.isEmpty() ? "an unknown curve" : "the curve " + detail)
                    + ", which is not supported. Register a key on P-256, secp256k1 or Ed25519.";
            case UNNAMED_CURVE -> detail.isEmpty()
                    ? "the key does not say on which curve it is. Put the EC PARAMETERS block of its curve before it, "
                            + "or export it as PKCS#8."
                    : "the key spells out the parameters of its curve instead of naming it. Rewrite it with "
                            + "\"openssl ec -param_enc named_curve " + IN_AND_OUT + "\".";
            case UNSUPPORTED_RSA_SIZE -> "the RSA key has " + detail + " bits; supported are "
                    + SignatureScheme.MINIMUM_RSA_BITS + " to " + SignatureScheme.MAXIMUM_RSA_BITS
                    + ". Register a key of such a length.";
            case UNSUPPORTED_ALGORITHM -> (detail.isEmpty() ? "this key is of an unknown algorithm"
                    : "this is a " + detail + " key")
                    + ", which is not supported. Register a key for ECDSA (P-256, secp256k1), Ed25519 or RSA.";
            case UNSUPPORTED_FORM -> "this private key is in "
                    + (detail.isEmpty() ? "an unknown form" : "the form of " + detail)
                    + ", which is not read here. " + otherForm(detail);
            case SEVERAL_KEYS -> "there are " + detail
                    + " private keys in this PEM. Give the one to sign with, alone.";
            case NO_KEY -> "there is no private key in this text. Give the whole PEM, from its BEGIN line to its END "
                    + "line.";
            case DAMAGED -> "the PEM is damaged: its BEGIN and END lines do not match, or what is between them is "
                    + "incomplete or altered. Copy it again, whole, and without "
                    + "what another format added to its lines.";
            case TOO_LONG -> "the text is longer than " + detail
                    + " characters, as no key is. Give the PEM of the key alone.";
            case INVALID_KEY -> "the private key is not valid: " + detail
                    + (detail.equals(KeyFlaw.IRREGULAR_STRUCTURE.description())
                            ? ". Rewrite it with \"openssl pkey " + IN_AND_OUT + "\"."
                            : ". Use a backup, or register a new key.");
            case FILE_UNREADABLE -> "the file of the private key, \"" + detail + "\", cannot be read ("
                    + detail(refusal, 1) + "). Check its path, and that this process may read it.";
            case PROVIDER_CANNOT_USE -> "the provider " + detail + " does not sign " + detail(refusal, 1)
                    + " with this key (" + detail(refusal, 2)
                    + "). Give the provider that holds the key, or one that knows its algorithm.";
            case NO_PROVIDER_SIGNS -> "none of the providers that may be used signs " + detail + ": "
                    + detail(refusal, 1) + ". Allow one that does, Bouncy Castle for instance.";
            case NOT_DETERMINISTIC -> "the provider " + detail + " has no deterministic ECDSA (RFC 6979) for "
                    + detail(refusal, 1) + ". Give Bouncy Castle, or sign without it.";
            case SCHEME_DOES_NOT_FIT -> "this key cannot sign " + detail + ". Name the scheme that it is for: "
                    + detail(refusal, 1) + ".";
            case SCHEME_NOT_RECOGNISABLE -> "the key does not reveal which scheme it is for. Name the scheme beside "
                    + "the key and its provider.";
            case EMPTY_PASSWORD -> "the password is empty. Give the password that is to open the key.";
            case PASSWORD_NOT_TEXT -> "the password is no Unicode text: it holds half of a surrogate pair, which other "
                    + "programs cannot express. Choose another password.";
            case COST_NOT_ALLOWED -> "the cost of the encryption is not allowed: " + detail
                    + ". Choose one that is, or the default.";
            case PROVIDER_CANNOT_ENCRYPT -> "the provider " + detail + " does not encrypt in this form ("
                    + detail(refusal, 1) + "). Give a provider that knows PBKDF2 or scrypt, as the form has it, and "
                    + "AES-256; one that is to do everything alone needs SHA-256 and randomness, too. In FIPS-approved "
                    + "mode a password has at least 14 bytes.";
            case CANCELLED -> "encrypting the private key was cancelled: its thread was interrupted. Start over if it "
                    + "is still wanted.";
        };
    }

    private static String detail(KeyRefusal refusal, int index) {
        return refusal.details().drop(index).getOrElse("");
    }

    private static String otherForm(String form) {
        return switch (form) {
            case "PKCS#12" -> "Take it out with \"openssl pkcs12 -nodes -nocerts " + IN_AND_OUT + "\".";
            case "PKCS#12 (RC2)" -> "Take it out with \"openssl pkcs12 -legacy -nodes -nocerts " + IN_AND_OUT + "\".";
            case "OpenSSH" -> "Export it with \"install -m 600 KEY_FILE KEY_FILE.new && "
                    + "ssh-keygen -p -m PKCS8 -N '' -f KEY_FILE.new\".";
            case "OpenSSH (Ed25519)" -> "OpenSSH does not export such keys, so make a new one with "
                    + "\"openssl genpkey -algorithm ed25519 -out KEY_FILE.new\", and register it.";
            default -> "Export it as PKCS#8 (BEGIN PRIVATE KEY).";
        };
    }
}
