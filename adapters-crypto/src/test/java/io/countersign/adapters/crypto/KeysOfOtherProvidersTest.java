package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.jdk;
import static io.countersign.adapters.crypto.fixture.Keys.jdkKey;
import static io.countersign.adapters.crypto.fixture.Keys.pemFor;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys from anywhere, with the provider that signs with them. */
@Tag("fips")
class KeysOfOtherProvidersTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final ScriptedProvider HSM = ScriptedProvider.signing(() -> new byte[] {42});

    @ParameterizedTest
    @CsvSource({"ES256, EC, SunEC", "EDDSA, Ed25519, SunEC", "RS256, RSA, SunRsaSign"})
    void keys_of_the_jdk_sign_with_the_jdks_providers(SignatureScheme scheme, String algorithm, String provider)
            throws Exception {
        String pem = pemFor(scheme);
        JcaSigningKey key = JcaSigningKey.of(jdkKey(pem, algorithm, provider), signingWith(jdk(provider))).get();

        assertThat(key.scheme()).isEqualTo(scheme);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), MESSAGE, signature(key, MESSAGE))).isTrue();
        assertThat(JcaSigningKey.of(jdkKey(pem, algorithm, provider), signingWith(jdk(provider)), scheme).get()
                .scheme())
                .isEqualTo(scheme);
    }

    @ParameterizedTest
    @CsvSource({"ES256, SunEC", "EDDSA, SunEC", "RS256, SunRsaSign"})
    void a_pem_signs_with_the_jdks_providers(SignatureScheme scheme, String provider) {
        String pem = pemFor(scheme);
        JcaSigningKey key = JcaSigningKey.fromPem(pem.toCharArray(), signingWith(jdk(provider))).get();

        assertThat(key.scheme()).isEqualTo(scheme);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), MESSAGE, signature(key, MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void keys_of_bouncy_castle_are_recognised(SignatureScheme scheme) throws Exception {
        Provider provider = DefaultProvider.instance();
        PrivateKey key = KeyFactory.getInstance(scheme.keyAlgorithm(), provider).generatePrivate(
                new PKCS8EncodedKeySpec(Keys.der(pemFor(scheme))));

        assertThat(JcaSigningKey.of(key, signingWith(provider)).get().scheme()).isEqualTo(scheme);
    }

    @Test
    void the_jvm_wide_list_of_providers_stays_as_it_is() {
        Provider[] before = Security.getProviders();

        Keys.signingKey(Keys.P256).sign(MESSAGE);

        assertThat(Security.getProviders()).containsExactly(before);
        assertThat(Security.getProvider("BC")).isNull();
    }

    @Test
    void a_provider_that_does_not_know_the_curve_is_named() {
        String withoutPublicKey = OpenSsl.run(Keys.SECP256K1, "ec -no_public");
        for (String pem : new String[] {Keys.SECP256K1, withoutPublicKey}) {
            KeyRefusal refusal = JcaSigningKey.fromPem(pem.toCharArray(), signingWith(jdk("SunEC"))).getLeft();

            assertThat(refusal).returns(Kind.PROVIDER_CANNOT_USE, KeyRefusal::kind);
            assertThat(refusal.message()).contains("SunEC", "ES256K", "Give the provider that holds the key");
        }
    }

    @Test
    void a_provider_that_finds_only_when_signing_that_it_cannot_is_found_out_at_once() throws Exception {
        PrivateKey key = jdkKey(Keys.SECP256K1, "EC", "SunEC");

        assertThat(JcaSigningKey.of(key, signingWith(jdk("SunEC"))).getLeft())
                .returns(Kind.PROVIDER_CANNOT_USE, KeyRefusal::kind);
        assertThat(JcaSigningKey.of(key, signingWith(DefaultProvider.instance())).get().scheme())
                .isEqualTo(SignatureScheme.ES256K);
    }

    @Test
    void a_key_in_an_hsm_is_not_made_to_sign_before_it_is_asked_to() {
        AtomicInteger signatures = new AtomicInteger();
        var counting = ScriptedProvider.signing(() -> new byte[] {(byte) signatures.incrementAndGet()});

        JcaSigningKey key = JcaSigningKey.of(new OpaqueKey("RSA"), signingWith(counting)).get();

        assertThat(signatures).hasValue(0);
        assertThat(signature(key, MESSAGE)).containsExactly(1);
    }

    @Test
    void a_provider_that_does_not_know_the_algorithm_is_named() throws Exception {
        KeyRefusal refusal =
                KeyRefusal.of(Kind.PROVIDER_CANNOT_USE,
                        "SunRsaSign", SignatureScheme.ES256.joseName(), "java.security.NoSuchAlgorithmException");

        assertThat(JcaSigningKey.of(jdkKey(Keys.P256, "EC", "SunEC"), signingWith(jdk("SunRsaSign"))).getLeft())
                .isEqualTo(refusal);
        assertThat(JcaSigningKey.fromPem(Keys.P256.toCharArray(), signingWith(jdk("SunRsaSign"))).getLeft())
                .isEqualTo(refusal);
    }

    @Test
    void a_provider_that_does_not_take_the_key_is_named() {
        var refusing = new ScriptedProvider(key -> {
            throw new InvalidKeyException("a secret");
        }, () -> MESSAGE);
        var failing = new ScriptedProvider(key -> {
            throw new ProviderException("a secret");
        }, () -> MESSAGE);
        OpaqueKey key = new OpaqueKey("RSA");

        assertThat(JcaSigningKey.of(key, signingWith(refusing)).getLeft()).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_USE,
                        "Scripted", SignatureScheme.RS256.joseName(), "java.security.InvalidKeyException"));
        assertThat(JcaSigningKey.of(key, signingWith(failing)).getLeft()).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_USE,
                        "Scripted", SignatureScheme.RS256.joseName(), "java.security.ProviderException"));
    }

    @Test
    void a_key_that_reveals_nothing_needs_its_scheme_named() {
        for (String algorithm : new String[] {"HSM slot 7", "", null, "EC", "ECDSA"}) {
            assertThat(JcaSigningKey.of(new OpaqueKey(algorithm), signingWith(HSM)).getLeft())
                    .isEqualTo(KeyRefusal.of(Kind.SCHEME_NOT_RECOGNISABLE))
                    .extracting(KeyRefusal::message).asString().contains("Name the scheme");
            JcaSigningKey key = JcaSigningKey.of(new OpaqueKey(algorithm), signingWith(HSM), SignatureScheme.ES256K)
                    .get();
            assertThat(key.scheme()).isEqualTo(SignatureScheme.ES256K);
            assertThat(signature(key, MESSAGE)).containsExactly(42);
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, RS256", "Ed25519, EDDSA", "EdDSA, EDDSA"})
    void the_name_of_its_algorithm_can_be_enough(String algorithm, SignatureScheme scheme) {
        assertThat(JcaSigningKey.of(new OpaqueKey(algorithm), signingWith(HSM)).get().scheme()).isEqualTo(scheme);
    }

    @Test
    void a_key_that_throws_when_asked_reveals_nothing() {
        PrivateKey silent = new Keys.OpenEcKey(BigInteger.ONE, null) {
            private static final long serialVersionUID = 1L;

            @Override
            public ECParameterSpec getParams() {
                throw new ProviderException("session lost");
            }
        };

        assertThat(JcaSigningKey.of(silent, signingWith(HSM)).getLeft())
                .isEqualTo(KeyRefusal.of(Kind.SCHEME_NOT_RECOGNISABLE));
        assertThat(JcaSigningKey.of(silent, signingWith(HSM), SignatureScheme.ES256).isRight()).isTrue();
    }

    @Test
    void a_scheme_that_does_not_fit_the_key_is_refused_with_the_one_that_does() throws Exception {
        KeyRefusal refusal = JcaSigningKey.of(jdkKey(Keys.P256, "EC", "SunEC"), signingWith(jdk("SunEC")),
                SignatureScheme.ES256K)
                .getLeft();

        assertThat(refusal).isEqualTo(
                KeyRefusal.of(Kind.SCHEME_DOES_NOT_FIT,
                        SignatureScheme.ES256K.joseName(), SignatureScheme.ES256.joseName()));
        assertThat(refusal.message()).contains("cannot sign ES256K", "ES256.");
        assertThat(JcaSigningKey.of(new OpaqueKey("EC"), signingWith(HSM), SignatureScheme.RS256).getLeft().message())
                .contains("cannot sign RS256", "ES256 or ES256K");
    }

    @Test
    void a_short_rsa_key_is_refused_even_if_it_shows_no_more_than_its_modulus() {
        record ShortKey() implements PrivateKey, RSAKey {

            private static final long serialVersionUID = 1L;

            @Override
            public BigInteger getModulus() {
                return BigInteger.ONE.shiftLeft(1023);
            }

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        }

        assertThat(JcaSigningKey.of(new ShortKey(), signingWith(HSM)).getLeft())
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, 1024));
    }

    @Test
    void unsupported_keys_of_the_jdk_are_refused_by_name() throws Exception {
        assertThat(refusalOfGenerated("EC", "secp384r1"))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, "P-384 (secp384r1)"));
        assertThat(refusalOfGenerated("Ed448", "")).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, "Ed448"));
        assertThat(refusalOfGenerated("X25519", "")).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, "X25519"));
        assertThat(refusalOfGenerated("X448", "")).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, "X448"));
        assertThat(refusalOfGenerated("DSA", "")).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "DSA"));
        assertThat(refusalOfGenerated("DH", ""))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "Diffie-Hellman"));
        assertThat(refusalOfGenerated("RSASSA-PSS", ""))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "RSASSA-PSS"));
    }

    @Test
    void a_curve_with_another_generator_is_not_the_supported_one() throws Exception {
        ECParameterSpec p256 = ((ECKey) jdkKey(Keys.P256, "EC", "SunEC")).getParams();
        ECParameterSpec forged = new ECParameterSpec(p256.getCurve(),
                new ECPoint(p256.getGenerator().getAffineX(),
                        ((ECFieldFp) p256.getCurve().getField()).getP()
                                .subtract(p256.getGenerator().getAffineY())),
                p256.getOrder(), p256.getCofactor());

        assertThat(JcaSigningKey.of(new Keys.OpenEcKey(BigInteger.ONE, forged), signingWith(HSM)).getLeft())
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, ""));
        assertThat(JcaSigningKey.of(new Keys.OpenEcKey(BigInteger.ONE, p256), signingWith(HSM)).get().scheme())
                .isEqualTo(SignatureScheme.ES256);
    }

    private static KeyRefusal refusalOfGenerated(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return JcaSigningKey.of(generator.generateKeyPair().getPrivate(), signingWith(jdk("SunEC"))).getLeft();
    }
}
