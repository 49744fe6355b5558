package io.countersign.adapters.crypto.passkey;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.passkey.Passkeys.CHALLENGE;
import static io.countersign.adapters.crypto.passkey.Passkeys.assertion;
import static io.countersign.adapters.crypto.passkey.Passkeys.builder;
import static io.countersign.adapters.crypto.passkey.Passkeys.failure;
import static io.countersign.adapters.crypto.passkey.Passkeys.id;
import static io.countersign.adapters.crypto.passkey.Passkeys.pemFor;
import static io.countersign.adapters.crypto.passkey.Passkeys.valid;
import static io.countersign.adapters.crypto.passkey.YubicoRelyingParty.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.encoding.DerivedPublicKey;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.fixture.ScriptedProvider;
import io.countersign.adapters.crypto.fixture.ScriptedProvider.OpaqueKey;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys that a passkey takes, and the derivation of its public key. */
@Tag("fips")
@Timeout(120)
public class SoftwarePasskeyKeysTest {

    private static final Violation WRONG_SCHEME =
            new Violation("key", "must be for ES256, EdDSA or RS256, which WebAuthn relying parties take");
    private static final byte[] SIGNATURE = {1, 2, 3};

    public static PublicKey publicKey(SignatureScheme scheme) {
        return publicKey(scheme, pemFor(scheme));
    }

