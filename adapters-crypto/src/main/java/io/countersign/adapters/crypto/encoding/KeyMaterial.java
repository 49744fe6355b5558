package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.util.Arrays;

/**
 * A key that was read and is not yet in a provider's hands: plain PKCS#8 (version 0, named curve, nothing optional),
 * the form that every provider reads, and whatever public keys came with it.
 */
public final class KeyMaterial {

    private final SignatureScheme scheme;
    private final byte[] pkcs8;
    private final Seq<byte[]> publicKeys;

    private KeyMaterial(SignatureScheme scheme, byte[] pkcs8, Seq<byte[]> publicKeys) {
        this.scheme = scheme;
        this.pkcs8 = pkcs8;
        this.publicKeys = publicKeys;
    }

    public static KeyMaterial of(SignatureScheme scheme, PrivateKeyInfo privateKey, Iterable<SubjectPublicKeyInfo> publicKeys)
            throws IOException {
        List<byte[]> encodedPublicKeys = List.empty();
        for (SubjectPublicKeyInfo publicKey : publicKeys) {
            encodedPublicKeys = encodedPublicKeys.append(publicKey.getEncoded("DER"));
        }
        return new KeyMaterial(scheme, privateKey.getEncoded("DER"), encodedPublicKeys);
    }

    public SignatureScheme scheme() {
        return scheme;
    }

    /** The PKCS#8 bytes themselves, not a copy. */
    public byte[] pkcs8() {
        return pkcs8;
    }

    /** The public keys that came with it, as X.509 SubjectPublicKeyInfo. All of them must be its own. */
    public Seq<byte[]> publicKeys() {
        return publicKeys;
    }

    /** Returns this with that public key (X.509 SubjectPublicKeyInfo) as one of its own. It shares the PKCS#8 bytes. */
    KeyMaterial signingFor(byte[] publicKey) {
        return new KeyMaterial(scheme, pkcs8, publicKeys.append(publicKey));
    }

    public void wipe() {
        Arrays.fill(pkcs8, (byte) 0);
    }
}
