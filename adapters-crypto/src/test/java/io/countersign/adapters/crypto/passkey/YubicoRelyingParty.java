package io.countersign.adapters.crypto.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.Octets;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Yubico's WebAuthn server with one user and one passkey: an independent judge of what ours make. */
final class YubicoRelyingParty implements CredentialRepository {

    static final String RP_ID = "example.com";
    static final String ORIGIN = "https://app.example.com";
    static final String USER = "ada";
    static final Octets USER_HANDLE = Octets.of("user-of-ada".getBytes(UTF_8));

    private final RelyingParty relyingParty;
    private RegisteredCredential registered;

    private YubicoRelyingParty(String rpId, String origin, boolean validatesCounter) {
        this.relyingParty = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder().id(rpId).name("Example").build())
                .credentialRepository(this)
                .origins(Set.of(origin))
                .validateSignatureCounter(validatesCounter)
                .build();
    }

    /** Knows that passkey already. */
    static YubicoRelyingParty knowing(SoftwarePasskey passkey) {
        return of(RP_ID, ORIGIN, true).enrolled(passkey.webAuthnId(), passkey.publicKeyCose());
    }

    static YubicoRelyingParty of(String rpId, String origin, boolean validatesCounter) {
        return new YubicoRelyingParty(rpId, origin, validatesCounter);
    }

    YubicoRelyingParty enrolled(Octets webAuthnId, Octets publicKeyCose) {
        registered = RegisteredCredential.builder().credentialId(byteArray(webAuthnId))
                .userHandle(byteArray(USER_HANDLE)).publicKeyCose(byteArray(publicKeyCose)).signatureCount(0).build();
        return this;
    }

    /** A registration ceremony; afterwards the passkey is known here. */
    RegistrationResult register(String challenge, PasskeyAttestation answer, UserVerificationRequirement verification)
            throws Exception {
        var options = relyingParty.startRegistration(StartRegistrationOptions.builder()
                .user(UserIdentity.builder().name(USER).displayName(USER).id(byteArray(USER_HANDLE)).build())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder().userVerification(verification).build())
                .build());
        var response = AuthenticatorAttestationResponse.builder()
                .attestationObject(byteArray(answer.attestationObject()))
                .clientDataJSON(byteArray(answer.clientData()))
                .build();
        var result = relyingParty.finishRegistration(FinishRegistrationOptions.builder()
                .request(options.toBuilder().challenge(utf8(challenge)).build())
                .response(PublicKeyCredential
                        .<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>builder()
                        .id(byteArray(answer.webAuthnId())).response(response)
                        .clientExtensionResults(ClientRegistrationExtensionOutputs.builder().build()).build())
                .build());
        enrolled(answer.webAuthnId(), Octets.of(result.getPublicKeyCose().getBytes()));
        return result;
    }

    /** An authentication ceremony; afterwards the signature count is known here. */
    AssertionResult verify(String challenge, Fido2Assertion answer, UserVerificationRequirement verification)
            throws Exception {
        AssertionRequest request = relyingParty.startAssertion(StartAssertionOptions.builder()
                .username(USER).userVerification(verification).build());
        var options = request.getPublicKeyCredentialRequestOptions().toBuilder().challenge(utf8(challenge)).build();
        var response = AuthenticatorAssertionResponse.builder()
                .authenticatorData(byteArray(answer.authenticatorData()))
                .clientDataJSON(byteArray(answer.clientData().json()))
                .signature(byteArray(answer.signature()))
                .userHandle(answer.userHandle().map(YubicoRelyingParty::byteArray).toJavaOptional())
                .build();
        AssertionResult result = relyingParty.finishAssertion(FinishAssertionOptions.builder()
                .request(request.toBuilder().publicKeyCredentialRequestOptions(options).build())
                .response(PublicKeyCredential
                        .<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>builder()
                        .id(registered.getCredentialId()).response(response)
                        .clientExtensionResults(ClientAssertionExtensionOutputs.builder().build()).build())
                .build());
        registered = registered.toBuilder().signatureCount(result.getSignatureCount()).build();
        return result;
    }

    AssertionResult verify(String challenge, Fido2Assertion answer) throws Exception {
        return verify(challenge, answer, UserVerificationRequirement.PREFERRED);
    }

    private static ByteArray byteArray(Octets octets) {
        return new ByteArray(octets.toByteArray());
    }

    private static ByteArray utf8(String text) {
        return new ByteArray(text.getBytes(UTF_8));
    }

    private Stream<RegisteredCredential> known() {
        return Stream.ofNullable(registered);
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return known()
                .map(credential -> PublicKeyCredentialDescriptor.builder().id(credential.getCredentialId()).build())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.of(byteArray(USER_HANDLE));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return userHandle.equals(byteArray(USER_HANDLE)) ? Optional.of(USER) : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return known().filter(credential -> credential.getCredentialId().equals(credentialId)
                && credential.getUserHandle().equals(userHandle)).findFirst();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return known().filter(credential -> credential.getCredentialId().equals(credentialId))
                .collect(Collectors.toSet());
    }
}
