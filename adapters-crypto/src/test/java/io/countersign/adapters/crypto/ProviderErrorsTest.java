package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.LockedKeys;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.Seals;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Providers throw errors, too: Bouncy Castle FIPS an AssertionError where its mode allows something not, native code a
 * LinkageError where a function is missing. They are values here like every other refusal, and none of their words are
 * told.
 */
public class ProviderErrorsTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String PASSWORD = "of fourteen bytes and more";

    static Stream<Error> errors() {
        return Stream.of(new AssertionError("a secret"), new UnsatisfiedLinkError("a secret"));
    }

    static Stream<Error> everyError() {
        return Stream.concat(errors(), Stream.of(new StackOverflowError("a secret"), new OutOfMemoryError("a secret")));
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void an_error_while_a_key_is_taken_is_a_refusal(Error error) throws Exception {
        var provider = new Failing(error, "KeyFactory", "Signature", "KeyPairGenerator");
        var policy = ProviderPolicy.only(provider);

        for (KeyRefusal refusal : List.of(
                JcaSigningKey.fromPem(Keys.P256.toCharArray(), policy).getLeft(),
                JcaSigningKey.of(Keys.jdkKey(Keys.P256, "EC", "SunEC"), policy).getLeft(),
                NewKeyPair.generate(SignatureScheme.ES256, policy).getLeft())) {
            assertThat(refusal).isEqualTo(KeyRefusal.of(Kind.PROVIDER_CANNOT_USE,
                    "Failing", SignatureScheme.ES256.joseName(), error.getClass().getName()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void an_error_while_signing_is_a_failure(Error error) {
        var provider = new Failing(error);
        var key = JcaSigningKey.fromPem(Keys.P256.toCharArray(), signingWith(provider)).get();
        provider.failing = List.of("Signature");

        SigningFailure failure = key.sign(MESSAGE).getLeft();

        assertThat(failure).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
        assertThat(failure.message()).contains("Failing", error.getClass().getName()).doesNotContain("a secret");
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void an_error_while_a_key_is_locked_or_opened_is_a_failure(Error error) {
        String locked = LockedKeys.encrypted(KeyEncryption.pkcs8(1000), Keys.P256, PASSWORD);
        for (String type : List.of("SecretKeyFactory", "Cipher")) {
            var policy = ProviderPolicy.only(new Failing(error, type));

            assertThat(KeyEncryption.pkcs8(1000).withProviders(policy).encrypt(
                    Keys.P256.toCharArray(), PASSWORD.toCharArray()).getLeft()).isEqualTo(
                    KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "Failing", error.getClass().getName()));
            assertThat(LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, policy))
                    .dangerouslyWithoutPublicKey().unlock(new EncryptedPrivateKey(locked)).getLeft())
                    .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                    .extracting(SigningFailure::message).asString()
                    .contains("Failing", error.getClass().getName()).doesNotContain("a secret");
        }
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void no_randomness_is_a_refusal(Error error) {
        var policy = ProviderPolicy.only(new Failing(error, "SecureRandom"));

        assertThat(KeyEncryption.pkcs8(1000).withProviders(policy).encrypt(
                Keys.P256.toCharArray(), PASSWORD.toCharArray()).getLeft()).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "Failing", error.getClass().getName()));
        assertThat(Passkeys.builder().key(Keys.signingKey(Keys.P256, policy)).build().getError()).singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("webAuthnId");
                    assertThat(violation.message()).contains(error.getClass().getName()).doesNotContain("a secret");
                });
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void an_error_while_hashing_is_a_failure(Error error) {
        var provider = new Failing(error, "MessageDigest");
        var policy = ProviderPolicy.only(provider);
        String locked = LockedKeys.encrypted(KeyEncryption.authenticated(1000), Keys.P256, PASSWORD);
        var passkey = Passkeys.valid(Passkeys.builder().key(Keys.signingKey(Keys.P256, policy)).build());

        assertThat(KeyEncryption.authenticated(1000).withProviders(policy).encrypt(
                Keys.P256.toCharArray(), PASSWORD.toCharArray()).getLeft()).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "Failing", error.getClass().getName()));
        assertThat(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, policy)
                .unlock(new EncryptedPrivateKey(locked)).getLeft().message())
                .contains("Failing", "SHA-256", error.getClass().getName()).doesNotContain("a secret");
        assertThat(CredentialSigner.fido2(SoftwareAuthenticator.holding(passkey))
                .sign(Passkeys.challengeFor(passkey.id())).getLeft().message())
                .contains("Failing", "SHA-256").doesNotContain("a secret");
    }

    @ParameterizedTest
    @MethodSource("everyError")
    void an_error_while_sealing_or_opening_a_seal_is_a_failure(Error error) {
        var provider = new Failing(error);
        var seal = Seals.with(provider);
        String sealed = seal.seal("text", Seals.PURPOSE, "ada").get();
        provider.failing = List.of("Cipher");

        for (SealFailure failure : List.of(
                seal.seal("text", Seals.PURPOSE, "ada").getLeft(), seal.open(sealed, Seals.PURPOSE, "ada").getLeft())) {
            assertThat(failure).returns(SealFailure.Kind.SEAL_BROKEN, SealFailure::kind);
            assertThat(failure.message()).contains("Failing").doesNotContain("a secret");
        }
        assertThat(JweSeal.builder(List.of(Seals.CURRENT)).lifetime(Seals.LIFETIME).clock(Clock.systemUTC())
                .provider(ProviderPolicy.signingWith(provider)).build().getError()
                .map(Violation::field)).containsExactly("provider");
    }

    /** Does what the default provider does, but for what it fails at. */
    private static final class Failing extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient Error error;
        private transient List<String> failing;

        Failing(Error error, String... failing) {
            super("Failing", "1", "for tests");
            this.error = error;
            this.failing = List.of(failing);
        }

        @Override
        public Service getService(String type, String algorithm) {
            return failing.contains(type)
                    ? failing(type, algorithm)
                    : DefaultProvider.instance().getService(type, algorithm);
        }

        @Override
        public Set<Service> getServices() {
            return Set.of(failing("SecureRandom", "DEFAULT"));
        }

        private Service failing(String type, String algorithm) {
            return new Service(this, type, algorithm, "none", null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    if (failing.contains(type)) {
                        throw error;
                    }
                    return DefaultProvider.instance().getService(type, algorithm).newInstance(parameter);
                }

                @Override
                public boolean supportsParameter(Object parameter) {
                    return true;
                }
            };
        }
    }
}
