package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.passkey.Passkeys.pemFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.adapters.crypto.encoding.PemPrivateKey;
import io.countersign.adapters.crypto.encoding.PortablePkcs8;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.passkey.Passkeys;
import io.countersign.adapters.crypto.passkey.SoftwarePasskeyKeysTest;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.Provider;
import java.security.Security;
import java.util.stream.Stream;

@Isolated("takes a provider of the JDK out of the list of the JVM")
class ProviderPolicyTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @ParameterizedTest
    @EnumSource
    void bouncy_castle_signs_by_default(SignatureScheme scheme) {
        ProviderChoice choice = ProviderPolicy.bouncyCastle().choiceFor(scheme);

        assertThat(choice.provider()).contains(DefaultProvider.instance());
        assertThat(choice).hasToString(scheme.joseName() + ": BC " + DefaultProvider.instance().getVersionStr()
                + " (the default)");
        assertThat(Keys.signingKey(pemFor(scheme)).provider()).isSameAs(DefaultProvider.instance());
    }

    @Test
    void the_jdks_own_sign_what_each_of_them_can() {
        var policy = ProviderPolicy.jdk();

        assertThat(policy.choices().map(choice -> choice.provider().map(Provider::getName))).containsExactly(
                Option.some("SunEC"), Option.none(), Option.some("SunEC"), Option.some("SunRsaSign"));
        assertThat(policy.choiceFor(SignatureScheme.ES256K).toString())
                .startsWith("ES256K: nobody (SunEC does not sign ES256K (")
                .contains("; SunRsaSign does not sign ES256K (java.security.NoSuchAlgorithmException)");
    }

    @Test
    void a_scheme_that_no_provider_signs_is_refused_with_the_reason_of_each() {
        var policy = ProviderPolicy.jdk();
        KeyRefusal refusal = JcaSigningKey.fromPem(Keys.SECP256K1.toCharArray(), policy).getLeft();

        assertThat(refusal).isEqualTo(KeyRefusal.of(Kind.NO_PROVIDER_SIGNS,
                SignatureScheme.ES256K.joseName(), policy.choiceFor(SignatureScheme.ES256K).reason()));
        assertThat(refusal.message()).contains("signs ES256K", "SunEC", "SunRsaSign", "Bouncy Castle for instance");
        assertThat(NewKeyPair.generate(SignatureScheme.ES256K, policy)).containsOnLeft(refusal);
    }

    static Stream<Arguments> notSigning() {
        return KnownProvider.here().flatMap(provider -> Stream.of(SignatureScheme.values())
                .filter(scheme -> !provider.schemes().contains(scheme))
                .map(scheme -> Arguments.of(provider, scheme)));
    }

    @ParameterizedTest
    @MethodSource("notSigning")
    void what_a_provider_does_not_sign_is_refused_with_its_name(KnownProvider provider, SignatureScheme scheme) {
        KeyRefusal refusal = JcaSigningKey.fromPem(pemFor(scheme).toCharArray(), provider.policy()).getLeft();

        assertThat(refusal.message()).contains(scheme.joseName()).containsAnyOf("SunEC", "Conscrypt");
    }

    @Test
    void a_jvm_without_the_jdks_own_providers_is_told_so() {
        Provider sunJce = Security.getProvider("SunJCE");
        int position = List.of(Security.getProviders()).indexOf(sunJce) + 1;
        Security.removeProvider("SunJCE");
        try {
            assertThatThrownBy(ProviderPolicy::jdk).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SunJCE");
        } finally {
            Security.insertProviderAt(sunJce, position);
        }
    }

    /** The first of its services would be SHA1PRNG in the JDK's SUN: they are in no order. */
    @Test
    void randomness_is_of_the_kind_that_its_provider_recommends() throws Exception {
        assertThat(ProviderPolicy.jdk().support().random().getAlgorithm()).isIn("NativePRNG", "DRBG");
        assertThat(ProviderPolicy.only(DefaultProvider.instance()).support().random().getAlgorithm())
                .isEqualTo("DEFAULT");
    }

    @Test
    void a_key_in_an_hsm_signs_under_a_policy_too() {
        var policy = ProviderPolicy.only(ScriptedProvider.signing(() -> MESSAGE));

        assertThat(JcaSigningKey.of(new OpaqueKey("RSA"), policy).get().sign(MESSAGE)).containsOnRight(MESSAGE);
        assertThat(JcaSigningKey.of(new OpaqueKey("HSM slot 7"), policy, SignatureScheme.ES256).get().sign(MESSAGE))
                .containsOnRight(MESSAGE);
    }

    @Test
    void a_public_key_is_derived_only_where_bouncy_castle_may_do_it() {
        var accp = ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE);
        String pem = Keys.ED25519;

        assertThat(Passkeys.builder().key(Keys.signingKey(pem, ProviderPolicy.fastest())).build().isValid()).isTrue();
        assertThat(Passkeys.builder().key(Keys.signingKey(pem, accp)).build().getError().map(Violation::field))
                .containsExactly("publicKey");
        assertThat(Passkeys.builder().publicKey(SoftwarePasskeyKeysTest.publicKey(SignatureScheme.EDDSA))
                .key(Keys.signingKey(pem, accp)).build().isValid()).isTrue();
    }

    /** As openssl writes it, an EC key has its public key inside, and an RSA key is one with it. */
    @ParameterizedTest
    @EnumSource(names = {"ES256", "RS256"})
    void a_public_key_that_comes_with_the_private_one_needs_no_deriving(SignatureScheme scheme) {
        var passkey = Passkeys.valid(Passkeys.builder()
                .key(Keys.signingKey(pemFor(scheme), ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE)))
                .build());

        assertThat(passkey.publicKeyCose())
                .isEqualTo(Passkeys.coseKey(scheme, SoftwarePasskeyKeysTest.publicKey(scheme)));
    }

    @Test
    void a_key_that_is_locked_for_a_browser_keeps_its_public_point_whoever_may_derive_it() throws Exception {
        var with = PemPrivateKey.read(Keys.P256.toCharArray()).get();
        var without = PemPrivateKey.read(OpenSsl.run(Keys.P256, "ec -no_public").toCharArray()).get();

        assertThat(PortablePkcs8.of(with, false)).isEqualTo(PortablePkcs8.of(without, true))
                .isEqualTo(Keys.der(Keys.P256));
        assertThat(PortablePkcs8.of(without, false)).isEqualTo(without.pkcs8());
    }

    @Test
    void a_compressed_point_is_read_whoever_verifies() {
        String compressed = OpenSsl.run(Keys.P256, "ec -conv_form compressed");

        for (var policy : List.of(ProviderPolicy.jdk(), ProviderPolicy.only(AmazonCorrettoCryptoProvider.INSTANCE))) {
            assertThat(JcaSigningKey.fromPem(compressed.toCharArray(), policy).get().sign(MESSAGE).isRight()).isTrue();
        }
    }

    @Test
    void a_missing_provider_or_scheme_is_the_callers_mistake() {
        assertThatNullPointerException().isThrownBy(() -> ProviderPolicy.only(null)).withMessage("provider");
        assertThatNullPointerException().isThrownBy(() -> ProviderPolicy.fastest().choiceFor(null))
                .withMessage("scheme");
    }

    @Test
    void exactly_one_artifact_of_bouncy_castle_must_be_present() {
        var both = List.of("ordinary", "fips");

        assertThat(DefaultProvider.oneOf(both, "fips"::equals)).isEqualTo("fips");
        assertThatThrownBy(() -> DefaultProvider.oneOf(both, name -> true)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Keep one of bcprov-jdk18on and bc-fips");
        assertThatThrownBy(() -> DefaultProvider.oneOf(both, name -> false)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Add the artifact bcprov-jdk18on, or bc-fips");
    }
}
