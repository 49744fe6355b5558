package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.fixture.Keys;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/** Encrypted PKCS#8 of any parameters, as no tool would make it. */
final class Pbes2Forger {

    private static final ASN1Encodable HMAC_SHA256 =
            sequence(new ASN1ObjectIdentifier("1.2.840.113549.2.9"), DERNull.INSTANCE);

    private ASN1ObjectIdentifier derivation;
    private ASN1ObjectIdentifier cipher = new ASN1ObjectIdentifier("2.16.840.1.101.3.4.1.42");
    private ASN1Encodable salt = new DEROctetString(new byte[16]);
    private final BigInteger[] costs;
    private Integer keyLength;
    private ASN1Encodable prf;
    private byte[] iv = new byte[16];
    private byte[] ciphertext = new byte[48];

    private Pbes2Forger(String derivation, ASN1Encodable prf, BigInteger... costs) {
        this.derivation = new ASN1ObjectIdentifier(derivation);
        this.prf = prf;
        this.costs = costs;
    }

    static Pbes2Forger pbkdf2() {
        return new Pbes2Forger("1.2.840.113549.1.5.12", HMAC_SHA256, BigInteger.valueOf(1000));
    }

    static Pbes2Forger scrypt(BigInteger... costs) {
        return new Pbes2Forger("1.3.6.1.4.1.11591.4.11", null, costs);
    }

    Pbes2Forger iterations(BigInteger iterations) {
        costs[0] = iterations;
        return this;
    }

    Pbes2Forger salt(int bytes) {
        return salt(new byte[bytes]);
    }

    Pbes2Forger salt(byte[] bytes) {
        salt = new DEROctetString(bytes);
        return this;
    }

    Pbes2Forger saltFromElsewhere() {
        salt = HMAC_SHA256;
        return this;
    }

    Pbes2Forger keyLength(int bytes) {
        keyLength = bytes;
        return this;
    }

    Pbes2Forger withoutPrf() {
        prf = null;
        return this;
    }

    Pbes2Forger derivation(String oid) {
        derivation = new ASN1ObjectIdentifier(oid);
        return this;
    }

    Pbes2Forger cipher(String oid) {
        cipher = new ASN1ObjectIdentifier(oid);
        return this;
    }

    Pbes2Forger iv(byte[] bytes) {
        iv = bytes;
        return this;
    }

    Pbes2Forger ciphertext(byte[] bytes) {
        ciphertext = bytes;
        return this;
    }

    String text() {
        ASN1EncodableVector parameters = new ASN1EncodableVector();
        parameters.add(salt);
        for (BigInteger cost : costs) {
            parameters.add(new ASN1Integer(cost));
        }
        if (keyLength != null) {
            parameters.add(new ASN1Integer(keyLength));
        }
        if (prf != null) {
            parameters.add(prf);
        }
        try {
            return Keys.pem("ENCRYPTED PRIVATE KEY", sequence(
                    sequence(new ASN1ObjectIdentifier("1.2.840.113549.1.5.13"), sequence(
                            sequence(derivation, new DERSequence(parameters)),
                            sequence(cipher, new DEROctetString(iv)))),
                    new DEROctetString(ciphertext)).getEncoded("DER"));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static DERSequence sequence(ASN1Encodable first, ASN1Encodable second) {
        return new DERSequence(new ASN1Encodable[] {first, second});
    }
}
