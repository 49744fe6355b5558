package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.countersign.sandbox.http.Base64Url;
import io.vavr.control.Option;

import java.util.function.Supplier;

/**
 * A {@code Fido2} credential: a passkey (WebAuthn) whose private key a software authenticator can use. Its {@link
 * #credId()} is the WebAuthn credential id in base64url without padding. Immutable, thread-safe.
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

    /**
     * Returns the id of the relying party that this passkey belongs to.
     *
     * @return the relying party id
     */
    public String rpId() {
        return rpId;
    }

    /**
     * Returns an origin that the sandbox accepts in client data: the first of the configured ones.
     *
     * @return the origin
     */
    public String origin() {
        return origin;
    }

    /**
     * Returns the user handle given at registration, in base64url without padding.
     *
     * @return the user handle
     */
    public String userHandle() {
        return userHandle;
    }
}
