package io.countersign.testkit.contract;

import io.countersign.ports.outbound.Authenticator;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/** An authenticator that is held to its contract, with a passkey that it holds. Immutable. */
public final class AuthenticatorUnderTest {

    private final Authenticator authenticator;
    private final PasskeyUnderTest passkey;
    private final Seq<String> secrets;

    private AuthenticatorUnderTest(Authenticator authenticator, PasskeyUnderTest passkey, Seq<String> secrets) {
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
        this.passkey = Objects.requireNonNull(passkey, "passkey");
        this.secrets = secrets;
    }

    /** That authenticator, and a passkey that it holds. */
    public static AuthenticatorUnderTest of(Authenticator authenticator, PasskeyUnderTest passkey) {
        return new AuthenticatorUnderTest(authenticator, passkey, List.empty());
    }

    /** The same, and what must not show in any text form: the key that the passkey was made from, a PIN. */
    public AuthenticatorUnderTest hiding(String... secretTexts) {
        return new AuthenticatorUnderTest(authenticator, passkey, secrets.appendAll(List.of(secretTexts)));
    }

    Authenticator authenticator() {
        return authenticator;
    }

    PasskeyUnderTest passkey() {
        return passkey;
    }

    Secrets secrets() {
        return Secrets.of(secrets);
    }

    @Override
    public String toString() {
        return "AuthenticatorUnderTest[" + passkey.credentialId() + "]";
    }
}
