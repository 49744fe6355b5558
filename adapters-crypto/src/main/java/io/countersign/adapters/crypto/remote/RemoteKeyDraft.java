package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.access.PolicyAccess;
import io.countersign.adapters.crypto.encoding.VerificationKey;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.security.Provider;
import java.security.PublicKey;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A {@link RemoteSigningKey} that still lacks its signer. Immutable: each method returns another draft, or the key with
 * everything that is wrong with it. Safe for use by several threads.
 */
public final class RemoteKeyDraft {

    private final SignatureScheme scheme;
    private final SigningInput input;
    private final SignatureEncoding encoding;
    private final Option<Validation<Seq<Violation>, byte[]>> publicKey;
    private final Supplier<SupportingProviders> local;

    RemoteKeyDraft(SignatureScheme scheme) {
        this(Objects.requireNonNull(scheme, "scheme"), SigningInput.MESSAGE, SignatureEncoding.ofTheApi(scheme),
                Option.none(), SupportingProviders::bouncyCastle);
    }

    private RemoteKeyDraft(
            SignatureScheme scheme, SigningInput input, SignatureEncoding encoding,
            Option<Validation<Seq<Violation>, byte[]>> publicKey, Supplier<SupportingProviders> local) {
        this.scheme = scheme;
        this.input = input;
        this.encoding = encoding;
        this.publicKey = publicKey;
        this.local = local;
    }

    /** What the signer is handed: the message unless said otherwise. */
    public RemoteKeyDraft input(SigningInput handedOver) {
        return new RemoteKeyDraft(
                scheme, Objects.requireNonNull(handedOver, "handedOver"), encoding, publicKey, local);
    }

    /** How the signer answers: unless said otherwise DER for ES256 and ES256K, raw for EdDSA and RS256. */
    public RemoteKeyDraft encoding(SignatureEncoding answered) {
        return new RemoteKeyDraft(scheme, input, Objects.requireNonNull(answered, "answered"), publicKey, local);
    }

    /**
     * The key's public key, by which every answer is then verified: another key, another version of it, a digest that
     * was hashed once more, or bytes that changed on the way end here as a failure, and not at the API as a refusal.
     *
     * @param pem {@code PUBLIC KEY} (RFC 7468 §13), as it is registered with the API
     */
    public RemoteKeyDraft publicKey(String pem) {
        Objects.requireNonNull(pem, "pem");
        return new RemoteKeyDraft(scheme, input, encoding, Option.some(VerificationKey.encodedIn(pem)), local);
    }

    /**
     * The same for a key that is at hand.
     *
     * @param key of any provider that shows its encoding, X.509 {@code SubjectPublicKeyInfo}
     */
    public RemoteKeyDraft publicKey(PublicKey key) {
        Objects.requireNonNull(key, "key");
        return new RemoteKeyDraft(scheme, input, encoding, Option.some(VerificationKey.encodedBy(key)), local);
    }

    /** Who hashes and verifies here: Bouncy Castle unless said otherwise. */
    public RemoteKeyDraft provider(Provider provider) {
        Objects.requireNonNull(provider, "provider");
        return locally(() -> SupportingProviders.helping(provider, provider).verifyingBy(Option.some(provider)));
    }

    /** The same with the providers of that policy. */
    public RemoteKeyDraft provider(ProviderPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return locally(() -> PolicyAccess.support(policy).verifyingBy(
                PolicyAccess.support(policy).verifying().orElse(() -> policy.choiceFor(scheme).provider())));
    }

    private RemoteKeyDraft locally(Supplier<SupportingProviders> providers) {
        return new RemoteKeyDraft(scheme, input, encoding, publicKey, providers);
    }

    /** The key that this signer signs with, or everything that does not go together. The signer is not asked yet. */
    public Validation<Seq<Violation>, RemoteSigningKey> signedBy(RemoteSigner signer) {
        Objects.requireNonNull(signer, "signer");
        SupportingProviders providers = local.get();
        Option<Validation<Seq<Violation>, VerificationKey>> verification = publicKey.map(encoded ->
                encoded.flatMap(its -> VerificationKey.of(scheme, providers.verifying(), its)));
        Seq<Violation> violations = contradictions().appendAll(verification.toList()
                .filter(Validation::isInvalid).flatMap(Validation::getError));
        return violations.isEmpty()
                ? Validation.valid(new RemoteSigningKey(
                        scheme, input, encoding, verification.map(Validation::get), providers.sha256(), signer))
                : Validation.invalid(violations);
    }

    private List<Violation> contradictions() {
        List<Violation> contradictions = List.empty();
        if (scheme == SignatureScheme.EDDSA && input != SigningInput.MESSAGE) {
            contradictions = contradictions.append(new Violation("input",
                    "must be MESSAGE for EdDSA: a signature over a digest is one of something else"));
        }
        if (!scheme.isEcdsa() && encoding != SignatureEncoding.RAW) {
            contradictions = contradictions.append(new Violation("encoding",
                    "must be RAW for " + scheme.joseName() + ", whose signatures have no other"));
        }
        return contradictions;
    }

    @Override
    public String toString() {
        return "RemoteKeyDraft[" + scheme.joseName() + ", " + input + ", " + encoding + "]";
    }
}
