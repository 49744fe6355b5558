package io.countersign.adapters.crypto.passkey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.access.PolicyAccess;
import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A passkey in software: a key pair for one relying party, and where it is used (WebAuthn Level 2 §4, <em>public key
 * credential source</em>). A {@link SoftwareAuthenticator} signs with it.
 *
 * <pre>{@code
 * SoftwarePasskey.forRelyingParty("example.com", "https://app.example.com").withNewKey(SignatureScheme.ES256);
 *
 * SoftwarePasskey.forRelyingParty("example.com", "https://app.example.com")
 *         .id(id)                          // what the API calls it
 *         .signatureCounter(counter)       // that goes on where it stopped
 *         .withPem(pem);
 * }</pre>
 *
 * <p>Immutable, but for its signature counter, and for {@link #close}. Safe for use by several threads, if its provider
 * is. Text forms show its names and scheme; key material and the user handle never.
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

    SoftwarePasskey(
            CredentialId id, Octets webAuthnId, String rpId, String origin, Option<Octets> userHandle,
            Octets publicKeyCose, JcaSigningKey key, SignatureCounter counter) {
        this.id = id;
        this.webAuthnId = webAuthnId;
        this.rpId = rpId;
        this.origin = origin;
        this.userHandle = userHandle;
        this.publicKeyCose = publicKeyCose;
        this.key = key;
        this.counter = new IncreasingCounter(counter);
        this.sha256 = PolicyAccess.support(key.policy()).sha256();
    }

    /**
     * A passkey for that relying party, to be completed by a key.
     *
     * @param rpId the domain that the passkey belongs to ({@code example.com}): the origin's host, or a domain above it
     * @param origin where the user is taken to sign ({@code https://app.example.com}): https, or http on localhost, as
     *         browsers write it
     */
    public static PasskeyDraft forRelyingParty(String rpId, String origin) {
        return new PasskeyDraft(rpId, origin);
    }

    /** The API's name for it. */
    public CredentialId id() {
        return id;
    }

    /** Its WebAuthn credential id ({@code rawId}), under which relying parties know it. */
    public Octets webAuthnId() {
        return webAuthnId;
    }

    /** The domain that it belongs to. */
    public String rpId() {
        return rpId;
    }

    /** Where the user is taken to sign. */
    public String origin() {
        return origin;
    }

    /** Whose it is, in the relying party's words (WebAuthn Level 2 §4, <em>user handle</em>), if that is known. */
    public Option<Octets> userHandle() {
        return userHandle;
    }

    /** What it signs. */
    public SignatureScheme scheme() {
        return key.scheme();
    }

    /** Its public key as a COSE_Key (RFC 9052 §7) in canonical CBOR: what a relying party keeps to verify with. */
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

    /** Closes its key: it signs no more ({@link SigningFailure.KeyUnusable}). Closing again does nothing. */
    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "SoftwarePasskey[" + id + ", " + scheme().joseName() + ", " + rpId + ", " + origin + "]";
    }
}
