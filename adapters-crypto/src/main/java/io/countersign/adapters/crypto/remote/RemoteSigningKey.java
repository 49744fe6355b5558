package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.EcdsaSignature;
import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * A key that a service keeps and signs with: a KMS, a vault, a signing service. What such services have in common is
 * "sign this message, or this digest, with that key"; how they write the signature differs, and is set right here.
 *
 * <pre>{@code
 * RemoteSigningKey.signing(SignatureScheme.ES256)
 *         .input(SigningInput.SHA256_DIGEST)     // what the service is asked to sign
 *         .encoding(SignatureEncoding.RAW)       // how it answers
 *         .publicKey(pem)                        // verify what it answers
 *         .signedBy(digest -> …);
 * }</pre>
 *
 * <p>What is answered must be a signature in the encoding that was agreed, by the letter, or nothing is sent on: see
 * {@link EcdsaSignature}. ECDSA signatures are not brought to their lower s, which the API does not ask for.
 *
 * <p>Immutable, and safe for use by several threads if the signer is. Text forms show the scheme alone.
 */
public final class RemoteSigningKey implements SigningKey {

    private final SignatureScheme scheme;
    private final SigningInput input;
    private final SignatureEncoding encoding;
    private final Option<VerificationKey> verification;
    private final Sha256 sha256;
    private final RemoteSigner signer;

    RemoteSigningKey(
            SignatureScheme scheme, SigningInput input, SignatureEncoding encoding,
            Option<VerificationKey> verification, Sha256 sha256, RemoteSigner signer) {
        this.scheme = scheme;
        this.input = input;
        this.encoding = encoding;
        this.verification = verification;
        this.sha256 = sha256;
        this.signer = signer;
    }

    /** A key that signs that scheme, to be completed by its signer. */
    public static RemoteKeyDraft signing(SignatureScheme scheme) {
        return new RemoteKeyDraft(scheme);
    }

    /** What this key signs. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks the signer once, and returns its failures as they are. {@link SigningFailure.KeyUnusable} is an answer
     * that is no signature in the agreed encoding, or none of this message by the public key that was given. A signer
     * that throws all the same is {@link SigningFailure.KeyUnreachable}, with the exception's type and without its
     * message.
     */
    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        return toBeSigned(message)
                .flatMap(this::answered)
                .flatMap(this::encoded)
                .flatMap(signature -> verified(message, signature));
    }

    /** An array of the signer's own: what it does to it is not done to the caller's, which is verified afterwards. */
    private Either<SigningFailure, byte[]> toBeSigned(byte[] message) {
        return input == SigningInput.MESSAGE ? Either.right(message.clone()) : sha256.toBeSigned(message);
    }

    private Either<SigningFailure, byte[]> answered(byte[] toBeSigned) {
        try {
            Either<SigningFailure, byte[]> answer = signer.sign(toBeSigned);
            return answer == null || answer.fold(Objects::isNull, Objects::isNull)
                    ? Either.left(new SigningFailure.KeyUnusable(
                            "the remote signer answered null. Have it answer a signature, or a failure."))
                    : answer.map(byte[]::clone);
        } catch (Exception | Error thrown) {
            Thrown.keepInterrupt(thrown);
            return Either.left(new SigningFailure.KeyUnreachable("the remote signer threw "
                    + Thrown.typeOf(thrown) + ". Check that its service can be reached, and lets this "
                    + "application sign with the key, then try again."));
        }
    }

    private Either<SigningFailure, byte[]> encoded(byte[] answer) {
        return AnsweredSignature.forTheApi(scheme, encoding, answer)
                .mapLeft(fault -> new SigningFailure.KeyUnusable("the remote signer answered " + answer.length
                        + " bytes that are no " + scheme.joseName() + " signature in the encoding " + encoding + " ("
                        + fault + "). Check the algorithm that it asks for, and the encoding that it answers in."));
    }

    private Either<SigningFailure, byte[]> verified(byte[] message, byte[] signature) {
        return verification
                .map(key -> key.verifies(message, signature).flatMap(isBy -> isBy
                        ? Either.<SigningFailure, byte[]>right(signature)
                        : Either.left(notOfThisKey())))
                .getOrElse(() -> Either.right(signature));
    }

    private SigningFailure notOfThisKey() {
        return new SigningFailure.KeyUnusable("what the remote signer answered is no " + scheme.joseName()
                + " signature of this message by the public key that was given. Check that it asks for that very key "
                + "and version, for that algorithm, and to hash "
                + (input == SigningInput.MESSAGE ? "the message." : "nothing: it is handed the digest."));
    }

    @Override
    public String toString() {
        return "RemoteSigningKey[" + scheme.joseName() + "]";
    }
}
