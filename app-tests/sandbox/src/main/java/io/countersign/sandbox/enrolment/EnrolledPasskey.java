package io.countersign.sandbox.enrolment;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.AttestationObject;
import com.yubico.webauthn.data.AttestedCredentialData;
import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.ByteArray;
import io.countersign.domain.credential.Octets;
import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.http.Sha256;
import io.countersign.sandbox.http.StrictJson;
import io.countersign.sandbox.model.KeyAlgorithm;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.Lazy;
import io.vavr.control.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A {@code Fido2} credential as the server keeps it. Thread-safe; only its signature counter changes.
 *
 * @param credential the credential as its user knows it
 * @param id the WebAuthn credential id
 * @param userHandle the user handle
 * @param key the public key
 * @param policy the requirements for an assertion
 * @param counter the last signature count seen
 */
public record EnrolledPasskey(SandboxPasskey credential, ByteArray id, ByteArray userHandle, Lazy<CosePublicKey> key,
        WebAuthnPolicy policy, SignatureCounter counter) implements Enrolled {

    private static final int LONGEST_ID_IN_BYTES = 1023;
    private static final int LONGEST_USER_HANDLE_IN_BYTES = 64;

    /** Returns a passkey whose private key the sandbox has and generates when it is first needed. */
    static EnrolledPasskey seeded(WebAuthnPolicy policy, KeyAlgorithm algorithm, byte[] id, byte[] userHandle) {
        Lazy<FakePasskey> made = Lazy.of(() -> FakePasskey.made(algorithm, policy.rpId(), userHandle));
        SandboxPasskey credential = new SandboxPasskey(algorithm, Base64Url.of(id),
                Option.some(() -> Pem.of("PRIVATE KEY", made.get().pkcs8())), policy.rpId(), policy.origins().head(),
                userHandle);
        return new EnrolledPasskey(credential, new ByteArray(id), new ByteArray(userHandle),
                made.map(passkey -> CosePublicKey.of(passkey.coseKey())), policy, new SignatureCounter());
    }

    /**
     * Returns a passkey of which the sandbox has the public half only.
     *
     * @param policy the requirements for an assertion
     * @param id the WebAuthn credential id
     * @param coseKey the public key as COSE_Key
     * @param userHandle the user handle
     * @return the passkey
     * @throws IllegalArgumentException if an argument is invalid; the message is one line and says why
     */
    public static EnrolledPasskey registered(WebAuthnPolicy policy, byte[] id, byte[] coseKey, byte[] userHandle) {
        inBytes("credential id", id, LONGEST_ID_IN_BYTES);
        inBytes("user handle", userHandle, LONGEST_USER_HANDLE_IN_BYTES);
        CosePublicKey key = CosePublicKey.of(coseKey);
        return new EnrolledPasskey(
                new SandboxPasskey(key.algorithm(), Base64Url.of(id), Option.none(), policy.rpId(),
                        policy.origins().head(), userHandle),
                new ByteArray(id), new ByteArray(userHandle), Lazy.of(() -> key), policy, new SignatureCounter());
    }

    /**
     * Returns a passkey that a browser made for a user.
     *
     * @param policy the requirements for an assertion
     * @param registrationResponse {@code RegistrationResponseJSON}
     * @param user the user, whose id is the user handle
     * @return the passkey
     * @throws IllegalArgumentException if an argument is invalid; the message is one line and says why
     */
    public static EnrolledPasskey registered(WebAuthnPolicy policy, String registrationResponse, SandboxUser user) {
        AuthenticatorData data = StrictJson.object(registrationResponse.getBytes(StandardCharsets.UTF_8))
                .map(json -> json.at("/response/attestationObject").asText())
                .flatMap(text -> Octets.ofBase64("attestationObject", text).toOption())
                .flatMap(EnrolledPasskey::authenticatorData)
                .filter(made -> made.getAttestedCredentialData().isPresent())
                .getOrElseThrow(() -> new IllegalArgumentException(
                        "no RegistrationResponseJSON with an attestationObject that holds a passkey"));
        if (!data.getRpIdHash().equals(new ByteArray(Sha256.of(policy.rpId().getBytes(StandardCharsets.UTF_8))))) {
            throw new IllegalArgumentException("a passkey for another relying party than " + policy.rpId());
        }
        AttestedCredentialData made = data.getAttestedCredentialData().get();
        return registered(policy, made.getCredentialId().getBytes(), made.getCredentialPublicKey().getBytes(),
                user.id().getBytes(StandardCharsets.UTF_8));
    }

    private static Option<AuthenticatorData> authenticatorData(Octets attestationObject) {
        try {
            return Option.some(new AttestationObject(new ByteArray(attestationObject.toByteArray()))
                    .getAuthenticatorData());
        } catch (IOException | RuntimeException malformed) {
            return Option.none();
        }
    }

    // WebAuthn Level 2 §4 (credential ID, user handle)
    private static void inBytes(String what, byte[] bytes, int longest) {
        if (bytes.length < 1 || bytes.length > longest) {
            throw new IllegalArgumentException(
                    "a " + what + " has 1 to " + longest + " bytes, and this one has " + bytes.length);
        }
    }

    /** Returns this passkey as Yubico's library represents it. */
    RegisteredCredential registration() {
        return RegisteredCredential.builder()
                .credentialId(id).userHandle(userHandle).publicKeyCose(key.get().bytes())
                .signatureCount(counter.value())
                .build();
    }

    @Override
    public String toString() {
        return "EnrolledPasskey[" + credential + "]";
    }
}
