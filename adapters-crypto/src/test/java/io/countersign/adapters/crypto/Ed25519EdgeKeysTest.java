package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Ed25519 has one signature for each key and message (RFC 8032 §5.1.6): the vectors' own, and the JDK's. */
@Timeout(120)
class Ed25519EdgeKeysTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, '', e5564300c360ac729086e2cc806e828a84877f1e"
                + "b8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b54"
                + "16503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, af82, 6291d657deec24024827e69c3abe01a30ce548"
                + "a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42, "
                + "ddaf35a193617abacc417349ae20413112e6fa4e89a97"
                + "ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f, "
                + "dc2a4459e7369633"
                + "a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9be"
                + "f1177331a704"})
    void the_vectors_of_rfc_8032_are_signed_as_they_stand_there(String seed, String message, String signature) {
        assertThat(HEX.formatHex(signature(signingKey(pkcs8(HEX.parseHex(seed))), HEX.parseHex(message))))
                .isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff", "01", "80", "7f", "f8"})
    void seeds_of_one_repeated_byte_sign_as_the_jdk_does(String octet) throws Exception {
        signsAsTheJdkDoes(HEX.parseHex(octet.repeat(32)), 50);
    }

    @Test
    void seeds_that_begin_or_end_with_zeros_sign_as_the_jdk_does() throws Exception {
        for (int zeros = 1; zeros < 32; zeros++) {
            byte[] seed = new byte[32];
            Arrays.fill(seed, zeros, 32, (byte) 0x5a);
            signsAsTheJdkDoes(seed, zeros);
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(seed, 0, 32 - zeros, (byte) 0xa5);
            signsAsTheJdkDoes(seed, zeros);
        }
    }

    @Test
    void keys_whose_public_key_or_signature_begins_or_ends_with_a_zero_byte_sign_as_the_jdk_does() throws Exception {
        Random random = new Random(25519);
        for (int missing = 0xf; missing != 0; ) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            JcaSigningKey key = signingKey(pkcs8(seed));
            byte[] point = publicKey(key);
            byte[] signature = signature(key, seed);
            int found = (point[0] == 0 ? 1 : 0) | (point[31] == 0 ? 2 : 0) | (signature[0] == 0 ? 4 : 0)
                    | (signature[63] == 0 ? 8 : 0);
            if ((found & missing) != 0) {
                missing &= ~found;
                signsAsTheJdkDoes(seed, 32);
            }
        }
    }

    @Test
    void a_public_key_beside_the_seed_may_be_its_own_and_no_other() {
        byte[] seed = HEX.parseHex("00".repeat(32));
        byte[] own = publicKey(signingKey(pkcs8(seed)));
        byte[] other = publicKey(signingKey(pkcs8(HEX.parseHex("ff".repeat(32)))));
        KeyRefusal mismatch = KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH);

        assertThat(signingKey(pkcs8(seed, own)).scheme()).isEqualTo(SignatureScheme.EDDSA);
        for (byte[] another : new byte[][] {other, new byte[32], {}, Arrays.copyOf(own, 31), Arrays.copyOf(own, 33)}) {
            assertThat(refusalOf(pkcs8(seed, another))).isEqualTo(mismatch);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 57, 64})
    void a_seed_of_another_length_is_refused(int length) {
        assertThat(refusalOf(pkcs8(new byte[length]))).isEqualTo(KeyRefusal.of(Kind.DAMAGED));
    }

    private static void signsAsTheJdkDoes(byte[] seed, int messageLength) throws Exception {
        String pem = pkcs8(seed);
        byte[] message = Arrays.copyOf(seed, messageLength);
        Signature jdk = Signature.getInstance("Ed25519", "SunEC");
        jdk.initSign(Keys.jdkKey(pem, "Ed25519", "SunEC"));
        jdk.update(message);
        byte[] signature = jdk.sign();

        KnownProvider.here().filter(provider -> provider.schemes().contains(SignatureScheme.EDDSA))
                .forEach(provider -> assertThat(
                        signature(JcaSigningKey.fromPem(pem.toCharArray(), provider.policy()).get(), message))
                        .as("%s", provider).isEqualTo(signature));
        assertThat(((EdECPrivateKey) Keys.jdkKey(pem, "Ed25519", "SunEC")).getBytes()).contains(seed);
    }

    private static byte[] publicKey(JcaSigningKey key) {
        byte[] info = key.ask(its -> Option.of(((org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey) its)
                .getPublicKey().getEncoded())).get();
        return Arrays.copyOfRange(info, info.length - 32, info.length);
    }

    private static String pkcs8(byte[] seed) {
        return pkcs8(seed, null);
    }

    private static String pkcs8(byte[] seed, byte[] publicKey) {
        try {
            return pem("PRIVATE KEY", new PrivateKeyInfo(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112")), new DEROctetString(seed), null,
                    publicKey).getEncoded());
        } catch (java.io.IOException inMemory) {
            throw new java.io.UncheckedIOException(inMemory);
        }
    }
}