    private static PublicKey publicKey(SignatureScheme scheme, String pem) {
        try {
            return KeyFactory.getInstance(scheme.keyAlgorithm(), DefaultProvider.instance())
                    .generatePublic(new X509EncodedKeySpec(OpenSsl.bytes(pem, "pkey -pubout -outform DER")));
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void a_passkey_needs_a_key() {
        assertThat(builder().build().getError()).containsExactly(new Violation("key", "must be given"));
    }

    @Test
    void a_key_on_secp256k1_is_refused() {
        var key = Keys.signingKey(Keys.SECP256K1);

        assertThat(builder().key(key).build().getError()).containsExactly(WRONG_SCHEME);
        assertThat(key.sign(SIGNATURE).isRight()).as("a refused key stays its owner's").isTrue();
    }

    @Test
    void a_provider_that_generates_no_such_key_is_named() {
        assertThat(JcaSigningKey.generate(SignatureScheme.RS256, signingWith(Keys.jdk("SunEC"))).getLeft()).isEqualTo(
                KeyRefusal.of(Kind.PROVIDER_CANNOT_USE,
                        "SunEC", SignatureScheme.RS256.joseName(), "java.security.NoSuchAlgorithmException"));
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void a_derived_public_key_is_the_one_that_openssl_derives(SignatureScheme scheme) {
        var passkey = valid(builder().key(Keys.signingKey(pemFor(scheme))).build());

        assertThat(passkey.publicKeyCose()).isEqualTo(CoseKey.of(scheme, publicKey(scheme)).get());
        assertThat(passkey.scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @EnumSource(value = SignatureScheme.class, names = {"ES256", "EDDSA", "RS256"})
    void a_given_public_key_must_be_the_private_keys_own(SignatureScheme scheme) {
        String pem = pemFor(scheme);
        String other = OpenSsl.run(switch (scheme) {
            case ES256 -> "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256";
            case EDDSA -> "genpkey -algorithm ed25519";
            default -> "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048";
        });

        assertThat(builder().publicKey(publicKey(scheme)).key(Keys.signingKey(pem)).build().isValid()).isTrue();
        assertThat(builder().publicKey(publicKey(scheme, other)).key(Keys.signingKey(pem)).build().getError())
                .containsExactly(new Violation("publicKey", "must be the one that belongs to the private key"));
    }

    @Test
    void a_given_public_key_must_be_for_the_same_scheme() {
        for (var wrong : new PublicKey[] {
            publicKey(SignatureScheme.ES256K), publicKey(SignatureScheme.EDDSA), new OpaquePublicKey(null),
            new OpaquePublicKey(new byte[] {1})}) {
            assertThat(builder().publicKey(wrong).key(Keys.signingKey(Keys.P256)).build().getError()).containsExactly(
                    new Violation("publicKey", "must be a key for ES256"));
        }
    }

    @Test
    void a_public_key_that_breaks_when_asked_is_none() {
        PublicKey broken = new OpaquePublicKey(null) {
            private static final long serialVersionUID = 1L;

            @Override
            public byte[] getEncoded() {
                throw new IllegalStateException("a secret");
            }
        };

        assertThat(builder().publicKey(broken).key(Keys.signingKey(Keys.P256)).build().getError()).containsExactly(
                new Violation("publicKey", "must be a key for ES256"));
    }

    @Test
    void a_key_in_an_hsm_needs_its_public_key_beside_it_and_then_signs() {
        assertThat(builder().key(inAnHsm()).build().getError()).containsExactly(new Violation("publicKey",
                "must be given, since the private key does not show its numbers, or was closed, or its provider policy "
                        + "lets nobody derive it"));

        var passkey = valid(builder().publicKey(publicKey(SignatureScheme.RS256)).key(inAnHsm()).build());

        assertThat(passkey.publicKeyCose())
                .isEqualTo(CoseKey.of(SignatureScheme.RS256, publicKey(SignatureScheme.RS256)).get());
        assertThat(assertion(passkey).signature()).isEqualTo(Octets.of(SIGNATURE));
    }

    @Test
    void a_closed_key_makes_no_passkey() {
        var key = Keys.signingKey(Keys.P256);
        key.close();

        assertThat(builder().key(key).build().getError().map(Violation::field)).containsExactly("publicKey");
    }

    @Test
    void a_passkey_closes_the_key_that_it_was_given() {
        var key = Keys.signingKey(Keys.P256);
        valid(builder().key(key).build()).close();

        assertThat(key.sign(SIGNATURE).getLeft()).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
        assertThat(failure(valid(closed(builder())))).returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
    }

    private static Validation<Seq<Violation>, SoftwarePasskey> closed(
            SoftwarePasskey.Builder builder) {
        var passkey = builder.key(Keys.generated(SignatureScheme.EDDSA)).build();
        passkey.forEach(SoftwarePasskey::close);
        return passkey;
    }

    @Test
    void a_generated_key_is_destroyed_with_its_passkey() {
        var destroyed = new AtomicInteger();
        var policy = signingWith(new KeepingToItself(destroyed::incrementAndGet));

        valid(builder().key(Keys.generated(SignatureScheme.EDDSA, policy)).build()).close();

        assertThat(destroyed).hasValue(1);
    }

    @Test
    void a_key_that_an_hsm_generates_brings_its_public_key_along() {
        var policy = signingWith(new KeepingToItself(() -> {}));
        var passkey = valid(builder().key(Keys.generated(SignatureScheme.EDDSA, policy)).build());

        assertThat(passkey.publicKeyCose())
                .isEqualTo(CoseKey.of(SignatureScheme.EDDSA, publicKey(SignatureScheme.EDDSA)).get());
    }

    @Test
    void the_copy_of_a_private_key_that_the_public_one_is_derived_from_is_overwritten() {
        byte[] copy = Keys.der(Keys.ED25519);

        var derived = DerivedPublicKey.of(SignatureScheme.EDDSA, new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "Ed25519";
            }

            @Override
            public String getFormat() {
                return "PKCS#8";
            }

            @Override
            public byte[] getEncoded() {
                return copy;
            }
        });

        assertThat(derived.get()).isEqualTo(publicKey(SignatureScheme.EDDSA).getEncoded());
        assertThat(copy).containsOnly(0);
    }

    @Test
    void new_passkeys_have_new_ids_and_new_keys() {
        var one = valid(builder().key(Keys.generated(SignatureScheme.ES256)).build());
        var other = valid(builder().key(Keys.generated(SignatureScheme.ES256)).build());

        assertThat(one.webAuthnId().length()).isEqualTo(32);
        assertThat(one.webAuthnId()).isNotEqualTo(other.webAuthnId());
        assertThat(one.publicKeyCose()).isNotEqualTo(other.publicKeyCose());
        assertThat(one.id()).isEqualTo(id(one.webAuthnId().base64Url())).isNotEqualTo(other.id());
    }

    @Test
    void the_apis_id_stays_what_it_is_and_is_never_decoded() throws Exception {
        var rawId = Octets.of(new byte[] {9, 9, 9});
        var passkey = valid(builder().id(id("cr-1+/=")).webAuthnId(rawId)
                .key(Keys.generated(SignatureScheme.EDDSA)).build());

        assertThat(passkey.id()).isEqualTo(id("cr-1+/="));
        assertThat(passkey.webAuthnId()).isEqualTo(rawId);
        assertThat(assertion(passkey).credId()).isEqualTo(id("cr-1+/="));
        assertThat(YubicoRelyingParty.knowing(passkey).verify(CHALLENGE, assertion(passkey)).isSuccess()).isTrue();
        assertThat(passkey.origin()).isEqualTo(ORIGIN);
        assertThat(passkey.userHandle().isEmpty()).isTrue();
    }

    @Test
    void a_new_rsa_key_has_3072_bits() {
        assertThat(valid(builder().key(Keys.generated(SignatureScheme.RS256)).build()).publicKeyCose().length())
                .isEqualTo(1 + 2 + 4 + 1 + 3 + 384 + 1 + 1 + 3);
    }

    private static JcaSigningKey inAnHsm() {
        return JcaSigningKey.of(new OpaqueKey("RSA"), signingWith(ScriptedProvider.signing(() -> SIGNATURE))).get();
    }

    /** Makes keys as an HSM does: without a number to be seen. */
    private static final class KeepingToItself extends Provider {

        private static final long serialVersionUID = 1L;

        private final transient Runnable whenDestroyed;

        KeepingToItself(Runnable whenDestroyed) {
            super("KeepingToItself", "1", "for tests");
            this.whenDestroyed = whenDestroyed;
        }

        @Override
        public Service getService(String type, String algorithm) {
            return type.equals("KeyPairGenerator")
                    ? new Service(this, type, algorithm, "none", null, null) {
                        @Override
                        public Object newInstance(Object parameter) {
                            return new KeyPairGenerator(algorithm) {
                                @Override
                                public KeyPair generateKeyPair() {
                                    return new KeyPair(publicKey(SignatureScheme.EDDSA),
                                            new OpaqueKey("Ed25519", whenDestroyed));
                                }
                            };
                        }
                    }
                    : ScriptedProvider.signing(() -> SIGNATURE).getService(type, algorithm);
        }
    }

    private static class OpaquePublicKey implements PublicKey {

        private static final long serialVersionUID = 1L;

        private final byte[] encoded;

        OpaquePublicKey(byte[] encoded) {
            this.encoded = encoded;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoded;
        }
    }
}
