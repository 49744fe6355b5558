package io.countersign.adapters.crypto.pkcs11;

import static io.countersign.adapters.crypto.pkcs11.SoftHsmToken.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

/** Which keys of a token are found, and why others are not. */
@ResourceLock(SoftHsm.LOCK)
class Pkcs11KeysTest {

    private final SoftHsmToken hsm = SoftHsm.token();

    @Test
    void a_key_that_is_not_there_is_refused_with_those_that_are() {
        hsm.generate("b", "EC secp256r1");
        hsm.generate("a", "EC secp256r1");
        try (Pkcs11Token token = hsm.open()) {
            for (KeySelector name : List.of(KeySelector.label("c"), KeySelector.label("A"), KeySelector.label(""),
                    KeySelector.id(id("c")), KeySelector.id(new byte[0]), KeySelector.id(id("ab")))) {
                assertThat(token.key(name).getLeft())
                        .isEqualTo(TokenRefusal.of(Kind.NO_SUCH_KEY, name, CryptokiText.quoted(List.of("a", "b"))))
                        .extracting(TokenRefusal::message).asString()
                        .contains("no private key with " + name, "\"a\", \"b\"", "certificate");
            }
        }
    }

    @Test
    void an_empty_token_says_so() {
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("c")).getLeft().message()).contains("and no other");
        }
    }

    @Test
    void a_key_without_a_certificate_is_not_shown_and_its_id_tells_why() {
        hsm.generateBare(id("bare"), "EC secp256r1", "CKA_LABEL = 0h62617265");
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("bare")).getLeft()).returns(Kind.NO_SUCH_KEY, TokenRefusal::kind);
            assertThat(token.key(KeySelector.id(id("bare"))).getLeft())
                    .isEqualTo(TokenRefusal.of(Kind.KEY_WITHOUT_CERTIFICATE, KeySelector.id(id("bare"))))
                    .extracting(TokenRefusal::message).asString().contains("id 0x62617265", "same CKA_ID");
        }
    }

    @Test
    void a_certificate_that_is_added_later_makes_the_key_appear() {
        PublicKey publicKey = hsm.generateBare(id("bare"), "EC secp256r1", "");
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("late")).isLeft()).isTrue();
            hsm.certify(id("bare"), "late", publicKey);

            assertThat(token.key(KeySelector.label("late")).get().scheme()).isEqualTo(SignatureScheme.ES256);
        }
    }

    @Test
    void the_label_is_that_of_the_certificate_whatever_the_key_says() {
        PublicKey publicKey = hsm.generateBare(id("1"), "EC secp256r1", "CKA_LABEL = 0h6b6579");
        hsm.certify(id("1"), "cl\u00e9 \u20ac/7", publicKey);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("cl\u00e9 \u20ac/7")).get().sign(new byte[] {1}).isRight()).isTrue();
            assertThat(token.key(KeySelector.label("key")).getLeft().message()).contains("\"cl\u00e9 \u20ac/7\"");
        }
    }

    @Test
    void two_keys_of_one_label_are_told_apart_by_their_ids() {
        PublicKey first = hsm.generateBare(id("1"), "EC secp256r1", "");
        PublicKey second = hsm.generateBare(id("2"), "EC secp256r1", "");
        hsm.certify(id("1"), "same", first);
        hsm.certify(id("2"), "same", second);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("same")).getLeft())
                    .isEqualTo(TokenRefusal.of(Kind.SEVERAL_KEYS, KeySelector.label("same")));
            assertThat(token.key(KeySelector.id(id("1"))).get().publicKey().getEncoded())
                    .isEqualTo(first.getEncoded());
            assertThat(token.key(KeySelector.id(id("2"))).get().publicKey().getEncoded())
                    .isEqualTo(second.getEncoded());
        }
    }

    @Test
    void a_label_that_certificates_without_a_key_share_still_names_the_one_key() {
        PublicKey publicKey = hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.certify(id("1"), "chain", publicKey);
        hsm.certify(id("issuer"), "chain", publicKey);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("chain")).get().sign(new byte[] {1}).isRight()).isTrue();
        }
    }

    @Test
    void a_key_with_a_renewed_certificate_is_found_by_its_id() {
        PublicKey publicKey = hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.certify(id("1"), "last year", publicKey);
        hsm.certify(id("1"), "this year", publicKey);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.id(id("1"))).get().sign(new byte[] {1}).isRight()).isTrue();
        }
    }

    @Test
    void two_keys_of_one_id_are_refused() {
        PublicKey first = hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.certify(id("1"), "label", first);
        try (Pkcs11Token token = hsm.open()) {
            for (KeySelector name : List.of(KeySelector.label("label"), KeySelector.id(id("1")))) {
                assertThat(token.key(name).getLeft()).isEqualTo(TokenRefusal.of(Kind.SEVERAL_KEYS, name))
                        .extracting(TokenRefusal::message).asString().contains(name.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EC secp384r1, the curve P-384", "RSA 1024, 1024 bits"})
    void a_key_that_the_api_does_not_take_is_refused(String algorithm, String because) {
        hsm.generate("key", algorithm);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("key")).getLeft()).returns(Kind.KEY_NOT_FIT, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains(because);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "ML-DSA-44"})
    void a_key_whose_certificate_is_for_another_algorithm_is_refused(String algorithm) throws Exception {
        hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.certify(id("1"), "key", KeyPairGenerator.getInstance(algorithm, DefaultProvider.instance())
                .generateKeyPair().getPublic());
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("key")).getLeft()).returns(Kind.KEY_NOT_FIT, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains("which is not supported");
        }
    }

    @Test
    void a_key_that_may_not_sign_is_refused() {
        PublicKey publicKey = hsm.generateBare(id("1"), "EC secp256r1", "CKA_SIGN = false");
        hsm.certify(id("1"), "deriving", publicKey);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("deriving")).getLeft())
                    .isEqualTo(TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, "CKR_KEY_FUNCTION_NOT_PERMITTED"));
        }
    }

    @Test
    void a_certificate_of_another_kind_of_key_is_refused() throws Exception {
        hsm.generateBare(id("1"), "EC secp256r1", "");
        hsm.certify(id("1"), "mistaken", publicKey("RSA", Keys.RSA));
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("mistaken")).getLeft())
                    .returns(Kind.KEY_MAY_NOT_SIGN, TokenRefusal::kind)
                    .extracting(TokenRefusal::message).asString().contains("whose certificate is its own");
        }
    }

    @Test
    void a_key_that_wants_its_pin_for_each_signature_is_told_as_such() {
        PublicKey publicKey = hsm.generateBare(id("1"), "EC secp256r1", "CKA_ALWAYS_AUTHENTICATE = true");
        hsm.certify(id("1"), "cautious", publicKey);
        PinSource pin = new PinSource(SoftHsm.PIN);
        try (Pkcs11Token token = hsm.open(pin)) {
            Pkcs11SigningKey key = token.key(KeySelector.label("cautious")).get();

            for (int times = 0; times < 2; times++) {
                assertThat(key.sign(new byte[] {1}).getLeft())
                        .returns(SigningFailure.Kind.KEY_UNUSABLE, SigningFailure::kind)
                        .extracting(SigningFailure::message).asString().contains("CKA_ALWAYS_AUTHENTICATE");
            }
            assertThat(pin.timesAsked()).isOne();
        }
        assertThat(Pkcs11Actor.isLoggedIn(hsm.slot())).isFalse();
    }

    /** The keytool of the JDK. */
    @Test
    void a_key_that_keytool_generates_is_found_by_its_alias() throws Exception {
        Path configuration = Files.writeString(Files.createTempFile("pkcs11", ".cfg"),
                "name = keytool\nlibrary = " + SoftHsm.LIBRARY + "\nslot = " + hsm.slot() + "\n");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", "NONE", "-storetype", "PKCS11",
                "-providerClass", "sun.security.pkcs11.SunPKCS11", "-providerArg", configuration.toString(),
                "-storepass", SoftHsm.PIN, "-alias", "dfns", "-dname", "CN=dfns", "-keyalg", "EC",
                "-groupname", "secp256r1").redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        Files.delete(configuration);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("dfns")).get().sign(new byte[] {1}).isRight()).isTrue();
            assertThat(token.key(KeySelector.id(id("dfns"))).get().sign(new byte[] {1}).isRight()).isTrue();
        }
    }

    /** The token has CKM_EDDSA; SunPKCS11, as of Java 17 and 25, has not. */
    @Test
    void ed25519_is_refused_since_the_jdk_does_not_offer_it() throws Exception {
        Path pem = Files.writeString(Files.createTempFile("ed25519", ".pem"), Keys.ED25519);
        SoftHsm.run("--import", pem.toString(), "--token", hsm.label(), "--label", "ed25519", "--id", "ed", "--pin",
                SoftHsm.PIN);
        Files.delete(pem);
        byte[] id = {(byte) 0xED};
        hsm.certify(id, "ed25519", publicKey("Ed25519", Keys.ED25519));
        try (Pkcs11Token token = hsm.open()) {
            for (KeySelector name : List.of(KeySelector.label("ed25519"), KeySelector.id(id))) {
                assertThat(token.key(name).getLeft())
                        .isEqualTo(TokenRefusal.of(Kind.SCHEME_NOT_OFFERED, SignatureScheme.EDDSA.joseName()))
                        .extracting(TokenRefusal::message).asString().contains("no EdDSA", "SigningKey of your own");
            }
        }
    }

    @Test
    void a_token_that_sunpkcs11_cannot_list_is_refused() {
        hsm.generate("key", "EC secp256r1");
        for (int times = 0; times < 2; times++) {
            Pkcs11Actor.create(hsm.slot(), Pkcs11Actor.CLASS, Pkcs11Actor.SECRET_KEY, Pkcs11Actor.TOKEN, true,
                    Pkcs11Actor.KEY_TYPE, Pkcs11Actor.AES, Pkcs11Actor.LABEL, id("wrapping"),
                    Pkcs11Actor.VALUE, new byte[32]);
        }
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("key")).getLeft())
                    .isEqualTo(TokenRefusal.of(Kind.KEYS_UNREADABLE, "java.security.KeyStoreException"))
                    .extracting(TokenRefusal::message).asString().contains("share a label");
        }
    }

    @Test
    void a_secret_key_is_no_key_to_sign_with() {
        Pkcs11Actor.create(hsm.slot(), Pkcs11Actor.CLASS, Pkcs11Actor.SECRET_KEY, Pkcs11Actor.TOKEN, true,
                Pkcs11Actor.KEY_TYPE, Pkcs11Actor.AES, Pkcs11Actor.LABEL, id("secret"),
                Pkcs11Actor.VALUE, new byte[32]);
        try (Pkcs11Token token = hsm.open()) {
            assertThat(token.key(KeySelector.label("secret")).getLeft())
                    .isEqualTo(TokenRefusal.of(Kind.NO_SUCH_KEY, KeySelector.label("secret"), ""));
        }
    }

    @Test
    void selectors_are_values() {
        byte[] bytes = {1, 2};
        KeySelector name = KeySelector.id(bytes);
        bytes[0] = 9;

        assertThat(name).isEqualTo(KeySelector.id(new byte[] {1, 2})).hasToString("id 0x0102");
    }

    private static PublicKey publicKey(String algorithm, String pem) throws Exception {
        return KeyFactory.getInstance(algorithm, DefaultProvider.instance())
                .generatePublic(new X509EncodedKeySpec(OpenSsl.bytes(pem, "pkey -pubout -outform DER")));
    }
}
