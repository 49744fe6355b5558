package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.EDDSA;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.ES256;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.ES256K;
import static io.countersign.adapters.crypto.scheme.SignatureScheme.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.countersign.adapters.crypto.encoding.Sec1Key;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

/** Every form of every key, as openssl writes it; openssl verifies what it signs. */
@Tag("fips")
class PemKeysTest {

    private static final byte[] MESSAGE = "{\"type\":\"key.get\",\"challenge\":\"abc\"}".getBytes();

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("P-256, PKCS#8", ES256, Keys.P256),
                arguments("P-256, SEC 1", ES256, Keys.P256_SEC1),
                arguments("P-256, SEC 1 after its parameters", ES256, OpenSsl.run("ecparam -name prime256v1 -genkey")),
                arguments("P-256, SEC 1 without public key", ES256, OpenSsl.run(Keys.P256_SEC1, "ec -no_public")),
                arguments("P-256, SEC 1 with a compressed public key", ES256,
                        OpenSsl.run(Keys.P256_SEC1, "ec -conv_form compressed")),
                arguments("P-256, SEC 1 turned PKCS#8", ES256, OpenSsl.run(Keys.P256_SEC1, "pkcs8 -topk8 -nocrypt")),
                arguments("P-256, PKCS#8 without public key", ES256,
                        OpenSsl.run(OpenSsl.run(Keys.P256_SEC1, "ec -no_public"), "pkcs8 -topk8 -nocrypt")),
                arguments("secp256k1, PKCS#8", ES256K, Keys.SECP256K1),
                arguments("secp256k1, SEC 1", ES256K, OpenSsl.run("ecparam -name secp256k1 -genkey -noout")),
                arguments("secp256k1, SEC 1 after its parameters", ES256K,
                        OpenSsl.run("ecparam -name secp256k1 -genkey")),
                arguments("secp256k1, SEC 1 without public key", ES256K,
                        OpenSsl.run(Keys.SECP256K1, "ec -no_public")),
                arguments("secp256k1, SEC 1 with a compressed public key", ES256K,
                        OpenSsl.run(Keys.SECP256K1, "ec -conv_form compressed")),
                arguments("Ed25519, PKCS#8", EDDSA, Keys.ED25519),
                arguments("RSA 2048, PKCS#8", RS256, Keys.RSA),
                arguments("RSA 2048, PKCS#1", RS256, Keys.RSA_PKCS1),
                arguments("RSA 3072, PKCS#1", RS256, OpenSsl.run("genrsa -traditional 3072")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void every_form_of_every_key_signs_what_openssl_verifies(String form, SignatureScheme scheme, String pem) {
        JcaSigningKey key = signingKey(pem);

        assertThat(key.scheme()).isEqualTo(scheme);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), MESSAGE, signature(key, MESSAGE))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void a_signature_is_over_the_whole_message_and_no_other(String form, SignatureScheme scheme, String pem) {
        byte[] other = MESSAGE.clone();
        other[other.length - 1]++;

        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(pem), other, signature(signingKey(pem), MESSAGE)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES256K"})
    void an_ec_key_that_leaves_its_curve_to_the_block_before_it_signs(SignatureScheme scheme) throws Exception {
        String curve = scheme == ES256 ? "prime256v1" : "secp256k1";
        String whole = OpenSsl.run("ecparam -name " + curve + " -genkey -noout");
        Sec1Key key = Sec1Key.of(Keys.der(whole));
        String pem = OpenSsl.run("ecparam -name " + curve)
                + pem("EC PRIVATE KEY", key.with(key.point().get()).toAsn1().getEncoded());

        assertThat(signingKey(pem).scheme()).isEqualTo(scheme);
        assertThat(OpenSsl.verifies(scheme, OpenSsl.publicKeyOf(whole), MESSAGE, signature(signingKey(pem), MESSAGE)))
                .isTrue();
    }

    @Test
    void the_curve_that_a_key_names_itself_counts_more_than_the_block_before_it() {
        String pem = OpenSsl.run("ecparam -name secp384r1") + Keys.P256_SEC1;

        assertThat(signingKey(pem).scheme()).isEqualTo(ES256);
    }

    @Test
    void a_scalar_without_its_leading_zeros_is_refused_until_openssl_has_written_it_anew() throws Exception {
        byte[] scalar = HexFormat.of().parseHex("0102030405");
        String pem = OpenSsl.run("ecparam -name prime256v1") + pem("EC PRIVATE KEY", new DERSequence(
                new ASN1Encodable[] {
                    new ASN1Integer(1L), new DEROctetString(scalar),
                    new DERTaggedObject(true, 0, new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"))
                }).getEncoded());

        assertThat(refusalOf(pem)).isEqualTo(KeyRefusal.of(KeyFlaw.IRREGULAR_STRUCTURE))
                .extracting(KeyRefusal::message).asString().contains("openssl pkey");
        assertThat(OpenSsl.verifies(ES256, OpenSsl.publicKeyOf(pem), MESSAGE,
                signature(signingKey(OpenSsl.run(pem, "pkey")), MESSAGE))).isTrue();
    }

    @Test
    void an_ed25519_key_that_carries_its_public_key_signs() {
        byte[] der = HexFormat.of().parseHex("3051020101300506032b657004220420"
                + "d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842" // RFC 8410 §10.3, no attributes
                + "81210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");

        assertThat(OpenSsl.verifies(EDDSA, """
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
                -----END PUBLIC KEY-----
                """, MESSAGE, signature(signingKey(pem("PRIVATE KEY", der)), MESSAGE))).isTrue();
    }

    @Test
    void a_key_with_attributes_is_refused_since_nobody_looks_at_them() {
        assertThat(refusalOf("""
                -----BEGIN PRIVATE KEY-----
                MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
                Z9w7lshQhqowtrbLDFw4rXAxZuE=
                -----END PRIVATE KEY-----
                """ /* RFC 8410 §10.3 */)).isEqualTo(KeyRefusal.of(KeyFlaw.IRREGULAR_STRUCTURE));
    }

    @Test
    void an_ed25519_signature_is_the_one_of_rfc_8032() {
        byte[] seed = HexFormat.of().parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));

        assertThat(signature(signingKey(pem("PRIVATE KEY", der)), new byte[] {0x72})).asHexString()
                .isEqualToIgnoringCase("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"); // §7.1, test 2
    }

