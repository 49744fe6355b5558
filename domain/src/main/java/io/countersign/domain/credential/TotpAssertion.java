package io.countersign.domain.credential;

import java.util.Objects;

/**
 * The assertion of a time-based one-time password (RFC 6238), as a second factor. Deprecated by the API.
 * {@code toString} hides it.
 *
 * <p>Immutable, equal by content. No record, and its field is transient, so that serialisers that read components,
 * getters or fields leave the secret out.
 *
 * @deprecated the API itself deprecates this kind: it does not prove the call; use a passkey or a key
 */
@Deprecated(since = "0.1.0")
public final class TotpAssertion implements CredentialAssertion {

    private final transient String otpCode;

    /**
     * Creates the value.
     *
     * @param otpCode the code itself, a secret
     */
    public TotpAssertion(String otpCode) {
        this.otpCode = Objects.requireNonNull(otpCode, "otpCode");
    }

    /** Returns the code itself, a secret. */
    public String otpCode() {
        return otpCode;
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
    public boolean equals(Object other) {
        return other instanceof TotpAssertion that && otpCode.equals(that.otpCode);
    }

    @Override
    public int hashCode() {
        return otpCode.hashCode();
    }

    @Override
    public String toString() {
        return "TotpAssertion[hidden]";
    }
}
