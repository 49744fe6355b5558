package io.countersign.adapters.crypto.encoding;

import static io.countersign.adapters.crypto.fixture.Der.bytes;
import static io.countersign.adapters.crypto.fixture.Der.element;
import static io.countersign.adapters.crypto.fixture.Der.joined;
import static io.countersign.adapters.crypto.fixture.Der.sequence;
import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.RsaEdgeKeys;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.provider.NativeProvider;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

/** A private key has one structure. What else a reader might make of other bytes, nobody has to find out. */
@Timeout(300)
class KeyStructureTest {

    private static final KeyRefusal IRREGULAR = KeyRefusal.of(KeyFlaw.IRREGULAR_STRUCTURE);
    private static final KeyRefusal NOT_ITS_OWN = KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH);
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    /** PKCS#8 of openssl: version, algorithm, and an EC private key of version, scalar and public point in [1]. */
    private static final byte[] P256 = Keys.der(Keys.P256);
    private static final byte[] VERSION = Arrays.copyOfRange(P256, 3, 6);
    private static final byte[] ALGORITHM = Arrays.copyOfRange(P256, 6, 27);
    private static final byte[] INNER_VERSION = Arrays.copyOfRange(P256, 31, 34);
    private static final byte[] SCALAR = Arrays.copyOfRange(P256, 34, 68);
    private static final byte[] POINT = Arrays.copyOfRange(P256, 70, P256.length);
    private static final byte[] OWN = element(0xa1, POINT);
    private static final byte[] ANOTHERS = Arrays.copyOfRange(
            Keys.der(OpenSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256")), 70, 138);
    private static final byte[] CURVE = element(0xa0, Arrays.copyOfRange(ALGORITHM, 11, 21));

    private static final byte[] SEED = Arrays.copyOfRange(Keys.der(Keys.ED25519), 14, 48);
    private static final byte[] ED25519 = sequence(bytes(0x06, 3, 0x2b, 0x65, 0x70));
    private static final byte[] V1 = bytes(2, 1, 0);
    private static final byte[] V2 = bytes(2, 1, 1);

    private static byte[] ofP256(byte[]... members) {
        return sequence128(VERSION, ALGORITHM, octets(sequence128(members)));
    }

    /** With the length as DER has it. */
    private static byte[] sequence128(byte[]... parts) {
        return long128(0x30, joined(parts));
    }

    private static byte[] octets(byte[] content) {
        return long128(0x04, content);
    }

    private static byte[] long128(int tag, byte[] content) {
        return content.length < 128
                ? element(tag, content)
                : joined(bytes(tag, 0x81, content.length), content);
    }

    private static KeyRefusal refusal(byte[] der) {
        return refusalOf(pem("PRIVATE KEY", der));
    }

    @Test
    void the_structures_that_tools_write_are_read() {
        for (byte[] regular : new byte[][] {
            P256, ofP256(INNER_VERSION, SCALAR, OWN), ofP256(INNER_VERSION, SCALAR),
            ofP256(INNER_VERSION, SCALAR, CURVE, OWN), ofP256(INNER_VERSION, SCALAR, CURVE),
            Keys.der(Keys.ED25519), sequence(V1, ED25519, octets(SEED))}) {
            assertThat(Keys.signingKey(pem("PRIVATE KEY", regular))).isNotNull();
        }
        assertThat(ofP256(INNER_VERSION, SCALAR, OWN)).isEqualTo(P256);
    }

    /** By the providers that have a way of their own to write keys. */
    @ParameterizedTest
    @CsvSource({"SunEC, EC, ES256", "SunEC, Ed25519, EDDSA", "SunRsaSign, RSA, RS256", "BC, EC, ES256",
        "BC, Ed25519, EDDSA", "BC, RSA, RS256", "AmazonCorrettoCryptoProvider, EC, ES256", "Conscrypt, EC, ES256"})
    void so_are_those_of_every_provider(String provider, String algorithm, SignatureScheme scheme) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm, switch (provider) {
            case "BC" -> DefaultProvider.instance();
            case "AmazonCorrettoCryptoProvider" -> NativeProvider.CORRETTO.loaded().get();
            case "Conscrypt" -> NativeProvider.CONSCRYPT.loaded().get();
            default -> Keys.jdk(provider);
        });
        switch (scheme) {
            case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case EDDSA -> generator.initialize(NamedParameterSpec.ED25519);
            default -> generator.initialize(2048);
        }

        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();

        assertThat(Keys.signingKey(pem("PRIVATE KEY", encoded)).scheme()).isEqualTo(scheme);
    }

    static Stream<byte[]> withSomethingTooMany() {
        byte[] random = new byte[70];
        new Random().nextBytes(random);
        return Stream.of(
                ofP256(INNER_VERSION, SCALAR, OWN, OWN), ofP256(INNER_VERSION, SCALAR, CURVE, CURVE, OWN),
                ofP256(INNER_VERSION, SCALAR, OWN, CURVE), ofP256(INNER_VERSION, SCALAR, element(0xa2, POINT)),
                ofP256(INNER_VERSION, SCALAR, element(0xa2, ANOTHERS)), ofP256(INNER_VERSION, SCALAR, OWN, bytes(5, 0)),
                ofP256(INNER_VERSION, SCALAR, element(0x82, random)),
                ofP256(INNER_VERSION, SCALAR, OWN, element(0x41, random)),
                ofP256(INNER_VERSION, SCALAR, element(0xa1, joined(POINT, bytes(5, 0)))),
                ofP256(INNER_VERSION, element(4, joined(bytes(0), Arrays.copyOfRange(SCALAR, 2, 34)))),
                sequence128(V2, ALGORITHM, Arrays.copyOfRange(P256, 27, P256.length)),
                sequence128(V1, sequence(Arrays.copyOfRange(ALGORITHM, 2, 21), bytes(5, 0)),
                        Arrays.copyOfRange(P256, 27, P256.length)),
                sequence(V1, sequence(bytes(0x06, 3, 0x2b, 0x65, 0x70), bytes(5, 0)), octets(SEED)),
                sequence(V1, sequence(bytes(0x06, 3, 0x2b, 0x65, 0x70), octets(SEED)), octets(SEED)),
                sequence(V1, ED25519, octets(SEED), element(0xa0)),
                sequence(V1, ED25519, octets(SEED),
                        element(0xa0, sequence(bytes(6, 1, 42), element(0x31, bytes(5, 0))))),
                sequence(V2, ED25519, octets(SEED)), sequence(V1, ED25519, octets(SEED), bytes(5, 0)),
                sequence(V1, ED25519, octets(SEED), element(0x82, (byte) 9)),
                joined(sequence(V1, ED25519, octets(SEED)), bytes(0)));
    }

    @ParameterizedTest
    @MethodSource("withSomethingTooMany")
    void a_structure_with_something_too_many_is_refused(byte[] der) {
        assertRefused(refusal(der));
    }

    @Test
    void a_curve_that_is_neither_named_nor_described_is_refused_as_unnamed() {
        byte[] implicit = sequence(Arrays.copyOfRange(ALGORITHM, 2, 11), bytes(5, 0));

        assertThat(refusal(sequence128(V1, implicit, Arrays.copyOfRange(P256, 27, P256.length))))
                .isEqualTo(KeyRefusal.of(Kind.UNNAMED_CURVE, ""));
    }

    @Test
    void bytes_that_say_the_same_in_another_encoding_are_refused() {
        byte[] seed = Arrays.copyOfRange(SEED, 2, 34);
        byte[] halves = element(0x24, joined(element(4, Arrays.copyOf(seed, 16)),
                element(4, Arrays.copyOfRange(seed, 16, 32))));
        byte[] members = joined(V1, ED25519, octets(SEED));

        for (byte[] ber : new byte[][] {
            joined(bytes(0x30, 0x80), members, bytes(0, 0)), joined(bytes(0x30, 0x81, members.length), members),
            joined(bytes(0x30, 0x82, 0, members.length), members), sequence(V1, ED25519, octets(halves)),
            sequence(V1, ED25519, element(0x24, octets(SEED))), sequence(bytes(2, 2, 0, 0), ED25519, octets(SEED)),
            sequence(V1, ED25519, octets(joined(bytes(4, 0x81, 32), seed)))}) {
            assertRefused(refusal(ber));
        }
    }

    @Test
    void the_point_of_another_key_is_refused_wherever_it_stands() {
        byte[] other = element(0xa1, ANOTHERS);
        byte[] outer = element(0x81, Arrays.copyOfRange(ANOTHERS, 2, ANOTHERS.length));

        assertThat(refusal(ofP256(INNER_VERSION, SCALAR, other))).isEqualTo(NOT_ITS_OWN);
        assertThat(refusal(sequence128(V2, ALGORITHM, octets(sequence128(INNER_VERSION, SCALAR, OWN)), outer)))
                .isEqualTo(NOT_ITS_OWN);
        assertRefused(refusal(ofP256(INNER_VERSION, SCALAR, OWN, other)));
        assertRefused(refusal(ofP256(INNER_VERSION, SCALAR, other, OWN)));
        assertThat(refusal(sequence(V2, ED25519, octets(SEED), joined(bytes(0x81, 33), new byte[33]))))
                .isEqualTo(NOT_ITS_OWN);
    }

    @Test
    void an_rsa_key_has_its_own_public_key_beside_it_or_none() throws Exception {
        RSAPrivateKey key = RSAPrivateKey.getInstance(Keys.der(Keys.RSA_PKCS1));
        var algorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.1"), DERNull.INSTANCE);
        byte[] own = new RSAPublicKey(key.getModulus(), key.getPublicExponent()).getEncoded();
        byte[] others = new RSAPublicKey(key.getModulus(), BigInteger.valueOf(3)).getEncoded();

        assertThat(Keys.signingKey(pem("PRIVATE KEY", new PrivateKeyInfo(algorithm, key, null, own).getEncoded())))
                .isNotNull();
        assertThat(refusal(new PrivateKeyInfo(algorithm, key, null, others).getEncoded())).isEqualTo(NOT_ITS_OWN);
        assertThat(refusal(new PrivateKeyInfo(new AlgorithmIdentifier(algorithm.getAlgorithm()), key).getEncoded()))
                .isEqualTo(IRREGULAR);
        assertThat(refusal(new PrivateKeyInfo(new AlgorithmIdentifier(
                algorithm.getAlgorithm(), new DEROctetString(new byte[9])), key).getEncoded())).isEqualTo(IRREGULAR);
    }

    /** Each byte is settled by the others, except that a point has a hybrid form (X9.62), which is read too. */
    static Stream<String> keysWithTheirPublicKey() {
        byte[] publicKey = Arrays.copyOfRange(
                OpenSsl.bytes(Keys.ED25519, "pkey -pubout -outform DER"), 12, 44);
        return Stream.of(Keys.P256, Keys.P256_SEC1, Keys.SECP256K1, OpenSsl.run(Keys.SECP256K1, "ec"), Keys.RSA,
                Keys.RSA_PKCS1, pem("PRIVATE KEY", sequence(V2, ED25519, octets(SEED), element(0x81, joined(
                        bytes(0), publicKey)))));
    }

    @ParameterizedTest
    @MethodSource("keysWithTheirPublicKey")
    void no_byte_of_a_key_with_its_public_key_can_be_changed_added_or_taken_away(String pem) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String label = pem.substring(pem.indexOf(' ') + 1, pem.indexOf('-', 5));
        byte[] der = Keys.der(pem);
        assertThat(Keys.signingKey(pem(label, der))).isNotNull();

        for (int round = 0; round < 400; round++) {
            int at = random.nextInt(der.length);
            byte[] changed = switch (random.nextInt(3)) {
                case 0 -> joined(Arrays.copyOf(der, at), bytes(random.nextInt(256)),
                        Arrays.copyOfRange(der, at, der.length));
                case 1 -> joined(Arrays.copyOf(der, at), Arrays.copyOfRange(der, at + 1, der.length));
                default -> {
                    byte[] copy = der.clone();
                    copy[at] ^= (byte) (1 + random.nextInt(255));
                    yield copy;
                }
            };

            assertThat(Arrays.equals(changed, der) || isHybridForm(der, changed)
                    || JcaSigningKey.fromPem(pem(label, changed).toCharArray()).isLeft())
                    .as("seed %d, %s", seed, HexFormat.of().formatHex(changed)).isTrue();
        }
    }

    private static boolean isHybridForm(byte[] der, byte[] changed) {
        int at = Arrays.mismatch(der, changed);
        return der.length == changed.length && der[at] == 4 && (changed[at] == 6 || changed[at] == 7)
                && Arrays.equals(der, at + 1, der.length, changed, at + 1, der.length);
    }

    @Test
    void sec1_and_pkcs1_have_one_structure_too() throws Exception {
        byte[] sec1 = Keys.der(Keys.P256_SEC1);
        byte[] more = joined(bytes(0x30, sec1[1] + 2), Arrays.copyOfRange(sec1, 2, sec1.length), bytes(5, 0));
        ASN1Encodable[] numbers = ASN1Sequence.getInstance(Keys.der(Keys.RSA_PKCS1)).toArray();
        byte[] pkcs1 = Keys.der(Keys.RSA_PKCS1);
        byte[] padded = joined(Arrays.copyOf(pkcs1, 4), bytes(2, 2, 0, 0),
                Arrays.copyOfRange(pkcs1, 7, pkcs1.length));
        padded[3]++;

        assertThat(numbers).hasSize(9);
        assertRefused(refusalOf(pem("EC PRIVATE KEY", more)));
        assertRefused(refusalOf(pem("EC PRIVATE KEY", Arrays.copyOf(sec1, sec1.length + 1))));
        assertRefused(refusalOf(pem("RSA PRIVATE KEY", padded)));
        assertRefused(refusalOf(pem("RSA PRIVATE KEY", Arrays.copyOf(pkcs1, pkcs1.length + 1))));
    }

    /** Fermat's method finds primes that are as close as these in a few steps. */
    @ParameterizedTest
    @ValueSource(ints = {2, 64, 500, 900, 923})
    void primes_that_are_too_close_are_refused(int bitsApart) {
        BigInteger p = RsaEdgeKeys.ofBits(2048).p();
        RsaEdgeKeys close = new RsaEdgeKeys(p, primeFrom(p.add(BigInteger.ONE.shiftLeft(bitsApart))));

        assertGuessable(close);
        assertGuessable(close.swapped());
    }

    @Test
    void primes_that_are_far_enough_apart_are_taken() {
        BigInteger p = RsaEdgeKeys.ofBits(2048).p();
        RsaEdgeKeys apart = new RsaEdgeKeys(p, primeFrom(p.subtract(BigInteger.ONE.shiftLeft(926))));

        assertThat(Keys.signingKey(RsaEdgeKeys.pkcs8(apart.key(F4)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64, 895})
    void a_prime_that_is_too_short_is_refused(int bits) {
        BigInteger p = primeFrom(BigInteger.ONE.shiftLeft(bits - 1));
        BigInteger q = primeFrom(BigInteger.ONE.shiftLeft(2048 - bits).add(BigInteger.ONE.shiftLeft(2047 - bits)));

        assertGuessable(new RsaEdgeKeys(p, q));
    }

    @Test
    void a_prime_that_is_just_long_enough_is_taken() {
        RsaEdgeKeys primes = new RsaEdgeKeys(primeFrom(BigInteger.ONE.shiftLeft(895)),
                primeFrom(BigInteger.ONE.shiftLeft(1152).add(BigInteger.ONE.shiftLeft(1151))));

        assertThat(Keys.signingKey(RsaEdgeKeys.pkcs8(primes.key(primes.exponentFrom(F4))))).isNotNull();
    }

    @Test
    void the_least_odd_prime_is_a_prime_and_guessable_and_one_is_no_prime() {
        BigInteger three = BigInteger.valueOf(3);
        RsaEdgeKeys least = new RsaEdgeKeys(three, primeFrom(BigInteger.ONE.shiftLeft(2046)));
        assertGuessable(least);
        assertGuessable(least.swapped());

        BigInteger n = primeFrom(BigInteger.ONE.shiftLeft(2047));
        BigInteger minusOne = n.subtract(BigInteger.ONE);
        BigInteger e = new RsaEdgeKeys(three, n).exponentFrom(F4);
        BigInteger d = e.modInverse(minusOne);
        assertInconsistent(new RSAPrivateKey(n, e, d, BigInteger.ONE, n, BigInteger.ONE, d, BigInteger.ONE));
        assertInconsistent(new RSAPrivateKey(n, e, d, n, BigInteger.ONE, d, BigInteger.ONE, BigInteger.ONE));
    }

    @Test
    void an_even_number_is_no_prime() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        RsaEdgeKeys even = new RsaEdgeKeys(primes.p(), primes.q().add(BigInteger.ONE));

        assertInconsistent(even.key(even.exponentFrom(F4)));
        assertInconsistent(even.swapped().key(even.exponentFrom(F4)));
    }

    /** They satisfy every equation; RFC 8017 §3.2 has d between 0 and n, and qInv between 0 and p. */
    @Test
    void rsa_numbers_that_fit_and_are_out_of_range_are_refused() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        RSAPrivateKey key = primes.key(F4);
        BigInteger totient = key.getPrime1().subtract(BigInteger.ONE)
                .multiply(key.getPrime2().subtract(BigInteger.ONE));

        assertInconsistent(primes.key(F4, key.getPrivateExponent().subtract(totient)));
        assertInconsistent(primes.key(F4, key.getPrivateExponent().add(totient)));
        for (BigInteger another : new BigInteger[] {
            key.getCoefficient().subtract(key.getPrime1()), key.getCoefficient().add(key.getPrime1())}) {
            assertInconsistent(new RSAPrivateKey(key.getModulus(), F4, key.getPrivateExponent(), key.getPrime1(),
                    key.getPrime2(), key.getExponent1(), key.getExponent2(), another));
        }
    }

    private static void assertInconsistent(RSAPrivateKey key) {
        KeyRefusal inconsistent = KeyRefusal.of(KeyFlaw.INCONSISTENT_RSA_NUMBERS);

        assertThat(refusalOf(RsaEdgeKeys.pkcs8(key))).isEqualTo(inconsistent);
        assertThat(refusalOf(RsaEdgeKeys.pkcs1(key))).isEqualTo(inconsistent);
    }

    private static void assertGuessable(RsaEdgeKeys primes) {
        KeyRefusal guessable = KeyRefusal.of(KeyFlaw.GUESSABLE_PRIMES);
        BigInteger e = primes.exponentFrom(F4);

        assertThat(refusalOf(RsaEdgeKeys.pkcs8(primes.key(e)))).isEqualTo(guessable);
        assertThat(refusalOf(RsaEdgeKeys.pkcs1(primes.key(e)))).isEqualTo(guessable);
    }

    private static BigInteger primeFrom(BigInteger least) {
        return least.subtract(BigInteger.ONE).nextProbablePrime();
    }

    private static void assertRefused(KeyRefusal refusal) {
        assertThat(refusal).isIn(IRREGULAR, KeyRefusal.of(Kind.DAMAGED));
    }
}
