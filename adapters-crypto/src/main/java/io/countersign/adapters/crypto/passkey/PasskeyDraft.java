package io.countersign.adapters.crypto.passkey;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.access.PolicyAccess;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.security.Provider;
import java.security.PublicKey;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A {@link SoftwarePasskey} that still lacks its key. Immutable: each method returns another draft, or the passkey with
 * everything that is wrong with it. Safe for use by several threads.
 */
public final class PasskeyDraft {

    private static final int FRESH_ID_BYTES = 32;
    private static final int LONGEST_ID = 1023;
    private static final int LONGEST_USER_HANDLE = 64;

    private final String rpId;
    private final String origin;
    private final @Nullable CredentialId id;
    private final @Nullable Octets webAuthnId;
    private final @Nullable Octets userHandle;
    private final @Nullable PublicKey publicKey;
    private final Supplier<SignatureCounter> counter;

    PasskeyDraft(String rpId, String origin) {
        this(Objects.requireNonNull(rpId, "rpId"), Objects.requireNonNull(origin, "origin"),
                null, null, null, null, SignatureCounter::inMemory);
    }

    private PasskeyDraft(
            String rpId, String origin, @Nullable CredentialId id, @Nullable Octets webAuthnId,
            @Nullable Octets userHandle, @Nullable PublicKey publicKey, Supplier<SignatureCounter> counter) {
        this.rpId = rpId;
        this.origin = origin;
        this.id = id;
        this.webAuthnId = webAuthnId;
        this.userHandle = userHandle;
        this.publicKey = publicKey;
        this.counter = counter;
    }

    /** The API's name for it, under which challenges allow it: the WebAuthn id as base64url unless said otherwise. */
    public PasskeyDraft id(CredentialId name) {
        return new PasskeyDraft(rpId, origin, Objects.requireNonNull(name, "name"), webAuthnId, userHandle, publicKey,
                counter);
    }

    /** Its WebAuthn credential id, 1 to 1023 bytes (§4): 32 random ones unless said otherwise. It is registered. */
    public PasskeyDraft webAuthnId(Octets rawId) {
        return new PasskeyDraft(rpId, origin, id, Objects.requireNonNull(rawId, "rawId"), userHandle, publicKey,
                counter);
    }

    /** Whose it is: the relying party's user handle, 1 to 64 bytes (§5.4.3). Each assertion repeats it. */
    public PasskeyDraft userHandle(Octets handle) {
        return new PasskeyDraft(rpId, origin, id, webAuthnId, Objects.requireNonNull(handle, "handle"), publicKey,
                counter);
    }

    /** Counts its signatures: a new {@link SignatureCounter#inMemory()} for each passkey unless said otherwise. */
    public PasskeyDraft signatureCounter(SignatureCounter counting) {
        Objects.requireNonNull(counting, "counting");
        return new PasskeyDraft(rpId, origin, id, webAuthnId, userHandle, publicKey, () -> counting);
    }

    /**
     * Its public key, for a private key that keeps its numbers to itself, as in an HSM; otherwise it is derived, if the
     * {@link ProviderPolicy} lets Bouncy Castle do that. Where it cannot be derived it is taken at the caller's word,
     * since an HSM may count its signatures, or ask a person to confirm each.
     */
    public PasskeyDraft publicKey(PublicKey key) {
        return new PasskeyDraft(rpId, origin, id, webAuthnId, userHandle, Objects.requireNonNull(key, "key"), counter);
    }

    /** The passkey with the private key in that PEM text, signing with Bouncy Castle. */
    public Validation<Seq<Violation>, SoftwarePasskey> withPem(char[] pem) {
        return withPem(pem, ProviderPolicy.bouncyCastle());
    }

    /**
     * The passkey with the private key in that PEM text, signing with that provider. A refused key is a violation of
     * {@code key} with {@linkplain KeyRefusal#message the refusal's message}.
     *
     * @param pem as {@link JcaSigningKey#fromPem(char[], ProviderPolicy)} takes it: read before this returns, and the
     *         caller's to be wiped
     */
    public Validation<Seq<Violation>, SoftwarePasskey> withPem(char[] pem, Provider provider) {
        return withPem(pem, ProviderPolicy.signingWith(provider));
    }

    /**
     * The same with the providers of that policy. Where it lets nobody work out the public key, and the PEM has none
     * inside, give it: {@link #publicKey}.
     */
    public Validation<Seq<Violation>, SoftwarePasskey> withPem(char[] pem, ProviderPolicy policy) {
        return JcaSigningKey.fromPem(pem, policy)
                .fold(refusal -> invalid("key", refusal.message()), this::withOwnKey);
    }

    /** The passkey with a key pair that Bouncy Castle makes. See {@link #withNewKey(SignatureScheme, Provider)}. */
    public Validation<Seq<Violation>, SoftwarePasskey> withNewKey(SignatureScheme scheme) {
        return withNewKey(scheme, ProviderPolicy.bouncyCastle());
    }

