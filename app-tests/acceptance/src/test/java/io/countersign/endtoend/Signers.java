package io.countersign.endtoend;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.SandboxKey;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;
import io.countersign.sandbox.model.SandboxUser;

import java.util.function.Supplier;

/** Creates our adapters for the sandbox's credentials. */
final class Signers {

    static final String WALLET = "{\"network\":\"EthereumSepolia\",\"name\":\"Zoë 🦜\"}";

    private Signers() {
    }

    static ApiConnection connection(Sandbox sandbox, SandboxUser user) {
        return ApiConnection.open(ConnectionSettings.builder(sandbox.baseUrl().toString(), user::authToken)
                .buildOrThrow());
    }

    static UserAction createWallet() {
        return UserAction.of("POST", "/wallets", WALLET).get();
    }

    static CredentialId id(String value) {
        return CredentialId.of(value).get();
    }

    static CredentialSigner of(SandboxKey key) {
        return CredentialSigner.key(
                id(key.credId()), JcaSigningKey.fromPem(key.privateKeyPem().toCharArray()).get());
    }

    static CredentialSigner of(SandboxPasswordProtectedKey key) {
        return CredentialSigner.passwordProtectedKey(
                id(key.credId()), unlocker(key, () -> key.password().toCharArray()));
    }

    /** Opens a key in an unauthenticated form for its public key only. */
    static PasswordKeyUnlocker unlocker(SandboxPasswordProtectedKey key, Supplier<char[]> password) {
        return PasswordKeyUnlocker.askingFor(password).withForms(EncryptedKeyForm.PKCS8)
                .forPublicKey(key.publicKeyPem()).get();
    }

    static CredentialSigner of(SandboxPasskey passkey) {
        return CredentialSigner.fido2(id(passkey.credId()), authenticator(passkey));
    }

    static SoftwareAuthenticator authenticator(SandboxPasskey passkey) {
        return SoftwareAuthenticator.holding(SoftwarePasskey.builder(passkey.rpId(), passkey.origin())
                .id(id(passkey.credId()))
                .userHandle(Octets.ofBase64("userHandle", passkey.userHandle()).get())
                .key(JcaSigningKey.fromPemOrThrow(passkey.privateKeyPem().toCharArray())).buildOrThrow());
    }
}
