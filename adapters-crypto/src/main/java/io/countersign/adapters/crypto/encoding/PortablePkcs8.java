package io.countersign.adapters.crypto.encoding;

import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A key in the PKCS#8 that others read, too: not every browser takes an EC key without its public point, which RFC 5915
 * §3 leaves to the writer.
 */
public final class PortablePkcs8 {

    private PortablePkcs8() {}

    /**
     * The DER, to be wiped by the caller.
     *
     * @param deriving whether Bouncy Castle may work out the public point of a key that came without it
     */
    public static byte[] of(KeyMaterial material, boolean deriving) {
        try {
            return material.scheme().isEcdsa()
                    ? withPublicPoint(material, deriving)
                    : material.pkcs8().clone();
        } catch (IOException ownKeyUnreadable) {
            throw new UncheckedIOException(ownKeyUnreadable);
        }
    }

    private static byte[] withPublicPoint(KeyMaterial material, boolean deriving) throws IOException {
        PrivateKeyInfo key = PrivateKeyInfo.getInstance(material.pkcs8());
        Sec1Key sec1 = Sec1Key.of(key.parsePrivateKey());
        Option<byte[]> point = material.publicKeys().headOption()
                .map(its -> KeyReading.bitsOf(SubjectPublicKeyInfo.getInstance(its)))
                .orElse(() -> Option.when(deriving, () -> curveOf(key).publicPoint(sec1.scalar())));
        return point.isEmpty()
                ? material.pkcs8().clone()
                : new PrivateKeyInfo(key.getPrivateKeyAlgorithm(), sec1.with(point.get()).toAsn1()).getEncoded("DER");
    }

    /** Of a key that was read, and so is on a supported curve. */
    private static NamedCurve curveOf(PrivateKeyInfo key) {
        return NamedCurve.supported(
                ASN1ObjectIdentifier.getInstance(key.getPrivateKeyAlgorithm().getParameters()).getId()).get();
    }
}
