package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.KeyReading;
import io.countersign.adapters.crypto.encoding.NamedCurve;
import io.countersign.adapters.crypto.encoding.Sec1Key;
import io.countersign.adapters.crypto.fixture.Keys;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.io.IOException;
import java.util.Arrays;

/** Private keys with somebody else's public key inside. */
final class MixedKeys {

    private MixedKeys() {}

    static String pem(SignatureScheme scheme) throws IOException {
        return Keys.pem("PRIVATE KEY", (switch (scheme) {
            case ES256 -> ec(NamedCurve.P_256, "prime256v1");
            case ES256K -> ec(NamedCurve.SECP256K1, "secp256k1");
            case EDDSA -> ed25519();
            case RS256 -> rsa();
        }).getEncoded());
    }

    private static PrivateKeyInfo ec(NamedCurve curve, String name) throws IOException {
        Sec1Key one = Sec1Key.of(Keys.der(OpenSsl.run("ecparam -name " + name + " -genkey -noout")));
        Sec1Key other = Sec1Key.of(Keys.der(OpenSsl.run("ecparam -name " + name + " -genkey -noout")));
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(KeyReading.EC, curve.oid()),
                one.with(other.point().get()).toAsn1());
    }

    private static PrivateKeyInfo ed25519() throws IOException {
        byte[] seed = Arrays.copyOfRange(Keys.der(Keys.ED25519), 16, 48);
        byte[] other = OpenSsl.bytes(OpenSsl.run("genpkey -algorithm ed25519"), "pkey -pubout -outform DER");
        return new PrivateKeyInfo(new AlgorithmIdentifier(KeyReading.ED25519), new DEROctetString(seed), null,
                Arrays.copyOfRange(other, 12, 44));
    }

    private static PrivateKeyInfo rsa() throws IOException {
        RSAPrivateKey one = RSAPrivateKey.getInstance(Keys.der(Keys.RSA_PKCS1));
        RSAPrivateKey other = RSAPrivateKey.getInstance(Keys.der(OpenSsl.run(
                OpenSsl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048"), "rsa -traditional")));
        return new PrivateKeyInfo(new AlgorithmIdentifier(KeyReading.RSA), new RSAPrivateKey(
                other.getModulus(), one.getPublicExponent(), one.getPrivateExponent(), one.getPrime1(),
                one.getPrime2(), one.getExponent1(), one.getExponent2(), one.getCoefficient()));
    }
}