    /**
     * The passkey with a key pair that the provider makes for it, from its own source of randomness; RSA keys have 3072
     * bits. The key lives as long as the passkey, and cannot be had back from it: one that is to outlive the process is
     * made elsewhere, and given {@linkplain #withPem(char[]) as PEM}.
     *
     * @param scheme ES256, EdDSA or RS256
     */
    public Validation<Seq<Violation>, SoftwarePasskey> withNewKey(SignatureScheme scheme, Provider provider) {
        return withNewKey(scheme, ProviderPolicy.signingWith(provider));
    }

    /** The same with the provider that the policy has for that scheme. */
    public Validation<Seq<Violation>, SoftwarePasskey> withNewKey(SignatureScheme scheme, ProviderPolicy policy) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(policy, "policy");
        return CoseKey.isFor(scheme)
                ? PolicyAccess.newKey(scheme, policy).fold(
                        refusal -> invalid("key", refusal.message()), this::withOwnKey)
                : invalid("key", keyMessage());
    }

    /**
     * The passkey with that key.
     *
     * @param key the passkey's own from now on: {@link SoftwarePasskey#close} closes it. If the passkey is invalid it
     *         stays the caller's
     */
    public Validation<Seq<Violation>, SoftwarePasskey> withKey(JcaSigningKey key) {
        Objects.requireNonNull(key, "key");
        Option<Octets> known = key.publicKey().flatMap(encoded -> CoseKey.of(key.scheme(), encoded));
        Option<Octets> given = Option.of(publicKey).flatMap(its -> CoseKey.of(key.scheme(), its));
        Either<Violation, Octets> rawId = rawId(PolicyAccess.support(key.policy()));
        Seq<Violation> violations = violations().appendAll(rawId.swap().toOption())
                .appendAll(!CoseKey.isFor(key.scheme())
                        ? Option.some(new Violation("key", keyMessage()))
                        : publicKeyFault(key.scheme(), known, given));
        return violations.isEmpty()
                ? Validation.valid(passkey(key, rawId.get(), known.orElse(given).get()))
                : Validation.invalid(violations);
    }

    private Validation<Seq<Violation>, SoftwarePasskey> withOwnKey(JcaSigningKey key) {
        Validation<Seq<Violation>, SoftwarePasskey> passkey = withKey(key);
        if (passkey.isInvalid()) {
            key.close();
        }
        return passkey;
    }

    private SoftwarePasskey passkey(JcaSigningKey key, Octets rawId, Octets publicKeyCose) {
        CredentialId name = id == null ? CredentialId.ofOrThrow(rawId.base64Url()) : id;
        return new SoftwarePasskey(
                name, rawId, rpId, origin, Option.of(userHandle), publicKeyCose, key, counter.get());
    }

    private Either<Violation, Octets> rawId(SupportingProviders providers) {
        if (webAuthnId != null) {
            return Either.right(webAuthnId);
        }
        try {
            byte[] bytes = new byte[FRESH_ID_BYTES];
            providers.random().nextBytes(bytes);
            return Either.right(Octets.of(bytes));
        } catch (Exception | Error noRandomness) {
            return Either.left(new Violation("webAuthnId", "must be given, since no provider that may be used makes "
                    + "random bytes (" + Thrown.typeOf(noRandomness) + ")"));
        }
    }

    private Option<Violation> publicKeyFault(SignatureScheme scheme, Option<Octets> known, Option<Octets> given) {
        if (publicKey == null) {
            return Option.when(known.isEmpty(), () -> new Violation("publicKey",
                    "must be given, since the private key does not show its numbers, or was closed, or its provider policy "
                            + "lets nobody derive it"));
        }
        if (given.isEmpty()) {
            return Option.some(new Violation("publicKey", "must be a key for " + scheme.joseName()));
        }
        return Option.when(known.exists(its -> !its.equals(given.get())),
                () -> new Violation("publicKey", "must be the one that belongs to the private key"));
    }

    private static String keyMessage() {
        return "must be for ES256, EdDSA or RS256, which WebAuthn relying parties take";
    }

    private Validation<Seq<Violation>, SoftwarePasskey> invalid(String field, String message) {
        return Validation.invalid(violations().append(new Violation(field, message)));
    }

    /** What is wrong apart from the key. */
    private Seq<Violation> violations() {
        return RelyingPartyScope.objections(rpId, origin)
                .appendAll(lengthFault("webAuthnId", webAuthnId, LONGEST_ID))
                .appendAll(lengthFault("userHandle", userHandle, LONGEST_USER_HANDLE));
    }

    private static Option<Violation> lengthFault(String field, @Nullable Octets octets, int longest) {
        return Option.when(octets != null && (octets.length() < 1 || octets.length() > longest),
                () -> new Violation(field, "must be 1 to " + longest + " bytes"));
    }

    @Override
    public String toString() {
        return "PasskeyDraft[" + rpId + ", " + origin + "]";
    }
}
