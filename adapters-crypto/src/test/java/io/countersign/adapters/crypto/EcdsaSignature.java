package io.countersign.adapters.crypto;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/** WebCrypto's r || s as the DER that openssl verifies. */
final class EcdsaSignature {

    private EcdsaSignature() {}

    static byte[] der(byte[] concatenated) throws IOException {
        int half = concatenated.length / 2;
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(concatenated, half))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(concatenated, half, 2 * half))));
        return new DERSequence(numbers).getEncoded("DER");
    }
}
