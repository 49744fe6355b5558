package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.Seq;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.util.Arrays;

/**
 * A private key that was read, for a provider to import: plain PKCS#8 (version 0, named curve, nothing optional), which
 * every provider reads, and the public keys that came with it.
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

    static KeyMaterial of(SignatureScheme scheme, PrivateKeyInfo key, Seq<SubjectPublicKeyInfo> publicKeys) {
        return new KeyMaterial(scheme, KeyReading.der(key), publicKeys.map(KeyReading::der));
    }

    /** Returns the scheme that the key signs. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** Returns the PKCS#8 bytes themselves, not a copy. */
    public byte[] pkcs8() {
        return pkcs8;
    }

    /** Returns the public keys that came with the key (SubjectPublicKeyInfo); all must belong to it. */
    public Seq<byte[]> publicKeys() {
        return publicKeys;
    }

    /**
     * Returns this with that public key (X.509 SubjectPublicKeyInfo) as another one that must belong to it. It shares
     * the PKCS#8 bytes.
     */
    KeyMaterial signingFor(byte[] publicKey) {
        return new KeyMaterial(scheme, pkcs8, publicKeys.append(publicKey));
    }

    /** Overwrites the PKCS#8 bytes. */
    public void wipe() {
        Arrays.fill(pkcs8, (byte) 0);
    }
}
