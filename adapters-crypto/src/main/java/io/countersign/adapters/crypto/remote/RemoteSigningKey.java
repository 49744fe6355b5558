package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.EcdsaSignature;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.SigningKey;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.security.PublicKey;
import java.util.Objects;

/**
 * A key that a service keeps and signs with: a KMS, a vault, a signing service. Such services sign a message, or its
 * digest, and write the signature in one of two ways; the builder says which.
 *
 * <pre>{@code
 * RemoteSigningKey.builder(SignatureScheme.ES256, digest -> …)
 *         .input(SigningInput.SHA256_DIGEST)     // the signer is given a digest
 *         .encoding(SignatureEncoding.RAW)       // the signer returns r || s
 *         .publicKey(pem)                        // every signature is verified
 *         .build();
 * }</pre>
 *
 * <p>An answer that is not strictly a signature in that encoding is a failure: see {@link EcdsaSignature}. ECDSA
 * signatures keep their s, also a high one, which the API accepts.
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

    private RemoteSigningKey(Builder builder, Option<VerificationKey> verification, Sha256 sha256) {
        this.scheme = builder.scheme;
        this.input = builder.input;
        this.encoding = builder.encoding;
        this.verification = verification;
        this.sha256 = sha256;
        this.signer = builder.signer;
    }

    /**
     * Returns a builder of a remote key.
     *
     * @param scheme the scheme of the key
     * @param signer asks the service for a signature; not called by the builder
     */
    public static Builder builder(SignatureScheme scheme, RemoteSigner signer) {
        return new Builder(Objects.requireNonNull(scheme, "scheme"), Objects.requireNonNull(signer, "signer"));
    }

    /** Returns the scheme of its signatures. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks the signer once, and returns its failures unchanged.
     *
     * @return {@link SigningFailure.Kind#KEY_UNUSABLE} if the answer is not a signature in the agreed encoding, or
     *     does not verify with the public key that was given; {@link SigningFailure.Kind#KEY_UNREACHABLE}, with the
     *     exception's type and without its message, if the signer throws
     */
    @Override
    public Either<SigningFailure, byte[]> sign(byte[] message) {
        Objects.requireNonNull(message, "message");
        return toBeSigned(message)
                .flatMap(this::answered)
                .flatMap(this::encoded)
                .flatMap(signature -> verified(message, signature));
    }

    /** Returns a copy, so that the signer cannot change the message that is verified afterwards. */
    private Either<SigningFailure, byte[]> toBeSigned(byte[] message) {
        return input == SigningInput.MESSAGE ? Either.right(message.clone()) : sha256.toBeSigned(message);
    }

    private Either<SigningFailure, byte[]> answered(byte[] toBeSigned) {
        try {
            Either<SigningFailure, byte[]> answer = signer.sign(toBeSigned);
            return answer == null || answer.fold(Objects::isNull, Objects::isNull)
                    ? Either.left(SigningFailure.keyUnusable(
                            "the remote signer answered null. Have it answer a signature, or a failure."))
                    : answer.map(byte[]::clone);
        } catch (Exception | Error thrown) {
            Thrown.keepInterrupt(thrown);
            return Either.left(SigningFailure.keyUnreachable("the remote signer threw "
                    + Thrown.typeOf(thrown) + ". Check that its service can be reached, and lets this "
                    + "application sign with the key, then try again."));
        }
    }

    private Either<SigningFailure, byte[]> encoded(byte[] answer) {
        return AnsweredSignature.forTheApi(scheme, encoding, answer)
                .mapLeft(fault -> SigningFailure.keyUnusable("the remote signer answered " + answer.length
                        + " bytes that are no " + scheme.joseName() + " signature in the encoding " + encoding + " ("
                        + fault + "). Check the algorithm that it asks for, and the encoding that it answers in."));
    }

    private Either<SigningFailure, byte[]> verified(byte[] message, byte[] signature) {
        return verification.isEmpty()
                ? Either.right(signature)
                : verification.get().verifies(message, signature)
                        .filterOrElse(isOfThisKey -> isOfThisKey, other -> notOfThisKey())
                        .map(verified -> signature);
    }

    private SigningFailure notOfThisKey() {
        return SigningFailure.keyUnusable("what the remote signer answered is no " + scheme.joseName()
                + " signature of this message by the public key that was given. Check that it asks for that very key "
                + "and version, for that algorithm, and to hash "
                + (input == SigningInput.MESSAGE ? "the message." : "nothing: it is handed the digest."));
    }

    @Override
    public String toString() {
        return "RemoteSigningKey[" + scheme.joseName() + "]";
    }

    /**
     * Builds a {@link RemoteSigningKey}. Can be used again after it has built one. Not safe for use by several threads.
     */
    public static final class Builder {

        private final SignatureScheme scheme;
        private final RemoteSigner signer;
        private SigningInput input = SigningInput.MESSAGE;
        private SignatureEncoding encoding;
        private Option<Validation<Seq<Violation>, byte[]>> publicKey = Option.none();
        private ProviderPolicy policy = ProviderPolicy.bouncyCastle();

        private Builder(SignatureScheme scheme, RemoteSigner signer) {
            this.scheme = scheme;
            this.signer = signer;
            this.encoding = SignatureEncoding.ofTheApi(scheme);
        }

        /** Sets the input of the signer. Default: {@link SigningInput#MESSAGE}. */
        public Builder input(SigningInput input) {
            this.input = Objects.requireNonNull(input, "input");
            return this;
        }

        /** Sets the encoding of the signer's answers. Default: DER for ES256 and ES256K, raw for EdDSA and RS256. */
        public Builder encoding(SignatureEncoding encoding) {
            this.encoding = Objects.requireNonNull(encoding, "encoding");
            return this;
        }

        /**
         * Sets the public key, with which every answer is then verified. A signature by another key or another version
         * of it, of a digest that was hashed twice, or with altered bytes is a failure here, and not a refusal by the
         * API. Default: none, and answers are not verified.
         *
         * @param pem {@code PUBLIC KEY} (RFC 7468 §13), as it is registered with the API
         */
        public Builder publicKey(String pem) {
            this.publicKey = Option.some(VerificationKey.encodedIn(Objects.requireNonNull(pem, "pem")));
            return this;
        }

        /**
         * Sets the public key, with which every answer is then verified.
         *
         * @param key a key of any provider that shows its encoding, X.509 {@code SubjectPublicKeyInfo}
         */
        public Builder publicKey(PublicKey key) {
            this.publicKey = Option.some(VerificationKey.encodedBy(Objects.requireNonNull(key, "key")));
            return this;
        }

        /** Sets the providers that hash and verify. Default: {@link ProviderPolicy#bouncyCastle()}. */
        public Builder provider(ProviderPolicy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Returns the key. The signer is not called.
         *
         * @return the key, or all settings that contradict each other
         */
        public Validation<Seq<Violation>, RemoteSigningKey> build() {
            SupportingProviders providers = policy.support();
            Option<Validation<Seq<Violation>, VerificationKey>> verification = publicKey.map(encoded ->
                    encoded.flatMap(its -> VerificationKey.of(
                            scheme, providers.verifying().orElse(() -> policy.choiceFor(scheme).provider()), its)));
            Seq<Violation> violations = contradictions().appendAll(verification.toList()
                    .filter(Validation::isInvalid).flatMap(Validation::getError));
            return violations.isEmpty()
                    ? Validation.valid(new RemoteSigningKey(this, verification.map(Validation::get),
                            providers.sha256()))
                    : Validation.invalid(violations);
        }

        /**
         * Returns the key, like {@link #build}.
         *
         * @throws InvalidValueException with all settings that contradict each other
         */
        public RemoteSigningKey buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }

        private Seq<Violation> contradictions() {
            return List.of(
                    Option.when(scheme == SignatureScheme.EDDSA && input != SigningInput.MESSAGE,
                            () -> new Violation("input",
                                    "must be MESSAGE for EdDSA: a signature over a digest is one of something else")),
                    Option.when(!scheme.isEcdsa() && encoding != SignatureEncoding.RAW,
                            () -> new Violation("encoding",
                                    "must be RAW for " + scheme.joseName() + ", whose signatures have no other")))
                    .flatMap(contradiction -> contradiction);
        }

        @Override
        public String toString() {
            return "RemoteSigningKey.Builder[" + scheme.joseName() + ", " + input + ", " + encoding + "]";
        }
    }
}
