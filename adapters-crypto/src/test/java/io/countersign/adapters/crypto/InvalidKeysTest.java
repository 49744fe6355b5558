package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.ProviderPolicy.signingWith;
import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;

/** Keys that are well-formed and no keys: refused before they sign anything. */
class InvalidKeysTest {

    private static final ASN1ObjectIdentifier EC = new ASN1ObjectIdentifier("1.2.840.10045.2.1");

    private enum Curve {
        P_256("1.2.840.10045.3.1.7", "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"),
        SECP256K1("1.3.132.0.10", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");

        private final ASN1ObjectIdentifier oid;
        private final BigInteger order;

        Curve(String oid, String order) {
            this.oid = new ASN1ObjectIdentifier(oid);
            this.order = new BigInteger(order, 16);
        }

        String sec1(BigInteger scalar) throws Exception {
            return pem("EC PRIVATE KEY", new ECPrivateKey(256, scalar, oid).getEncoded());
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_ec_scalar_must_be_from_1_to_the_order_less_1(Curve curve) throws Exception {
        KeyRefusal outOfRange = KeyRefusal.of(KeyFlaw.SCALAR_OUT_OF_RANGE);

        assertThat(refusalOf(curve.sec1(BigInteger.ZERO))).isEqualTo(outOfRange);
        assertThat(refusalOf(curve.sec1(curve.order))).isEqualTo(outOfRange);
        assertThat(refusalOf(curve.sec1(curve.order.add(BigInteger.ONE)))).isEqualTo(outOfRange)
                .extracting(KeyRefusal::message).asString().contains("not valid", "scalar", "register a new key");
        Keys.signingKey(curve.sec1(BigInteger.ONE));
        Keys.signingKey(curve.sec1(curve.order.subtract(BigInteger.ONE)));
    }

    @Test
    void an_ec_scalar_of_a_key_of_another_provider_must_be_in_range() throws Exception {
        var params = ((ECKey) Keys.jdkKey(Keys.P256, "EC", "SunEC")).getParams();
        PrivateKey key = new Keys.OpenEcKey(Curve.P_256.order, params);

        assertThat(JcaSigningKey.of(key, signingWith(Keys.jdk("SunEC"))).getLeft())
                .isEqualTo(KeyRefusal.of(KeyFlaw.SCALAR_OUT_OF_RANGE));
    }

    @Test
    void the_public_key_inside_an_ec_key_must_be_its_own() throws Exception {
        KeyRefusal mismatch = KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH);
        for (String curve : new String[] {"prime256v1", "secp256k1"}) {
            ECPrivateKey one = sec1(curve);
            ECPrivateKey other = sec1(curve);
            ECPrivateKey mixed = new ECPrivateKey(256, one.getKey(), other.getPublicKey(), one.getParametersObject());
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EC, one.getParametersObject());

            assertThat(refusalOf(pem("EC PRIVATE KEY", mixed.getEncoded()))).isEqualTo(mismatch)
                    .extracting(KeyRefusal::message).asString().contains("not valid", "not its own");
            assertThat(refusalOf(pem("PRIVATE KEY", new PrivateKeyInfo(algorithm, mixed).getEncoded())))
                    .isEqualTo(mismatch);
            assertThat(refusalOf(pem("PRIVATE KEY", new PrivateKeyInfo(
                    algorithm, one, null, other.getPublicKey().getOctets()).getEncoded()))).isEqualTo(mismatch);
        }
    }

    @Test
    void a_public_key_inside_that_is_no_point_of_the_curve_is_not_its_own() throws Exception {
        ECPrivateKey key = sec1("prime256v1");
        byte[] point = key.getPublicKey().getOctets();
        point[64] ^= 1;

        assertThat(refusalOf(pem("EC PRIVATE KEY", new ECPrivateKey(
                256, key.getKey(), new DERBitString(point), key.getParametersObject()).getEncoded())))
                .isEqualTo(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
    }

    @Test
    void the_public_key_inside_an_ed25519_key_must_be_its_own() throws Exception {
        byte[] seed = Arrays.copyOfRange(Keys.der(Keys.ED25519), 16, 48);
        byte[] other = OpenSsl.bytes(OpenSsl.run("genpkey -algorithm ed25519"), "pkey -pubout -outform DER");
        byte[] its = OpenSsl.bytes(Keys.ED25519, "pkey -pubout -outform DER");

        assertThat(refusalOf(ed25519(seed, Arrays.copyOfRange(other, 12, 44))))
                .isEqualTo(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
        Keys.signingKey(ed25519(seed, Arrays.copyOfRange(its, 12, 44)));
    }

    @Test
    void a_key_that_names_two_curves_is_refused() throws Exception {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EC, Curve.P_256.oid);
        ECPrivateKey inner = new ECPrivateKey(256, BigInteger.TEN, Curve.SECP256K1.oid);

        assertThat(refusalOf(pem("PRIVATE KEY", new PrivateKeyInfo(algorithm, inner).getEncoded())))
                .isEqualTo(KeyRefusal.of(KeyFlaw.CONTRADICTING_CURVES));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void rsa_numbers_that_do_not_belong_together_are_refused(int which) throws Exception {
        RSAPrivateKey key = RSAPrivateKey.getInstance(Keys.der(Keys.RSA_PKCS1));
        BigInteger[] numbers = {
            key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrime1(), key.getPrime2(),
            key.getExponent1(), key.getExponent2(), key.getCoefficient()
        };
        numbers[which] = numbers[which].add(BigInteger.TWO);
        RSAPrivateKey broken = new RSAPrivateKey(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
                numbers[6], numbers[7]);
        KeyRefusal inconsistent = KeyRefusal.of(KeyFlaw.INCONSISTENT_RSA_NUMBERS);

        assertThat(refusalOf(pem("RSA PRIVATE KEY", broken.getEncoded()))).isEqualTo(inconsistent);
        assertThat(refusalOf(pem("PRIVATE KEY", new PrivateKeyInfo(new AlgorithmIdentifier(
                new ASN1ObjectIdentifier("1.2.840.113549.1.1.1"), DERNull.INSTANCE), broken).getEncoded())))
                .isEqualTo(inconsistent);
    }

    @Test
    void rsa_numbers_of_a_key_of_another_provider_must_belong_together() throws Exception {
        RSAPrivateKey key = RSAPrivateKey.getInstance(Keys.der(Keys.RSA_PKCS1));
        PrivateKey broken = KeyFactory.getInstance("RSA", DefaultProvider.instance()).generatePrivate(
                new RSAPrivateCrtKeySpec(key.getModulus(), key.getPublicExponent(),
                        key.getPrivateExponent(), key.getPrime1(), key.getPrime2(), key.getExponent1(),
                        key.getExponent2().add(BigInteger.TWO), key.getCoefficient()));

        assertThat(JcaSigningKey.of(broken, signingWith(DefaultProvider.instance())).getLeft())
                .isEqualTo(KeyRefusal.of(KeyFlaw.INCONSISTENT_RSA_NUMBERS));
    }

    private static ECPrivateKey sec1(String curve) {
        return ECPrivateKey.getInstance(Keys.der(OpenSsl.run("ecparam -name " + curve + " -genkey -noout")));
    }

    private static String ed25519(byte[] seed, byte[] publicKey) throws Exception {
        return pem("PRIVATE KEY", new PrivateKeyInfo(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112")),
                new DEROctetString(seed), null, publicKey).getEncoded());
    }
}
