package io.countersign.domain.credential;

import java.util.Objects;

/**
 * A password as a first factor. Deprecated by the API, which keeps it for old accounts; {@code toString} hides it.
 *
 * @param password the password itself, a secret
 *
 * @deprecated the API itself deprecates this kind: it proves neither the call nor a possession; use a passkey or a key
 */
@Deprecated(since = "0.1.0")
public record PasswordAssertion(String password) implements CredentialAssertion {

    public PasswordAssertion {
        Objects.requireNonNull(password, "password");
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
    public String toString() {
        return "PasswordAssertion[hidden]";
    }
}