    @Test
    void signatures_come_in_the_encodings_of_the_api() {
        assertThat(signature(signingKey(Keys.ED25519), MESSAGE)).hasSize(64);
        assertThat(signature(signingKey(Keys.RSA), MESSAGE)).hasSize(256);
        assertThat(signature(signingKey(Keys.P256), MESSAGE)).startsWith(0x30).hasSizeBetween(66, 72);
        assertThat(signature(signingKey(Keys.SECP256K1), MESSAGE)).startsWith(0x30).hasSizeBetween(66, 72);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void text_around_the_key_and_the_kind_of_line_breaks_do_not_matter(String form, SignatureScheme s, String pem) {
        String chatty = "\uFEFF  Bag Attributes: key 1\n\n" + pem + "\nthe end - not: quite\n";

        assertThat(signingKey(chatty.replace("\n", "\r\n")).scheme()).isEqualTo(s);
        assertThat(signingKey(chatty.replace("\n", "\r")).scheme()).isEqualTo(s);
        assertThat(signingKey(pem.indent(4).replace("\n", " \t\n")).scheme()).isEqualTo(s);
        assertThat(signingKey(pem.strip()).scheme()).isEqualTo(s);
    }

    @Test
    void certificates_and_public_keys_beside_the_key_are_skipped() {
        String pem = OpenSsl.publicKeyOf(Keys.RSA) + Keys.P256 + OpenSsl.publicKeyOf(Keys.P256);

        assertThat(signingKey(pem).scheme()).isEqualTo(ES256);
    }

    @Test
    void the_callers_array_is_left_as_it_is_and_not_needed_afterwards() {
        char[] pem = Keys.P256.toCharArray();
        JcaSigningKey key = JcaSigningKey.fromPem(pem).get();
        assertThat(new String(pem)).isEqualTo(Keys.P256);

        Arrays.fill(pem, '\0');

        assertThat(OpenSsl.verifies(ES256, OpenSsl.publicKeyOf(Keys.P256), MESSAGE, signature(key, MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void messages_of_any_length_are_signed(SignatureScheme scheme) {
        String pem = switch (scheme) {
            case ES256 -> Keys.P256;
            case ES256K -> Keys.SECP256K1;
            case EDDSA -> Keys.ED25519;
            case RS256 -> Keys.RSA;
        };
        JcaSigningKey key = signingKey(pem);
        String publicKey = OpenSsl.publicKeyOf(pem);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // One byte at least: openssl cannot verify Ed25519 over an empty file.
        Stream.of(1, 63, 64, 65, 1 + random.nextInt(1000), 100_000).forEach(length -> {
            byte[] message = new byte[length];
            random.nextBytes(message);

            assertThat(OpenSsl.verifies(scheme, publicKey, message, signature(key, message)))
                    .as("seed %d, length %d", seed, length).isTrue();
        });
        assertThat(signature(key, new byte[0])).isNotEmpty();
    }
}
