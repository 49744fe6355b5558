package io.countersign.domain.credential;

import java.util.Objects;

/**
 * The assertion of a password, as a first factor. Deprecated by the API, which keeps it for old accounts.
 * {@code toString} hides it.
 *
 * <p>Immutable, equal by content. No record, and its field is transient, so that serialisers that read components,
 * getters or fields leave the secret out.
 *
 * @deprecated the API itself deprecates this kind: it proves neither the call nor a possession; use a passkey or a key
 */
@Deprecated(since = "0.1.0")
public final class PasswordAssertion implements CredentialAssertion {

    private final transient String password;

    /**
     * Creates the value.
     *
     * @param password the password itself, a secret
     */
    public PasswordAssertion(String password) {
        this.password = Objects.requireNonNull(password, "password");
    }

    /** Returns the password itself, a secret. */
    public String password() {
        return password;
    }

    @Override
    public Credential credential() {
        return Credential.unnamed(CredentialKind.PASSWORD);
    }

    @Override
    public boolean answers(String challenge) {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordAssertion that && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return password.hashCode();
    }

    @Override
    public String toString() {
        return "PasswordAssertion[hidden]";
    }
}
