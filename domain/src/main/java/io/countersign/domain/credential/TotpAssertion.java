package io.countersign.domain.credential;

import java.util.Objects;

/**
 * A time-based one-time password as a second factor. Deprecated by the API; {@code toString} hides it.
 *
 * @param otpCode the code itself, a secret
 *
 * @deprecated the API itself deprecates this kind: it does not prove the call; use a passkey or a key
 */
@Deprecated(since = "0.1.0")
public record TotpAssertion(String otpCode) implements CredentialAssertion {

    public TotpAssertion {
        Objects.requireNonNull(otpCode, "otpCode");
    }

    @Override
    public Credential credential() {
        return Credential.unnamed(CredentialKind.TOTP);
    }

    @Override
    public boolean answers(String challenge) {
        return true;
    }

    @Override
    public String toString() {
        return "TotpAssertion[hidden]";
    }
}
