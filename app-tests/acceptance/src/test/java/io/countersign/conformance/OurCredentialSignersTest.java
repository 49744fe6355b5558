package io.countersign.conformance;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.NewKeyPair;
import io.countersign.adapters.crypto.passkey.SignatureCounter;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.contracts.signing.CredentialSignerContract;
import io.countersign.contracts.signing.SignerUnderTest;
import io.countersign.domain.credential.CredentialId;
import io.countersign.ports.outbound.Authenticator;
import io.countersign.ports.outbound.CredentialSigner;
import org.junit.jupiter.api.Nested;

import java.util.function.Supplier;

/** The signers that {@link CredentialSigner} creates pass their contract, for every kind. */
@SuppressWarnings("deprecation") // so do those that the API deprecates
class OurCredentialSignersTest {

    private static final NewKeyPair PAIR = NewKeyPair.generate(SignatureScheme.ES256).get();
    private static final CredentialId ID = CredentialId.of("cr-signer-1").get();
    private static final String PASSWORD = "password-secret";

    @Nested
    class OfAKey implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            return SignerUnderTest.key(
                            CredentialSigner.key(ID, JcaSigningKey.fromPem(PAIR.privateKeyPem()).get()),
                            PAIR.publicKeyPem())
                    .hiding(new String(PAIR.privateKeyPem()));
        }
    }

    @Nested
    class OfAPasswordProtectedKey implements CredentialSignerContract {

        private final String locked = KeyEncryption.authenticated(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS)
                .encrypt(PAIR.privateKeyPem(), PASSWORD.toCharArray()).get().value();

        @Override
        public SignerUnderTest signer() {
            return SignerUnderTest.passwordProtectedKey(
                            CredentialSigner.passwordProtectedKey(
                                    ID, PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray)),
                            PAIR.publicKeyPem(), locked)
                    .hiding(PASSWORD, new String(PAIR.privateKeyPem()));
        }
    }

    private static Authenticator authenticator() {
        return SoftwareAuthenticator.holding(APasskey.of(PAIR, SignatureCounter.inMemory()));
    }

    @Nested
    class OfAnAuthenticatorThatChooses implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            return SignerUnderTest.fido2(CredentialSigner.fido2(authenticator()), APasskey.known(PAIR))
                    .hiding(new String(PAIR.privateKeyPem()));
        }
    }

    @Nested
    class OfANamedPasskey implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            return SignerUnderTest.fido2(
                            CredentialSigner.fido2(
                                    CredentialId.of(APasskey.known(PAIR).credentialId()).get(), authenticator()),
                            APasskey.known(PAIR))
                    .hiding(new String(PAIR.privateKeyPem()));
        }
    }

    @Nested
    class OfAPassword implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            return SignerUnderTest.password(CredentialSigner.password(() -> PASSWORD), PASSWORD);
        }
    }

    @Nested
    class OfAOneTimePassword implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            // Another code every ten seconds, as a generator has them.
            Supplier<String> codes = () -> String.valueOf(314_159 + System.currentTimeMillis() / 10_000 % 600_000);
            return SignerUnderTest.password(CredentialSigner.totp(codes), codes);
        }
    }
}
