package io.countersign.contracts.signing;

import io.countersign.contracts.support.Secrets;
import io.countersign.ports.outbound.Authenticator;

import java.util.Objects;

/** An authenticator that is held to its contract, with a passkey that it holds. Immutable. */
public final class AuthenticatorUnderTest {

    private final Authenticator authenticator;
    private final PasskeyUnderTest passkey;
    private final Secrets secrets;

    private AuthenticatorUnderTest(Authenticator authenticator, PasskeyUnderTest passkey, Secrets secrets) {
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
        this.passkey = Objects.requireNonNull(passkey, "passkey");
        this.secrets = secrets;
    }

    /** That authenticator, and a passkey that it holds. */
    public static AuthenticatorUnderTest of(Authenticator authenticator, PasskeyUnderTest passkey) {
        return new AuthenticatorUnderTest(authenticator, passkey, Secrets.unsaid());
    }

    /** The same, and what must not show in any text form: the key that the passkey was made from, a PIN. */
    public AuthenticatorUnderTest hiding(String... secretTexts) {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.besides(secretTexts).complete());
    }

    /** The same with the bytes of a secret, such as those that {@link java.security.PrivateKey#getEncoded} gives. */
    public AuthenticatorUnderTest hiding(byte[] secretBytes) {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.besides(secretBytes).complete());
    }

    /** The same where this process holds no secret that could show: the device keeps its keys and asks for its PIN. */
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
