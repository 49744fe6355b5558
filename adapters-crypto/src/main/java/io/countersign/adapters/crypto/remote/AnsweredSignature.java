package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.EcdsaSignature;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Validation;

import java.math.BigInteger;

/** Checks the answer of a remote signer, and brings it into the encoding that the API takes. */
final class AnsweredSignature {

    /** The order of Ed25519's base point (RFC 8032 §5.1). */
    private static final BigInteger ORDER_OF_ED25519 =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final int ED25519_BYTES = 64;
    private static final int SHORTEST_RSA = SignatureScheme.MINIMUM_RSA_BITS / Byte.SIZE;
    private static final int LONGEST_RSA = SignatureScheme.MAXIMUM_RSA_BITS / Byte.SIZE;

    private AnsweredSignature() {}

    /** Returns the signature as the API takes it, or what the answer must be. */
    static Either<String, byte[]> forTheApi(SignatureScheme scheme, SignatureEncoding encoding, byte[] answer) {
        return switch (scheme) {
            case ES256, ES256K -> ecdsa(scheme, encoding, answer).toEither()
                    .bimap(Violation::describe, EcdsaSignature::der);
            case EDDSA -> isEd25519(answer)
                    ? Either.right(answer)
                    : Either.left("it must be " + ED25519_BYTES + " bytes, R and an S below the order of the curve");
            case RS256 -> answer.length >= SHORTEST_RSA && answer.length <= LONGEST_RSA
                    ? Either.right(answer)
                    : Either.left("it must be as long as the modulus, " + SHORTEST_RSA + " to " + LONGEST_RSA
                            + " bytes");
        };
    }

    private static Validation<Seq<Violation>, EcdsaSignature> ecdsa(
            SignatureScheme scheme, SignatureEncoding encoding, byte[] answer) {
        return encoding == SignatureEncoding.DER
                ? EcdsaSignature.ofDer(scheme, answer)
                : EcdsaSignature.ofRaw(scheme, answer);
    }

    /** Checks that S, which is little-endian, is reduced: verifiers refuse any other (RFC 8032 §5.1.7). */
    private static boolean isEd25519(byte[] answer) {
        if (answer.length != ED25519_BYTES) {
            return false;
        }
        byte[] bigEndian = new byte[ED25519_BYTES / 2];
        for (int index = 0; index < bigEndian.length; index++) {
            bigEndian[index] = answer[answer.length - 1 - index];
        }
        return new BigInteger(1, bigEndian).compareTo(ORDER_OF_ED25519) < 0;
    }
}
