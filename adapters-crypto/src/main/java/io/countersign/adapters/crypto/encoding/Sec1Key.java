package io.countersign.adapters.crypto.encoding;

import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.sec.ECPrivateKey;

import java.math.BigInteger;

/**
 * An EC private key (SEC 1 §C.4, RFC 5915 §3). Read by hand, since the methods of Bouncy Castle's class differ between
 * its artifacts.
 *
 * @param scalar the private key
 * @param parameters the curve, if it is inside
 * @param point the public key, if it is inside
 */
public record Sec1Key(BigInteger scalar, Option<ASN1Encodable> parameters, Option<byte[]> point) {

    private static final int BITS = 256;
    private static final int PARAMETERS = 0;
    private static final int POINT = 1;

    /** Reads a key. Throws what the ASN.1 library throws if the structure is another one. */
    public static Sec1Key of(Object asn1) {
        ASN1Sequence members = ASN1Sequence.getInstance(asn1);
        if (!ASN1Integer.getInstance(members.getObjectAt(0)).hasValue(1)) {
            throw new IllegalArgumentException("ecPrivkeyVer1");
        }
        BigInteger scalar = new BigInteger(1, ASN1OctetString.getInstance(members.getObjectAt(1)).getOctets());
        return new Sec1Key(scalar, tagged(members, PARAMETERS),
                tagged(members, POINT).map(bits -> ((ASN1BitString) bits).getOctets()));
    }

    private static Option<ASN1Encodable> tagged(ASN1Sequence members, int tag) {
        for (int index = 2; index < members.size(); index++) {
            ASN1TaggedObject member = ASN1TaggedObject.getInstance(members.getObjectAt(index));
            if (member.getTagNo() == tag) {
                return Option.some(ASN1Sequence.getInstance(member, false).getObjectAt(0));
            }
        }
        return Option.none();
    }

    /** Returns this key with that public key inside, and no curve. */
    public Sec1Key with(byte[] publicPoint) {
        return new Sec1Key(scalar, Option.none(), Option.some(publicPoint));
    }

    /** Returns this key without anything that is optional. */
    Sec1Key bare() {
        return new Sec1Key(scalar, Option.none(), Option.none());
    }

    /** Returns the structure of a key on a curve of 256 bits. */
    public ASN1Sequence toAsn1() {
        ASN1EncodableVector members = new ASN1EncodableVector();
        for (ASN1Encodable member : (ASN1Sequence) new ECPrivateKey(BITS, scalar).toASN1Primitive()) {
            members.add(member);
        }
        parameters.forEach(curve -> members.add(new DERTaggedObject(true, PARAMETERS, curve)));
        point.forEach(bits -> members.add(new DERTaggedObject(true, POINT, new DERBitString(bits))));
        return new DERSequence(members);
    }

    @Override
    public String toString() {
        return "Sec1Key[hidden]";
    }
}
