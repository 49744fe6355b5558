package io.countersign.adapters.crypto.passkey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A passkey in software: a key pair for one relying party, and the origin where it is used (WebAuthn Level 2 §4,
 * <em>public key credential source</em>). A {@link SoftwareAuthenticator} signs with it.
 *
 * <pre>{@code
 * SoftwarePasskey.builder("example.com", "https://app.example.com")
 *         .id(id)                          // the API's name for it
 *         .signatureCounter(counter)       // one that is kept with the key
 *         .key(key)                        // JcaSigningKey.fromPem(pem), or generate(SignatureScheme.ES256)
 *         .build();
 * }</pre>
 *
 * <p>Immutable, except for its signature counter and for {@link #close}. Safe for use by several threads, if its
 * provider is. Text forms show its names and scheme, never key material or the user handle.
 */
public final class SoftwarePasskey implements AutoCloseable {

    private final CredentialId id;
    private final Octets webAuthnId;
    private final String rpId;
    private final String origin;
    private final Option<Octets> userHandle;
    private final Octets publicKeyCose;
    private final JcaSigningKey key;
    private final IncreasingCounter counter;
    private final Sha256 sha256;

    private SoftwarePasskey(Builder builder, JcaSigningKey key, Octets webAuthnId, Octets publicKeyCose) {
        this.id = builder.id == null ? CredentialId.ofOrThrow(webAuthnId.base64Url()) : builder.id;
        this.webAuthnId = webAuthnId;
        this.rpId = builder.rpId;
        this.origin = builder.origin;
        this.userHandle = Option.of(builder.userHandle);
        this.publicKeyCose = publicKeyCose;
        this.key = key;
        this.counter = new IncreasingCounter(builder.counter.get());
        this.sha256 = key.policy().support().sha256();
    }

    /**
     * Returns a builder of a passkey for a relying party, which needs a {@linkplain Builder#key key}.
     *
     * @param rpId the domain that the passkey belongs to ({@code example.com}): the origin's host, or a domain above it
     * @param origin the origin of the page where the user signs ({@code https://app.example.com}): https, or http on
     *     localhost, as browsers write it
     */
    public static Builder builder(String rpId, String origin) {
        return new Builder(Objects.requireNonNull(rpId, "rpId"), Objects.requireNonNull(origin, "origin"));
    }

    /** Returns the API's name for it. */
    public CredentialId id() {
        return id;
    }

    /** Returns its WebAuthn credential id ({@code rawId}), by which relying parties know it. */
    public Octets webAuthnId() {
        return webAuthnId;
    }

    /** Returns the domain that it belongs to. */
    public String rpId() {
        return rpId;
    }

    /** Returns the origin of the page where the user signs. */
    public String origin() {
        return origin;
    }

    /** Returns the relying party's user handle (WebAuthn Level 2 §4), if it was given. */
    public Option<Octets> userHandle() {
        return userHandle;
    }

    /** Returns the scheme of its signatures. */
    public SignatureScheme scheme() {
        return key.scheme();
    }

    /** Returns its public key as a COSE_Key (RFC 9052 §7) in canonical CBOR, as a relying party keeps it. */
    public Octets publicKeyCose() {
        return publicKeyCose;
    }

    Either<SigningFailure, Fido2Assertion> assertion(String challenge, boolean userVerified) {
        ClientData clientData = clientData(ClientData.WEBAUTHN_GET, challenge);
        return rpIdHash()
                .flatMap(hash -> counter.next()
                        .map(count -> AuthenticatorData.ofAssertion(hash, userVerified, count)))
                .flatMap(authenticatorData -> signature(authenticatorData, clientData)
                        .map(signature -> new Fido2Assertion(
                                id, clientData, Octets.of(authenticatorData), Octets.of(signature), userHandle)));
    }

    Either<SigningFailure, PasskeyAttestation> attestation(String challenge, boolean userVerified) {
        return rpIdHash()
                .map(hash -> AuthenticatorData.ofAttestation(hash, userVerified, webAuthnId, publicKeyCose))
                .map(authenticatorData -> new CborWriter().map(3)
                        .text("fmt").text("none")
                        .text("attStmt").map(0)
                        .text("authData").bytes(authenticatorData)
                        .toByteArray())
                .map(attestationObject -> new PasskeyAttestation(id, webAuthnId,
                        clientData("webauthn.create", challenge).json(), Octets.of(attestationObject)));
    }

    private Either<SigningFailure, byte[]> rpIdHash() {
        return sha256.toBeSigned(rpId.getBytes(US_ASCII));
    }

    private ClientData clientData(String type, String challenge) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(challenge.getBytes(UTF_8));
        return ClientData.create(type, encoded, Option.some(origin), Option.some(false));
    }

    private Either<SigningFailure, byte[]> signature(byte[] authenticatorData, ClientData clientData) {
        return sha256.toBeSigned(clientData.json().toByteArray())
                .flatMap(hash -> key.sign(ByteBuffer.allocate(authenticatorData.length + hash.length)
                        .put(authenticatorData).put(hash).array()));
    }

    /** Closes its key. Then signing fails as {@link SigningFailure.Kind#KEY_UNUSABLE}. Closing again does nothing. */
    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "SoftwarePasskey[" + id + ", " + scheme().joseName() + ", " + rpId + ", " + origin + "]";
    }

    /**
     * Builds a {@link SoftwarePasskey}. Can be used again after it has built one. Not safe for use by several threads.
     */
    public static final class Builder {

        private static final int FRESH_ID_BYTES = 32;
        private static final int LONGEST_ID = 1023;
        private static final int LONGEST_USER_HANDLE = 64;
        private static final Violation WRONG_SCHEME =
                new Violation("key", "must be for ES256, EdDSA or RS256, which WebAuthn relying parties take");

        private final String rpId;
        private final String origin;
        private @Nullable CredentialId id;
        private @Nullable Octets webAuthnId;
        private @Nullable Octets userHandle;
        private @Nullable PublicKey publicKey;
        private Supplier<SignatureCounter> counter = SignatureCounter::inMemory;
        private @Nullable JcaSigningKey key;

        private Builder(String rpId, String origin) {
            this.rpId = rpId;
            this.origin = origin;
        }

        /** Sets the API's name for the passkey, by which challenges allow it. Default: the WebAuthn id as base64url. */
        public Builder id(CredentialId id) {
            this.id = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Sets the WebAuthn credential id, by which the relying party knows the passkey. Default: 32 random bytes.
         *
         * @param rawId 1 to 1023 bytes (WebAuthn Level 2 §4)
         */
        public Builder webAuthnId(Octets rawId) {
            this.webAuthnId = Objects.requireNonNull(rawId, "rawId");
            return this;
        }

        /**
         * Sets the user handle of the relying party, which each assertion repeats. Default: none.
         *
         * @param handle 1 to 64 bytes (WebAuthn Level 2 §5.4.3)
         */
        public Builder userHandle(Octets handle) {
            this.userHandle = Objects.requireNonNull(handle, "handle");
            return this;
        }

        /** Sets the counter of signatures. Default: a new {@link SignatureCounter#inMemory()} for each passkey. */
        public Builder signatureCounter(SignatureCounter counter) {
            Objects.requireNonNull(counter, "counter");
            this.counter = () -> counter;
            return this;
        }

        /**
         * Sets the public key, for a private key that does not show its numbers, as in an HSM. Then it is not checked
         * against the private key, since an HSM may count its signatures, or ask a person to confirm each. Default:
         * derived from the private key, if the {@link ProviderPolicy} lets Bouncy Castle do that.
         */
        public Builder publicKey(PublicKey key) {
            this.publicKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets the private key, for ES256, EdDSA or RS256. {@link SoftwarePasskey#close} closes it; if the passkey is
         * not valid, it stays the caller's.
         */
        public Builder key(JcaSigningKey key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Returns the passkey.
         *
         * @return the passkey, or everything that is wrong with it
         */
        public Validation<Seq<Violation>, SoftwarePasskey> build() {
            JcaSigningKey given = key;
            Seq<Violation> violations = RelyingPartyScope.objections(rpId, origin)
                    .appendAll(lengthFault("webAuthnId", webAuthnId, LONGEST_ID))
                    .appendAll(lengthFault("userHandle", userHandle, LONGEST_USER_HANDLE));
            if (given == null) {
                return Validation.invalid(violations.append(new Violation("key", "must be given")));
            }
            Option<Octets> derived = given.publicKey().flatMap(encoded -> CoseKey.of(given.scheme(), encoded));
            Option<Octets> stated = Option.of(publicKey).flatMap(its -> CoseKey.of(given.scheme(), its));
            Either<Violation, Octets> rawId = rawId(given.policy().support());
            Seq<Violation> all = violations.appendAll(rawId.swap().toOption())
                    .appendAll(!CoseKey.isFor(given.scheme())
                            ? Option.some(WRONG_SCHEME)
                            : publicKeyFault(given.scheme(), derived, stated));
            return all.isEmpty()
                    ? Validation.valid(new SoftwarePasskey(this, given, rawId.get(), derived.orElse(stated).get()))
                    : Validation.invalid(all);
        }

        /**
         * Returns the passkey, like {@link #build}.
         *
         * @throws InvalidValueException with all violations, if something is wrong with it
         */
        public SoftwarePasskey buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
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
                return Either.left(new Violation("webAuthnId",
                        "must be given, since no provider that may be used makes "
                        + "random bytes (" + Thrown.typeOf(noRandomness) + ")"));
            }
        }

        private Option<Violation> publicKeyFault(
                SignatureScheme scheme, Option<Octets> derived, Option<Octets> stated) {
            if (publicKey == null) {
                return Option.when(derived.isEmpty(), () -> new Violation("publicKey",
                        "must be given, since the private key does not show its numbers, or was closed, or its "
                                + "provider policy lets nobody derive it"));
            }
            if (stated.isEmpty()) {
                return Option.some(new Violation("publicKey", "must be a key for " + scheme.joseName()));
            }
            return Option.when(derived.exists(its -> !its.equals(stated.get())),
                    () -> new Violation("publicKey", "must be the one that belongs to the private key"));
        }

        private static Option<Violation> lengthFault(String field, @Nullable Octets octets, int longest) {
            return Option.when(octets != null && (octets.length() < 1 || octets.length() > longest),
                    () -> new Violation(field, "must be 1 to " + longest + " bytes"));
        }

        @Override
        public String toString() {
            return "SoftwarePasskey.Builder[" + rpId + ", " + origin + "]";
        }
    }
}
