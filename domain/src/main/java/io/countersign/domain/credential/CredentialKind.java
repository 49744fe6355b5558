package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * A kind of credential. Kinds that are not known here are kept, and never chosen.
 *
 * @param name the API's name of the kind
 */
public record CredentialKind(String name) {

    /** A passkey or security key (WebAuthn). */
    public static final CredentialKind FIDO2 = new CredentialKind("Fido2");
    /** A private key that the user holds. */
    public static final CredentialKind KEY = new CredentialKind("Key");
    /** A private key that the API keeps, encrypted under a password that only the user knows. */
    public static final CredentialKind PASSWORD_PROTECTED_KEY = new CredentialKind("PasswordProtectedKey");
    /** A password. Deprecated by the API; a first factor only. */
    public static final CredentialKind PASSWORD = new CredentialKind("Password");
    /** A time-based one-time password. Deprecated by the API; a second factor only. */
    public static final CredentialKind TOTP = new CredentialKind("Totp");
    /** The key for account recovery. It has flows of its own and signs no user action. */
    public static final CredentialKind RECOVERY_KEY = new CredentialKind("RecoveryKey");

    private static final Seq<CredentialKind> KNOWN =
            List.of(FIDO2, KEY, PASSWORD_PROTECTED_KEY, PASSWORD, TOTP, RECOVERY_KEY);

    public CredentialKind {
        Objects.requireNonNull(name, "name");
    }

    /** Returns true if this is one of the kinds above. */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /** Returns true if this kind can be a first factor, if a challenge allows it. */
    public boolean canBeFirst() {
        return isKnown() && !equals(TOTP) && !equals(RECOVERY_KEY);
    }

    /** Returns true if this kind can be a second factor, if a challenge allows it. */
    public boolean canBeSecond() {
        return isKnown() && !equals(PASSWORD) && !equals(RECOVERY_KEY);
    }

    // Written out: the JVM makes those of a record when they are first run, which is in the first call and takes long.
    @Override
    public boolean equals(Object other) {
        return other instanceof CredentialKind that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(name);
    }
}
