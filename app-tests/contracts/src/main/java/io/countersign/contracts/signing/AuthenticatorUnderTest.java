package io.countersign.contracts.signing;

import io.countersign.contracts.support.Secrets;
import io.countersign.ports.outbound.Authenticator;

import java.util.Objects;

/** An authenticator under test, with one of its passkeys. Immutable. */
public final class AuthenticatorUnderTest {

    private final Authenticator authenticator;
    private final PasskeyUnderTest passkey;
    private final Secrets secrets;

    private AuthenticatorUnderTest(Authenticator authenticator, PasskeyUnderTest passkey, Secrets secrets) {
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
        this.passkey = Objects.requireNonNull(passkey, "passkey");
        this.secrets = secrets;
    }

    /**
     * Returns an authenticator under test.
     *
     * @param authenticator the authenticator
     * @param passkey one of its passkeys
     * @return the authenticator under test
     */
    public static AuthenticatorUnderTest of(Authenticator authenticator, PasskeyUnderTest passkey) {
        return new AuthenticatorUnderTest(authenticator, passkey, Secrets.undeclared());
    }

    /**
     * Returns a copy with more secrets that must not appear in any text form, such as a PIN.
     *
     * @param secretTexts the secrets
     * @return the changed copy
     */
    public AuthenticatorUnderTest hiding(String... secretTexts) {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.besides(secretTexts).complete());
    }

    /**
     * Returns a copy with one more secret, given as bytes, such as {@link java.security.PrivateKey#getEncoded} returns.
     *
     * @param secretBytes the secret
     * @return the changed copy
     */
    public AuthenticatorUnderTest hiding(byte[] secretBytes) {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.besides(secretBytes).complete());
    }

    /**
     * Returns a copy that declares that this process holds no secret: the device keeps its keys and asks for its PIN.
     *
     * @return the changed copy
     */
    public AuthenticatorUnderTest hidingNothing() {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.complete());
    }

    Authenticator authenticator() {
        return authenticator;
    }

    PasskeyUnderTest passkey() {
        return passkey;
    }

    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "AuthenticatorUnderTest[" + passkey.credentialId() + "]";
    }
}
