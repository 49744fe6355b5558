package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.RsaEdgeKeys.pkcs1;
import static io.countersign.adapters.crypto.RsaEdgeKeys.pkcs8;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * RSA keys at the edges of what RFC 8017 and FIPS 186-5 allow: signed with as the book has it, or refused. The book is
 * modular exponentiation; where the JDK takes the public key, it verifies too, and so does openssl.
 */
@Timeout(120)
class RsaEdgeKeysTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final BigInteger F4 = BigInteger.valueOf(65537);
    private static final KeyRefusal OUT_OF_RANGE = KeyRefusal.of(KeyFlaw.PUBLIC_EXPONENT_OUT_OF_RANGE);

    @ParameterizedTest
    @CsvSource({"2048, 3", "2048, 5", "2048, 17", "2048, 65537", "2049, 65537", "3072, 3", "3072, 65537",
        "4096, 3", "4096, 65537"})
    void every_usual_exponent_and_length_signs_by_the_book(int bits, BigInteger e) throws Exception {
        RSAPrivateKey key = RsaEdgeKeys.ofBits(bits).key(e);

        signsByTheBook(key);
        assertThat(jdkVerifies(key, signature(signingKey(pkcs8(key)), MESSAGE))).isTrue();
        assertThat(OpenSsl.verifies(SignatureScheme.RS256, OpenSsl.publicKeyOf(pkcs1(key)), MESSAGE,
                signature(signingKey(pkcs1(key)), MESSAGE))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 4096})
    void every_exponent_up_to_256_bits_signs_by_the_book(int bits) throws Exception {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(bits);
        for (int exponentBits : new int[] {31, 32, 33, 63, 64, 65, 128, 255, 256}) {
            RSAPrivateKey key = primes.key(primes.exponentFrom(BigInteger.ONE.shiftLeft(exponentBits - 1)));

            signsByTheBook(key);
            if (bits <= 3072 || exponentBits <= 64) { // beyond that the JDK takes no public key
                assertThat(jdkVerifies(key, signature(signingKey(pkcs8(key)), MESSAGE))).isTrue();
            }
        }
    }

    @Test
    void an_exponent_beyond_256_bits_is_refused_before_anything_is_reckoned_with_it() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        for (int exponentBits : new int[] {257, 1024, 2047, 2049, 300_000}) {
            RSAPrivateKey key = primes.key(primes.exponentFrom(BigInteger.ONE.shiftLeft(exponentBits - 1)));
            long start = System.nanoTime();

            assertThat(refusalOf(pkcs1(key))).isEqualTo(OUT_OF_RANGE)
                    .extracting(KeyRefusal::message).asString().contains("public exponent", "register a new key");
            assertThat(System.nanoTime() - start).as("%d bits", exponentBits).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void a_private_exponent_so_small_that_it_can_be_found_comes_with_such_an_exponent() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        BigInteger d = primes.exponentFrom(BigInteger.ONE.shiftLeft(400));

        assertThat(refusalOf(pkcs8(primes.key(primes.privateExponent(d), d)))).isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void exponents_that_no_key_can_have_are_refused() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        BigInteger d = primes.privateExponent(F4);
        for (long e : new long[] {-65537, -1, 0, 1, 2, 4, 65536}) {
            assertThat(refusalOf(pkcs8(primes.key(BigInteger.valueOf(e), d)))).as("%d", e).isEqualTo(OUT_OF_RANGE);
        }
    }

    @Test
    void an_exponent_beyond_256_bits_of_a_key_of_another_provider_is_refused() throws Exception {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        RSAPrivateKey key = primes.key(primes.exponentFrom(BigInteger.ONE.shiftLeft(256)));
        var elsewhere = KeyFactory.getInstance("RSA", DefaultProvider.instance()).generatePrivate(
                new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(),
                        key.getPrime1(), key.getPrime2(), key.getExponent1(),
                        key.getExponent2(), key.getCoefficient()));

        assertThat(JcaSigningKey.of(elsewhere, signingWith(DefaultProvider.instance())).getLeft())
                .isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void the_order_of_the_primes_does_not_matter() throws Exception {
        signsByTheBook(RsaEdgeKeys.ofBits(2048).key(F4));
        signsByTheBook(RsaEdgeKeys.ofBits(2048).swapped().key(F4));
    }

    @Test
    void either_private_exponent_of_a_key_signs() throws Exception {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        BigInteger totient = primes.p().subtract(BigInteger.ONE).multiply(primes.q().subtract(BigInteger.ONE));

        signsByTheBook(primes.key(F4, primes.privateExponent(F4)));
        signsByTheBook(primes.key(F4, F4.modInverse(totient)));
    }

    @Test
    void equal_primes_are_refused() {
        BigInteger p = RsaEdgeKeys.ofBits(2048).p();
        BigInteger minusOne = p.subtract(BigInteger.ONE);
        BigInteger d = F4.modInverse(p.multiply(minusOne));

        assertThat(refusalOf(pkcs1(new RSAPrivateKey(p.multiply(p), F4, d, p, p, d.mod(minusOne), d.mod(minusOne),
                BigInteger.ONE)))).isEqualTo(KeyRefusal.of(KeyFlaw.INCONSISTENT_RSA_NUMBERS));
    }

    @Test
    void numbers_that_are_no_primes_are_refused() {
        RsaEdgeKeys primes = RsaEdgeKeys.ofBits(2048);
        BigInteger composite = primes.q().add(BigInteger.TWO);
        var key = new RsaEdgeKeys(primes.p(), composite);

        assertThat(JcaSigningKey.fromPem(pkcs1(key.key(key.exponentFrom(F4))).toCharArray()).isLeft()).isTrue();
    }

    @Test
    void a_key_without_its_primes_is_refused() {
        RSAPrivateKey key = RsaEdgeKeys.ofBits(2048).key(F4);
        BigInteger none = BigInteger.ZERO;

        assertThat(refusalOf(pkcs1(new RSAPrivateKey(key.getModulus(), F4, key.getPrivateExponent(), none, none, none,
                none, none)))).isEqualTo(KeyRefusal.of(KeyFlaw.INCONSISTENT_RSA_NUMBERS));
    }

    @Test
    void a_signature_that_begins_with_a_zero_byte_keeps_its_length() throws Exception {
        RSAPrivateKey key = RsaEdgeKeys.ofBits(2048).key(F4);
        JcaSigningKey signing = signingKey(pkcs8(key));
        byte[] signature = {1};
        byte[] message = MESSAGE;
        for (int number = 0; signature[0] != 0; number++) {
            message = BigInteger.valueOf(number).toByteArray();
            signature = signature(signing, message);
        }

        assertThat(signature).hasSize(256).isEqualTo(RsaEdgeKeys.signature(key, message));
    }

    /** With every provider, or it is refused there. */
    private static void signsByTheBook(RSAPrivateKey key) throws Exception {
        byte[] signature = RsaEdgeKeys.signature(key, MESSAGE);

        assertThat(signature(signingKey(pkcs1(key)), MESSAGE)).isEqualTo(signature);
        assertThat(signature(signingKey(pkcs8(key)), MESSAGE)).isEqualTo(signature);
        for (KnownProvider provider : KnownProvider.here().toList()) {
            JcaSigningKey.fromPem(pkcs1(key).toCharArray(), provider.policy())
                    .peekLeft(refusal -> assertThat(isUsual(key)).as("%s: %s", provider, refusal).isFalse())
                    .peek(signer -> assertThat(signature(signer, MESSAGE)).as("%s", provider).isEqualTo(signature));
        }
    }

    /** What every provider takes; with longer exponents some do not verify what they sign, and so do not sign. */
    private static boolean isUsual(RSAPrivateKey key) {
        return key.getPublicExponent().bitLength() <= 17;
    }

    private static boolean jdkVerifies(RSAPrivateKey key, byte[] signature) throws Exception {
        PublicKey publicKey = KeyFactory.getInstance("RSA", "SunRsaSign").generatePublic(
                new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        Signature verification = Signature.getInstance("SHA256withRSA", "SunRsaSign");
        verification.initVerify(publicKey);
        verification.update(MESSAGE);
        return verification.verify(signature);
    }
}
