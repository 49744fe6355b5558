package io.countersign.adapters.crypto;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A key in the PKCS#8 that others read, too: not every browser takes an EC key without its public point, which RFC 5915
 * §3 leaves to the writer.
 */
final class PortablePkcs8 {

    private PortablePkcs8() {}

    /** The DER, to be wiped by the caller. */
    static byte[] of(KeyMaterial material) {
        try {
            return material.scheme().keyAlgorithm().equals("EC")
                    ? withPublicPoint(PrivateKeyInfo.getInstance(material.pkcs8()))
                    : material.pkcs8().clone();
        } catch (IOException ownKeyUnreadable) {
            throw new UncheckedIOException(ownKeyUnreadable);
        }
    }

    private static byte[] withPublicPoint(PrivateKeyInfo key) throws IOException {
        ECPrivateKey scalar = ECPrivateKey.getInstance(key.parsePrivateKey());
        X9ECParameters curve = ECNamedCurveTable.getByOID(
                ASN1ObjectIdentifier.getInstance(key.getPrivateKeyAlgorithm().getParameters()));
        byte[] point = new FixedPointCombMultiplier().multiply(curve.getG(), scalar.getKey()).getEncoded(false);
        return new PrivateKeyInfo(key.getPrivateKeyAlgorithm(),
                new ECPrivateKey(256, scalar.getKey(), new DERBitString(point), null)).getEncoded("DER");
    }
}
