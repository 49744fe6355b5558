package io.countersign.app;

import io.countersign.adapters.crypto.JcaSigningKey;
import io.countersign.adapters.crypto.passkey.SoftwareAuthenticator;
import io.countersign.adapters.crypto.passkey.SoftwarePasskey;
import io.countersign.adapters.crypto.password.EncryptedKeyForm;
import io.countersign.adapters.crypto.password.PasswordKeyUnlocker;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Octets;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxPasswordProtectedKey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Creates signers for the sandbox's credentials and closes their keys at the end. Not thread-safe. */
final class DemoSigners implements AutoCloseable {

    private final Narration narration;
    private final List<Runnable> forgetting = new ArrayList<>();

    DemoSigners(Narration narration) {
        this.narration = narration;
    }

    CredentialSigner key(String credentialId, String privateKeyPem) {
        char[] pem = privateKeyPem.toCharArray();
        JcaSigningKey key = JcaSigningKey.fromPem(pem).get();
        Arrays.fill(pem, '\0');
        forgetting.add(key::close);
        return CredentialSigner.key(CredentialId.ofOrThrow(credentialId), NarratedAdapters.key(key, narration));
    }

    CredentialSigner passwordProtectedKey(SandboxPasswordProtectedKey credential) {
        return CredentialSigner.passwordProtectedKey(CredentialId.ofOrThrow(credential.credId()),
                NarratedAdapters.unlocker(
                        PasswordKeyUnlocker.askingFor(() -> credential.password().toCharArray())
                                .withForms(EncryptedKeyForm.PKCS8)
                                .forPublicKey(credential.publicKeyPem()).get(), narration));
    }

    CredentialSigner passkey(SandboxPasskey credential) {
        CredentialId id = CredentialId.ofOrThrow(credential.credId());
        char[] pem = credential.privateKeyPem().toCharArray();
        SoftwareAuthenticator authenticator = SoftwareAuthenticator.holding(
                SoftwarePasskey.builder(credential.rpId(), credential.origin())
                        .id(id)
                        .userHandle(Octets.ofBase64("userHandle", credential.userHandle()).get())
                        .key(JcaSigningKey.fromPemOrThrow(pem)).buildOrThrow());
        Arrays.fill(pem, '\0');
        forgetting.add(authenticator::close);
        return CredentialSigner.fido2(id, NarratedAdapters.authenticator(authenticator, narration));
    }

    @Override
    public void close() {
        forgetting.forEach(Runnable::run);
    }
}
