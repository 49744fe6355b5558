package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.http.Base64Url;
import io.vavr.control.Option;

import java.util.function.Supplier;

/**
 * A {@code Fido2} credential: a passkey (WebAuthn), whose private key an authenticator in software can use. Its
 * {@link #credId()} is the WebAuthn credential id in base64url without padding. Immutable, thread-safe.
 */
public final class SandboxPasskey extends SandboxCredential {

    private final String rpId;
    private final String origin;
    private final String userHandle;

    public SandboxPasskey(KeyAlgorithm algorithm, String credId, Option<Supplier<String>> privateKeyPem,
            String rpId, String origin, byte[] userHandle) {
        super(CredentialKind.FIDO2, algorithm, credId, privateKeyPem);
        this.rpId = rpId;
        this.origin = origin;
        this.userHandle = Base64Url.of(userHandle);
    }

    /** The relying party that it is for. */
    public String rpId() {
        return rpId;
    }

    /** An origin that the sandbox accepts in client data; the first of those that are configured. */
    public String origin() {
        return origin;
    }

    /** The user handle that it was made with, in base64url without padding, as it stands on the wire. */
    public String userHandle() {
        return userHandle;
    }
}
