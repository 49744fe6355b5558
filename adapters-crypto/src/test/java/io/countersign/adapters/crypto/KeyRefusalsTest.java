package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Texts that hold no key to sign with, and the messages of their refusals. */
@Tag("fips")
class KeyRefusalsTest {

    @Test
    void a_public_key_is_refused_as_such() {
        assertThat(refusalOf(OpenSsl.publicKeyOf(Keys.P256)))
                .isEqualTo(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key"));
        assertThat(refusalOf(OpenSsl.publicKeyOf(Keys.ED25519)))
                .isEqualTo(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key"));
        assertThat(refusalOf(OpenSsl.run(Keys.RSA, "rsa -RSAPublicKey_out")))
                .isEqualTo(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key"))
                .extracting(KeyRefusal::message).asString().contains("this is a public key", "Give the private key");
    }

    @Test
    void a_certificate_is_refused_as_such() {
        String certificate = OpenSsl.run(Keys.P256, "req -x509 -new -key /dev/stdin -subj /CN=someone");

        assertThat(refusalOf(certificate)).isEqualTo(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "certificate"))
                .extracting(KeyRefusal::message).asString().contains("this is a certificate", "Give the private key");
    }

    @Test
    void an_encrypted_key_is_refused_as_such() {
        assertThat(refusalOf(OpenSsl.run(Keys.P256, "pkcs8 -topk8 -passout pass:secret")))
                .isEqualTo(KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN, ""));
        assertThat(refusalOf(OpenSsl.run(Keys.RSA, "rsa -traditional -aes256 -passout pass:secret")))
                .isEqualTo(KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN, ""));
        assertThat(refusalOf(OpenSsl.run(Keys.P256_SEC1, "ec -aes128 -passout pass:secret")))
                .isEqualTo(KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN, ""))
                .extracting(KeyRefusal::message).asString()
                .contains("encrypted", "Decrypt it with \"openssl pkey -in KEY_FILE -out KEY_FILE.new\"");
    }

    @ParameterizedTest
    @CsvSource({
        "secp384r1, P-384 (secp384r1)", "secp521r1, P-521 (secp521r1)", "secp224r1, P-224 (secp224r1)",
        "prime192v1, P-192 (secp192r1)", "brainpoolP256r1, brainpoolP256r1"
    })
    void an_unsupported_curve_is_named(String curve, String name) {
        String sec1 = OpenSsl.run("ecparam -name " + curve + " -genkey");

        assertThat(refusalOf(sec1)).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, name));
        assertThat(refusalOf(OpenSsl.run(sec1, "pkcs8 -topk8 -nocrypt")).message())
                .contains(name, "P-256, secp256k1 or Ed25519");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed448", "X25519", "X448"})
    void the_other_montgomery_and_edwards_curves_are_named(String curve) {
        assertThat(refusalOf(OpenSsl.run("genpkey -algorithm " + curve)))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, curve));
    }

    @Test
    void an_unknown_curve_is_refused_without_a_name() {
        assertThat(refusalOf(OpenSsl.run("ecparam -name secp112r1 -genkey")))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, ""))
                .extracting(KeyRefusal::message).asString().contains("an unknown curve");
    }

    @Test
    void explicit_curve_parameters_are_refused_even_if_they_are_those_of_a_supported_curve() {
        String sec1 = OpenSsl.run("ecparam -name secp256k1 -genkey -noout -param_enc explicit");

        assertThat(refusalOf(sec1)).isEqualTo(KeyRefusal.of(Kind.UNNAMED_CURVE, "parameters"));
        assertThat(refusalOf(OpenSsl.run(sec1, "pkcs8 -topk8 -nocrypt")))
                .isEqualTo(KeyRefusal.of(Kind.UNNAMED_CURVE, "parameters"))
                .extracting(KeyRefusal::message).asString().contains("-param_enc named_curve");
    }

    @Test
    void an_ec_key_without_any_curve_is_refused() throws Exception {
        ECPrivateKey key = ECPrivateKey.getInstance(Keys.der(Keys.P256_SEC1));

        assertThat(refusalOf(pem("EC PRIVATE KEY", new ECPrivateKey(256, key.getKey()).getEncoded())))
                .isEqualTo(KeyRefusal.of(Kind.UNNAMED_CURVE, ""))
                .extracting(KeyRefusal::message).asString().contains("EC PARAMETERS");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2040})
    void a_short_rsa_key_is_refused_with_its_length(int bits) {
        assertThat(refusalOf(OpenSsl.run("genrsa " + bits))).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, bits))
                .extracting(KeyRefusal::message).asString().contains(bits + " bits", "2048");
        assertThat(refusalOf(OpenSsl.run("genrsa -traditional " + bits)))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, bits));
    }

    @Test
    void an_rsa_key_with_more_than_two_primes_is_refused() {
        String key = OpenSsl.run("genrsa -primes 3 2048");
        KeyRefusal refusal = KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "multi-prime RSA");

        assertThat(refusalOf(key)).isEqualTo(refusal);
        assertThat(refusalOf(OpenSsl.run(key, "rsa -traditional"))).isEqualTo(refusal);
    }

    @Test
    void several_keys_are_refused_with_their_count() {
        assertThat(refusalOf(Keys.P256 + Keys.ED25519)).isEqualTo(KeyRefusal.of(Kind.SEVERAL_KEYS, 2))
                .extracting(KeyRefusal::message).asString().contains("2 private keys", "alone");
        assertThat(refusalOf(Keys.P256 + Keys.RSA_PKCS1 + OpenSsl.run(Keys.P256, "pkcs8 -topk8 -passout pass:secret")))
                .isEqualTo(KeyRefusal.of(Kind.SEVERAL_KEYS, 3));
        assertThat(refusalOf(Keys.P256 + Keys.P256)).isEqualTo(KeyRefusal.of(Kind.SEVERAL_KEYS, 2));
    }

    @Test
    void unsupported_algorithms_are_named() {
        String dsa = OpenSsl.run(OpenSsl.run("dsaparam 1024"), "gendsa /dev/stdin");

        assertThat(refusalOf(dsa)).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "DSA"));
        assertThat(refusalOf(OpenSsl.run(dsa, "dsa")))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "DSA"))
                .extracting(KeyRefusal::message).asString().contains("DSA", "Register a key");
        assertThat(refusalOf(OpenSsl.run("genpkey -algorithm rsa-pss -pkeyopt rsa_keygen_bits:2048")))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "RSASSA-PSS"));
        assertThat(refusalOf(OpenSsl.run("genpkey -algorithm DH -pkeyopt group:ffdhe2048")))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "Diffie-Hellman"));
    }

    @Test
    void an_unknown_algorithm_is_refused_without_a_name() {
        byte[] der = Keys.der(Keys.ED25519);
        der[11] = 0x01; // 1.3.101.112, Ed25519, turned into 1.3.101.1

        assertThat(refusalOf(pem("PRIVATE KEY", der))).isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, ""))
                .extracting(KeyRefusal::message).asString().contains("unknown algorithm").doesNotContain("1.3.101");
    }

    @Test
    void other_forms_of_private_keys_are_refused_as_such() {
        assertThat(refusalOf(pem("OPENSSH PRIVATE KEY", "openssh-key-v1\0none".getBytes())))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_FORM, "OpenSSH"))
                .extracting(KeyRefusal::message).asString().contains("ssh-keygen -p -m PKCS8");
        byte[] ofATpm = HexFormat.of().parseHex("300c06066781050a0103020401020101");
        ofATpm[1] = (byte) (ofATpm.length - 2);
        assertThat(refusalOf(pem("ANY PRIVATE KEY", ofATpm)))
                .isEqualTo(KeyRefusal.of(Kind.UNSUPPORTED_FORM, ""))
                .extracting(KeyRefusal::message).asString().contains("unknown form").doesNotContain("ANY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "no key at all", "MC4CAQAwBQYDK2VwBCIEIEhlqOzNOKhSJU5WVIsL", "\0\uFFFF"})
    void a_text_without_a_key_is_refused_as_such(String text) {
        assertThat(refusalOf(text)).isEqualTo(KeyRefusal.of(Kind.NO_KEY))
                .extracting(KeyRefusal::message).asString().contains("no private key", "whole PEM");
    }

    @Test
    void other_pem_blocks_are_no_key() {
        assertThat(refusalOf(OpenSsl.run("ecparam -name prime256v1"))).isEqualTo(KeyRefusal.of(Kind.NO_KEY));
        assertThat(refusalOf(OpenSsl.run(Keys.P256, "req -new -key /dev/stdin -subj /CN=someone")))
                .isEqualTo(KeyRefusal.of(Kind.NO_KEY));
    }

    @Test
    void a_damaged_pem_is_refused_as_such() {
        KeyRefusal damaged = KeyRefusal.of(Kind.DAMAGED);
        String label = "PRIVATE KEY";
        byte[] der = Keys.der(Keys.P256);

        assertThat(refusalOf(Keys.P256.replace("END PRIVATE", "END EC PRIVATE"))).as("other END").isEqualTo(damaged);
        assertThat(refusalOf(Keys.P256.replace("-----END PRIVATE KEY-----\n", ""))).as("no END").isEqualTo(damaged);
        assertThat(refusalOf(Keys.P256.replace("BEGIN PRIVATE KEY--", "BEGIN PRIVATE KEY"))).as("half a BEGIN")
                .isEqualTo(damaged);
        assertThat(refusalOf(Keys.P256.replace("MIG", "M!G"))).as("no Base64").isEqualTo(damaged);
        assertThat(refusalOf(pem(label, Arrays.copyOf(der, der.length - 5)))).as("cut").isEqualTo(damaged);
        assertThat(refusalOf(pem(label, Arrays.copyOf(der, der.length + 5)))).as("longer").isEqualTo(damaged);
        assertThat(refusalOf(pem(label, new byte[0]))).as("empty").isEqualTo(damaged);
        assertThat(refusalOf(pem("EC PRIVATE KEY", Keys.der(OpenSsl.publicKeyOf(Keys.P256)))))
                .as("public key under another label").isEqualTo(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key"));
        assertThat(refusalOf(Keys.P256.replace("\n", "\\u000a"))).as("escapes of JSON").isEqualTo(damaged)
                .extracting(KeyRefusal::message).asString().contains("damaged", "Copy it again");
    }

    @Test
    void an_ed25519_key_of_another_length_is_damaged() {
        byte[] seed33 = HexFormat.of().parseHex("302f020100300506032b657004230421" + "11".repeat(33));

        assertThat(refusalOf(pem("PRIVATE KEY", seed33))).isEqualTo(KeyRefusal.of(Kind.DAMAGED));
    }

    @Test
    void a_text_longer_than_any_key_is_refused_unread() {
        int limit = 65536;
        String padding = " ".repeat(limit - Keys.P256.length());

        assertThat(JcaSigningKey.fromPem((Keys.P256 + padding).toCharArray()).isRight()).isTrue();
        assertThat(refusalOf(Keys.P256 + padding + " ")).isEqualTo(KeyRefusal.of(Kind.TOO_LONG, limit))
                .extracting(KeyRefusal::message).asString().contains("65536 characters");
    }

    @Test
    void der_that_nests_as_deep_as_it_can_is_refused_and_nothing_worse() {
        byte[] nested = new byte[48_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }

        for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
            assertThat(refusalOf("-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(nested)
                    + "\n-----END " + label + "-----")).isEqualTo(KeyRefusal.of(Kind.DAMAGED));
        }
    }

    @Test
    void a_missing_argument_is_the_callers_mistake() throws Exception {
        var key = Keys.jdkKey(Keys.P256, "EC", "SunEC");
        var provider = Keys.jdk("SunEC");
        var policy = signingWith(provider);
        Provider noProvider = null;
        ProviderPolicy noPolicy = null;

        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.fromPem(null)).withMessage("pem");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.fromPem(new char[0], noPolicy))
                .withMessage("policy");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.fromPemFile(null)).withMessage("file");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.fromPemFile(Path.of("x"), noPolicy))
                .withMessage("policy");
        assertThatNullPointerException().isThrownBy(() -> signingWith(noProvider)).withMessage("signing");
        assertThatNullPointerException().isThrownBy(() -> signingWith(provider, noProvider)).withMessage("decrypting");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.of(null, policy)).withMessage("key");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.of(key, noPolicy)).withMessage("policy");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.of(key, policy, null)).withMessage("scheme");
        assertThatNullPointerException().isThrownBy(() -> JcaSigningKey.of(key, policy).get().sign(null))
                .withMessage("message");
    }
}
