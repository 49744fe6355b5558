package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.passkey.Passkeys.pemFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskeyKeysTest;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.LockedKeys;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.Seals;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every provider behaves as every other, and docs/providers-and-fips.md says what each has. */
@Tag("fips")
@Timeout(240)
class ProvidersTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String PASSWORD = "of fourteen bytes and more";

    static Stream<KnownProvider> providers() {
        return KnownProvider.here();
    }

    static Stream<Arguments> signing() {
        return providers().flatMap(provider -> provider.schemes().toJavaStream()
                .map(scheme -> Arguments.of(provider, scheme)));
    }

    @ParameterizedTest
    @MethodSource("signing")
    void openssl_verifies_what_it_signs(KnownProvider provider, SignatureScheme scheme) {
        try (var key = key(provider, scheme)) {
            for (byte[] message : List.of(MESSAGE, new byte[100_000])) {
                byte[] given = message.clone();

                byte[] signature = Keys.signature(key, given);

                assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pemFor(scheme)), message, signature)).isTrue();
                assertThat(given).isEqualTo(message);
            }
            assertThat(Keys.signature(key, new byte[0])).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("signing")
    void many_threads_sign_their_own_messages_at_once(KnownProvider provider, SignatureScheme scheme)
            throws Exception {
        int threads = 4;
        var start = new CyclicBarrier(threads);
        var executor = Executors.newFixedThreadPool(threads);
        try (var key = key(provider, scheme)) {
            List<Callable<Boolean>> signers = List.range(0, threads).map(thread -> () -> {
                start.await();
                return IntStream.range(0, 10).allMatch(round -> {
                    byte[] message = {(byte) (int) thread, (byte) round};
                    return verifies(scheme, message, Keys.signature(key, message));
                });
            });
            for (Future<Boolean> verified : executor.invokeAll(signers.asJava())) {
                assertThat(verified.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static boolean verifies(SignatureScheme scheme, byte[] message, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), DefaultProvider.instance());
            verification.initVerify(SoftwarePasskeyKeysTest.publicKey(scheme));
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    @ParameterizedTest
    @MethodSource("signing")
    void a_closed_key_signs_no_more(KnownProvider provider, SignatureScheme scheme) {
        var key = key(provider, scheme);
        Keys.signature(key, MESSAGE);

        key.close();
        key.close();

        assertThat(key.sign(MESSAGE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
    }

    @ParameterizedTest
    @MethodSource("signing")
    void a_public_key_inside_that_is_not_the_private_keys_own_is_found_out(
            KnownProvider provider, SignatureScheme scheme) throws Exception {
        String mixed = MixedKeys.pem(scheme);

        assertThat(JcaSigningKey.fromPem(mixed.toCharArray(), provider.policy())).containsOnLeft(
                KeyRefusal.of(scheme == SignatureScheme.RS256
                        ? KeyFlaw.INCONSISTENT_RSA_NUMBERS
                        : KeyFlaw.PUBLIC_KEY_MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_documentation_says_what_the_provider_can_do(KnownProvider provider) throws Exception {
        assertThat(Files.readString(Path.of("docs/providers-and-fips.md"))).contains(row(provider));
    }

    /** Returns the row of the documentation for a provider, from trying it. */
    private static String row(KnownProvider provider) {
        ProviderPolicy policy = provider.policy();
        List<Boolean> capabilities = List.of(SignatureScheme.values()).map(scheme -> signs(scheme, policy))
                .append(signs(SignatureScheme.ES256, policy.withDeterministicEcdsa()))
                .append(locks(KeyEncryption.pkcs8(1000), policy))
                .append(locks(KeyEncryption.pkcs8Scrypt(1024, 8, 1), policy))
                .append(locks(KeyEncryption.authenticated(1000), policy))
                .append(JcaSigningKey.generate(SignatureScheme.ES256, policy).toOption()
                        .flatMap(key -> Passkeys.builder().key(key).build().toOption())
                        .exists(passkey -> CredentialSigner.fido2(SoftwareAuthenticator.holding(passkey))
                                .sign(Passkeys.challengeFor(passkey.id())).isRight()))
                .append(JweSeal.builder(List.of(Seals.CURRENT)).lifetime(Seals.LIFETIME).clock(Clock.systemUTC())
                        .provider(policy).build().isValid());
        return capabilities.map(has -> has ? "yes" : "–")
                .append(allBut(provider, scheme -> NewKeyPair.generate(scheme, policy).isRight()))
                .append(allBut(provider, scheme -> isDestroyedByClosing(key(provider, scheme))))
                .mkString("| " + provider.title() + " | ", " | ", " |");
    }

    private static String allBut(KnownProvider provider, Predicate<SignatureScheme> capability) {
        Seq<SignatureScheme> missing = provider.schemes().reject(capability);
        if (missing.isEmpty()) {
            return "yes";
        }
        return missing.size() == provider.schemes().size()
                ? "–"
                : missing.map(SignatureScheme::joseName).mkString("not ", ", ", "");
    }

    private static boolean isDestroyedByClosing(JcaSigningKey key) {
        PrivateKey held = key.ask(Option::some).get();
        Keys.signature(key, MESSAGE);
        key.close();
        return held.isDestroyed();
    }

    private static boolean signs(SignatureScheme scheme, ProviderPolicy policy) {
        return JcaSigningKey.fromPem(pemFor(scheme).toCharArray(), policy)
                .exists(key -> verifies(scheme, MESSAGE, Keys.signature(key, MESSAGE)));
    }

    private static boolean locks(KeyEncryption encryption, ProviderPolicy policy) {
        return encryption.withProviders(policy).encrypt(Keys.P256.toCharArray(), PASSWORD.toCharArray())
                .exists(locked ->
                        LockedKeys.everyForm(PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, policy))
                                .dangerouslyWithoutPublicKey().unlock(locked).isRight());
    }

    private static JcaSigningKey key(KnownProvider provider, SignatureScheme scheme) {
        return JcaSigningKey.fromPem(pemFor(scheme).toCharArray(), provider.policy()).getOrElseThrow(refusal ->
                new AssertionError(refusal.message()));
    }
}
