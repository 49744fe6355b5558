package io.countersign.adapters.crypto.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;

/** Settings of a remote key that go together, and those that contradict each other. */
class RemoteKeyBuilderTest {

    private static final RemoteSigner SIGNER = input -> Either.right(input);

    private static Seq<Violation> violationsOf(RemoteSigningKey.Builder builder) {
        return builder.build().getError();
    }

    private static String publicKeyFor(SignatureScheme scheme) {
        return OpenSsl.publicKeyOf(Keys.pemFor(scheme));
    }

    private static Violation publicKeyFault(String message) {
        return new Violation("publicKey", message);
    }

    @ParameterizedTest
    @EnumSource
    void a_scheme_and_a_signer_are_enough(SignatureScheme scheme) {
        assertThat(RemoteSigningKey.builder(scheme, SIGNER).build()).isValid();
    }

    @Test
    void ed25519_signs_no_digest() {
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.EDDSA, SIGNER)
                .input(SigningInput.SHA256_DIGEST)))
                .containsExactly(new Violation("input",
                        "must be MESSAGE for EdDSA: a signature over a digest is one of something else"));
    }

    @ParameterizedTest
    @CsvSource({"EDDSA, EdDSA", "RS256, RS256"})
    void only_ecdsa_signatures_come_as_der(SignatureScheme scheme, String name) {
        assertThat(violationsOf(RemoteSigningKey.builder(scheme, SIGNER).encoding(SignatureEncoding.DER)))
                .containsExactly(
                        new Violation("encoding", "must be RAW for " + name + ", whose signatures have no other"));
    }

    @Test
    void all_settings_that_contradict_each_other_are_reported_at_once() {
        var key = RemoteSigningKey.builder(SignatureScheme.EDDSA, SIGNER).input(SigningInput.SHA256_DIGEST)
                .encoding(SignatureEncoding.DER).publicKey(publicKeyFor(SignatureScheme.RS256));

        assertThat(violationsOf(key).map(Violation::field)).containsExactly("input", "encoding", "publicKey");
    }

    @ParameterizedTest
    @EnumSource
    void a_public_key_for_another_scheme_is_refused(SignatureScheme scheme) {
        for (SignatureScheme other : SignatureScheme.values()) {
            var key = RemoteSigningKey.builder(scheme, SIGNER).publicKey(publicKeyFor(other)).build();

            assertThat(key.isValid()).as("%s for %s", other, scheme).isEqualTo(other == scheme);
            if (other != scheme) {
                assertThat(key.getError()).containsExactly(publicKeyFault("must be a key for " + scheme.joseName()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384, ES256",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit, ES256",
        "genpkey -algorithm ed448, EDDSA", "genpkey -algorithm x25519, EDDSA",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024, RS256",
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048, RS256"})
    void a_public_key_of_a_similar_algorithm_is_refused(String made, SignatureScheme scheme) {
        assertThat(violationsOf(RemoteSigningKey.builder(scheme, SIGNER)
                .publicKey(OpenSsl.publicKeyOf(OpenSsl.run(made)))))
                .containsExactly(publicKeyFault("must be a key for " + scheme.joseName()));
    }

    @Test
    void what_is_no_public_key_in_pem_is_refused() {
        String pem = publicKeyFor(SignatureScheme.ES256);
        for (String other : new String[] {"", "MFkwEwYHKoZIzj0CAQ", pem + pem, pem.substring(0, 60),
            pem + pem.substring(0, 60), " ".repeat(70_000) + pem}) {
            assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER).publicKey(other)))
                    .containsExactly(publicKeyFault("must be a PEM with one PUBLIC KEY"));
        }
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER).publicKey(Keys.P256)))
                .containsExactly(publicKeyFault(
                        "must be a PEM with one PUBLIC KEY, as \"openssl pkey -in KEY_FILE -pubout "
                        + "-out KEY_FILE.pub\" writes it"));
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER)
                .publicKey(OpenSsl.run(Keys.RSA, "rsa -RSAPublicKey_out"))))
                .containsExactly(publicKeyFault("must be a key for ES256"));
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER)
                .publicKey(Keys.pem("PUBLIC KEY", new byte[] {1, 2, 3}))))
                .containsExactly(publicKeyFault("must be a key for ES256"));
    }

    @Test
    void a_point_that_is_not_on_its_curve_is_refused() {
        byte[] encoded = Keys.der(publicKeyFor(SignatureScheme.ES256));
        encoded[encoded.length - 1] ^= 1;

        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER)
                .publicKey(Keys.pem("PUBLIC KEY", encoded))))
                .containsExactly(publicKeyFault("must be a key that the provider takes"));
    }

    @ParameterizedTest
    @CsvSource({"ES256, EC, SunEC", "EDDSA, Ed25519, SunEC", "RS256, RSA, SunRsaSign"})
    void a_key_object_of_another_provider_does_and_so_does_another_provider(
            SignatureScheme scheme, String algorithm, String provider) throws Exception {
        PublicKey key = KeyFactory.getInstance(algorithm, provider)
                .generatePublic(new X509EncodedKeySpec(Keys.der(publicKeyFor(scheme))));
        byte[] signature = Keys.signature(Keys.signingKey(Keys.pemFor(scheme)), new byte[] {1});
        RemoteSigner signer = input -> Either.right(signature);

        for (Provider verifying : new Provider[] {DefaultProvider.instance(), Keys.jdk(provider)}) {
            var signing = RemoteSigningKey.builder(scheme, signer).publicKey(key)
                    .provider(ProviderPolicy.only(verifying)).buildOrThrow();

            assertThat(signing.sign(new byte[] {1})).isRight();
            assertThat(signing.sign(new byte[] {2})).isLeft();
        }
    }

    static Stream<Arguments> verifying() {
        return KnownProvider.here().flatMap(provider -> provider.schemes().toJavaStream()
                .map(scheme -> Arguments.of(provider, scheme)));
    }

    @ParameterizedTest
    @MethodSource("verifying")
    void the_providers_of_a_policy_hash_and_verify(KnownProvider provider, SignatureScheme scheme) {
        byte[] signature = Keys.signature(Keys.signingKey(Keys.pemFor(scheme)), new byte[] {1});
        var signing = RemoteSigningKey.builder(scheme, input -> Either.right(signature)).publicKey(publicKeyFor(scheme))
                .provider(provider.policy()).buildOrThrow();

        assertThat(signing.sign(new byte[] {1})).isRight();
        assertThat(signing.sign(new byte[] {2})).isLeft();
    }

    @Test
    void a_policy_under_which_nobody_verifies_is_refused() {
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256K, SIGNER)
                .publicKey(publicKeyFor(SignatureScheme.ES256K)).provider(ProviderPolicy.jdk())))
                .containsExactly(new Violation("provider", "must be able to verify ES256K"));
    }

    @Test
    void a_key_object_that_does_not_show_its_encoding_is_refused() {
        for (PublicKey key : new PublicKey[] {new SilentKey(false), new SilentKey(true)}) {
            assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER).publicKey(key)))
                    .containsExactly(publicKeyFault("must show its encoding"));
        }
    }

    @Test
    void a_provider_that_cannot_verify_is_refused_before_anything_is_signed() {
        var key = RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER)
                .publicKey(publicKeyFor(SignatureScheme.ES256));

        assertThat(violationsOf(key.provider(ProviderPolicy.only(Keys.jdk("SunRsaSign")))))
                .containsExactly(new Violation("provider", "must be able to verify ES256"));
        assertThat(violationsOf(RemoteSigningKey.builder(SignatureScheme.ES256K, SIGNER)
                .publicKey(publicKeyFor(SignatureScheme.ES256K)).provider(ProviderPolicy.only(Keys.jdk("SunEC")))))
                .containsExactly(new Violation("provider", "must be able to verify ES256K"));
    }

    @Test
    void a_builder_can_be_changed_and_used_again() {
        var builder = RemoteSigningKey.builder(SignatureScheme.ES256, SIGNER);
        var first = builder.build();
        builder.input(SigningInput.SHA256_DIGEST).encoding(SignatureEncoding.RAW).publicKey("");

        assertThat(builder).hasToString("RemoteSigningKey.Builder[ES256, SHA256_DIGEST, RAW]");
        assertThat(violationsOf(builder)).isNotEmpty();
        assertThat(first).isValid();
    }

    @Test
    void build_or_throw_names_every_violation() {
        var builder = RemoteSigningKey.builder(SignatureScheme.EDDSA, SIGNER)
                .input(SigningInput.SHA256_DIGEST).encoding(SignatureEncoding.DER);

        assertThatThrownBy(builder::buildOrThrow).isInstanceOf(InvalidValueException.class)
                .hasMessageContainingAll("input: ", "encoding: ");
    }

    private record SilentKey(boolean throwing) implements PublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            if (throwing) {
                throw new IllegalStateException("gone");
            }
            return null;
        }
    }
}
