package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.adapters.crypto.remote.RemoteSigningKey;
import io.countersign.adapters.crypto.remote.SignatureEncoding;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

import java.io.IOException;
import java.util.Arrays;

/** Signatures and public keys from a remote service. The first byte chooses. */
final class RemoteAnswers implements FuzzedParser.Parser {

    private static final byte[] MESSAGE = {1};

    @Override
    public boolean accepts(byte[] input) throws IOException {
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        return switch (input.length == 0 ? 0 : input[0] % 6) {
            case 0 -> isSignature(SignatureScheme.ES256, SignatureEncoding.DER, rest);
            case 1 -> isSignature(SignatureScheme.ES256K, SignatureEncoding.DER, rest);
            case 2 -> isSignature(SignatureScheme.ES256, SignatureEncoding.RAW, rest);
            case 3 -> isSignature(SignatureScheme.EDDSA, SignatureEncoding.RAW, rest);
            case 4 -> isSignature(SignatureScheme.RS256, SignatureEncoding.RAW, rest);
            default -> isPublicKey(new String(rest, ISO_8859_1));
        };
    }

    private static boolean isSignature(SignatureScheme scheme, SignatureEncoding encoding, byte[] answer)
            throws IOException {
        Either<SigningFailure, byte[]> signature = RemoteSigningKey.builder(scheme, message ->
                Either.right(answer.clone())).encoding(encoding).buildOrThrow().sign(MESSAGE);
        if (signature.isLeft()) {
            Checks.inOneLine(signature.getLeft().message());
            return false;
        }
        if (scheme == SignatureScheme.ES256 || scheme == SignatureScheme.ES256K) {
            ASN1Sequence numbers = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signature.get()));
            Checks.holds(Arrays.equals(numbers.getEncoded("DER"), signature.get()), "what is passed on is DER");
            Checks.holds(numbers.size() == 2 && isNumber(numbers, 0) && isNumber(numbers, 1), "r and s are numbers");
        }
        Checks.holds(encoding != SignatureEncoding.DER && scheme == SignatureScheme.ES256
                || Arrays.equals(signature.get(), answer), "what needs no other encoding is passed on as it is");
        return true;
    }

    private static boolean isNumber(ASN1Sequence numbers, int index) {
        var number = ASN1Integer.getInstance(numbers.getObjectAt(index)).getValue();
        return number.signum() > 0 && number.bitLength() <= 256;
    }

    private static boolean isPublicKey(String pem) {
        var key = RemoteSigningKey.builder(SignatureScheme.ES256, message -> Either.right(message.clone()))
                .publicKey(pem).build();
        if (key.isInvalid()) {
            Checks.inOneLine(key.getError());
        } else {
            Checks.inOneLine(key.get().sign(MESSAGE).getLeft().message());
        }
        return key.isValid();
    }
}
