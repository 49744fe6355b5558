package io.countersign.adapters.crypto.encoding;

import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes keys in a PKCS#8 that all browsers read: some refuse an EC key without its public point, which is optional in
 * RFC 5915 §3.
 */
public final class PortablePkcs8 {

    private PortablePkcs8() {}

    /**
     * Returns the DER, which the caller overwrites.
     *
     * @param deriving true if Bouncy Castle may derive the public point of a key that came without it
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

    /** Returns the curve of a key that was read, and so is on a supported one. */
    private static NamedCurve curveOf(PrivateKeyInfo key) {
        return NamedCurve.supported(
                ASN1ObjectIdentifier.getInstance(key.getPrivateKeyAlgorithm().getParameters())).get();
    }
}
