package io.countersign.adapters.crypto.encoding;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.password.LockedKeys.FEW_ITERATIONS;
import static io.countersign.adapters.crypto.password.LockedKeys.MESSAGE;
import static io.countersign.adapters.crypto.password.LockedKeys.encrypted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.adapters.crypto.CountingProvider;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.adapters.crypto.password.LockedKeys;
import io.countersign.adapters.crypto.password.Node;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** An unlocker that knows the registered public key opens its private key, and no other. */
@Timeout(300)
class RegisteredKeyTest {

    private static final String PASSWORD = "correct horse";
    private static final PasswordKeyUnlocker ANY = PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray);

    private static List<KeyEncryption> forms() {
        return List.of(KeyEncryption.authenticated(), KeyEncryption.authenticated(FEW_ITERATIONS),
                KeyEncryption.pkcs8(FEW_ITERATIONS), KeyEncryption.pkcs8Scrypt(1024, 8, 1));
    }

    private static Either<SigningFailure, UnlockedKey> unlocked(PasswordKeyUnlocker unlocker, String text) {
        return unlocker.unlock(new EncryptedPrivateKey(text));
    }

    @ParameterizedTest
    @EnumSource
    void the_registered_key_signs(SignatureScheme scheme) throws Exception {
        String pem = Keys.pemFor(scheme);
        String publicPem = OpenSsl.publicKeyOf(pem);
        PublicKey publicKey = KeyFactory.getInstance(scheme.keyAlgorithm(), DefaultProvider.instance())
                .generatePublic(new X509EncodedKeySpec(Keys.der(publicPem)));
        for (KeyEncryption form : forms()) {
            String text = encrypted(form, pem, PASSWORD);

            for (PasswordKeyUnlocker bound : List.of(
                    LockedKeys.everyForm(ANY).forPublicKey(publicPem).get(),
                    LockedKeys.everyForm(ANY.forPublicKey(publicKey).get()))) {
                assertThat(unlocked(bound, text).get().sign(MESSAGE).isRight()).isTrue();
            }
        }
    }

    @Test
    void the_key_of_another_credential_does_not_sign() {
        for (SignatureScheme scheme : SignatureScheme.values()) {
            PasswordKeyUnlocker bound = LockedKeys.unlocker(PASSWORD, OpenSsl.publicKeyOf(Keys.pemFor(scheme)));
            for (String another : new String[] {
                OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"),
                OpenSsl.run("ecparam -name prime256v1 -genkey -noout"),
                OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1"),
                OpenSsl.run("genpkey -algorithm ed25519")}) {
                String gcm = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), another, PASSWORD);
                String cbc = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS), another, PASSWORD);

                assertThat(unlocked(bound, gcm).getLeft())
                        .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                        .extracting(SigningFailure::message).asString().contains("registered public key");
                assertThat(unlocked(bound, cbc).getLeft()).isEqualTo(SigningFailure.wrongPassword());
            }
        }
    }

    @Test
    void a_key_that_comes_with_another_public_key_signs_nothing_not_even_to_be_tried() {
        var signing = new CountingProvider(DefaultProvider.instance());
        PasswordKeyUnlocker bound = unlocker(signing).forPublicKeyOrThrow(OpenSsl.publicKeyOf(Keys.P256));
        for (String another : new String[] {
            OpenSsl.run("ecparam -name prime256v1 -genkey -noout"), Keys.SECP256K1, Keys.RSA, Keys.ED25519}) {
            String text = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), another, PASSWORD);

            assertThat(unlocked(bound, text).getLeft().message()).contains("registered public key");
        }
        assertThat(signing.made).doesNotContainKey("Signature");
    }

    @Test
    void that_the_provider_signs_at_all_is_tried_once_and_not_for_every_key() {
        var signing = new CountingProvider(DefaultProvider.instance());
        PasswordKeyUnlocker bound = unlocker(signing).withForms(EncryptedKeyForm.PKCS8)
                .forPublicKeyOrThrow(OpenSsl.publicKeyOf(Keys.P256));
        String text = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS), Keys.P256, PASSWORD);

        assertThat(unlocked(bound, text).isRight()).isTrue();
        assertThat(signing.made).as("for the provider and for the key").containsEntry("Signature", 2);
        assertThat(unlocked(bound, text).isRight()).isTrue();
        assertThat(signing.made).containsEntry("Signature", 3);
    }

    private static PasswordKeyUnlocker unlocker(Provider signing) {
        return PasswordKeyUnlocker.askingFor(PASSWORD::toCharArray, signingWith(signing, DefaultProvider.instance()));
    }

    /** What comes without its public key shows whose it is only when it signs. */
    @Test
    void nor_does_one_that_does_not_say_what_its_public_key_is() {
        String bare = OpenSsl.run(OpenSsl.run("ecparam -name prime256v1 -genkey -noout"), "ec -no_public");
        byte[] pkcs8 = Keys.der(OpenSsl.run(bare, "pkcs8 -topk8 -nocrypt"));

        assertThat(unlocked(LockedKeys.unlocker(PASSWORD, OpenSsl.publicKeyOf(Keys.P256)),
                Node.answer("encrypt", pkcs8, PASSWORD, 1)).getLeft())
                        .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind);
    }

    @Test
    void the_registered_key_may_be_a_compressed_point() {
        String compressed = OpenSsl.run(OpenSsl.publicKeyOf(Keys.P256), "ec -pubin -conv_form compressed");

        assertThat(unlocked(ANY.forPublicKey(compressed).get(),
                encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256, PASSWORD)).isRight()).isTrue();
    }

    @Test
    void the_forms_that_are_opened_are_those_that_were_named() {
        String gcm = encrypted(KeyEncryption.authenticated(FEW_ITERATIONS), Keys.P256, PASSWORD);
        String cbc = encrypted(KeyEncryption.pkcs8(FEW_ITERATIONS), Keys.P256, PASSWORD);
        String old = Node.answer("encrypt1", Keys.der(Keys.P256), PASSWORD, FEW_ITERATIONS);
        PasswordKeyUnlocker bound = ANY.forPublicKey(OpenSsl.publicKeyOf(Keys.P256)).get();

        assertThat(List.of(unlocked(bound, gcm).isRight(), unlocked(bound, old).isRight(),
                unlocked(bound, cbc).isRight())).containsExactly(true, true, false);
        for (EncryptedKeyForm only : EncryptedKeyForm.values()) {
            PasswordKeyUnlocker opening = bound.withForms(only);
            assertThat(List.of(unlocked(opening, gcm).isRight(), unlocked(opening, old).isRight(),
                    unlocked(opening, cbc).isRight())).containsExactly(only == EncryptedKeyForm.WEB_CRYPTO,
                    only == EncryptedKeyForm.WEB_CRYPTO_1, only == EncryptedKeyForm.PKCS8);
        }
        assertThat(unlocked(bound, cbc).getLeft()).returns(SigningFailure.Kind.KEY_UNREADABLE, SigningFailure::kind)
                .extracting(SigningFailure::message).asString().contains("PKCS8", "WEB_CRYPTO, WEB_CRYPTO_1 alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "genpkey -algorithm X25519",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024"})
    void what_is_no_public_key_to_sign_for_is_refused_by_name(String command) {
        String pem = command.startsWith("genpkey") ? OpenSsl.publicKeyOf(OpenSsl.run(command)) : command;

        assertThat(ANY.forPublicKey(pem).getError().map(Violation::field)).containsExactly("publicKey");
        assertThatThrownBy(() -> ANY.forPublicKeyOrThrow(pem)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void so_is_a_private_key_and_one_that_is_damaged() {
        byte[] damaged = Keys.der(OpenSsl.publicKeyOf(Keys.P256));
        damaged[40] ^= 1;

        assertThat(ANY.forPublicKey(Keys.P256).isInvalid()).isTrue();
        assertThat(ANY.forPublicKey(Keys.pem("PUBLIC KEY", damaged)).isInvalid()).isTrue();
        assertThat(ANY.forPublicKey(Keys.pem("PUBLIC KEY", Keys.der(Keys.ED25519))).isInvalid()).isTrue();
    }

    @Test
    void the_text_form_says_what_is_opened() {
        assertThat(ANY).hasToString("PasswordKeyUnlocker[BC, WEB_CRYPTO, WEB_CRYPTO_1, any key]");
        assertThat(ANY.withForms(EncryptedKeyForm.PKCS8).forPublicKey(OpenSsl.publicKeyOf(Keys.ED25519)).get())
                .hasToString("PasswordKeyUnlocker[BC, PKCS8, the registered EdDSA key alone]");
    }
}
