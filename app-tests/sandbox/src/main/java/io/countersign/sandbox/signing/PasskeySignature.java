package io.countersign.sandbox.signing;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
import com.yubico.webauthn.exception.AssertionFailedException;
import io.countersign.sandbox.enrolment.EnrolledPasskey;
import io.countersign.sandbox.enrolment.OnePasskey;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Sha256;
import io.countersign.sandbox.http.StrictJson;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Verifies the signature of a passkey with the JDK, since Yubico's server library throws on some malformed ones. Where
 * the client data writes the challenge as browsers do, that library then verifies the whole assertion; it knows no
 * other way to write a challenge.
 *
 * @param assertion the assertion
 * @param challenge the challenge
 */
record PasskeySignature(PasskeyAssertion assertion, String challenge) {

    boolean isBy(EnrolledPasskey passkey) {
        return passkey.key().get().check().accepts(signedBytes(), assertion.signature())
                && (repeatsChallengeVerbatim() || isAcceptedByYubico(passkey));
    }

    private boolean repeatsChallengeVerbatim() {
        return StrictJson.object(assertion.clientData())
                .exists(clientData -> clientData.path("challenge").asText().equals(challenge));
    }

    private byte[] signedBytes() {
        byte[] hash = Sha256.of(assertion.clientData());
        return ByteBuffer.allocate(assertion.authenticatorData().length + hash.length)
                .put(assertion.authenticatorData()).put(hash).array();
    }

    // The counter is left to the one who can advance it atomically.
    private boolean isAcceptedByYubico(EnrolledPasskey passkey) {
        WebAuthnPolicy policy = passkey.policy();
        RelyingParty relyingParty = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder().id(policy.rpId()).name(policy.rpId()).build())
                .credentialRepository(new OnePasskey(passkey))
                .origins(policy.origins().toJavaSet())
                .validateSignatureCounter(false)
                .build();
        try {
            return relyingParty.finishAssertion(FinishAssertionOptions.builder()
                    .request(requestTo(policy)).response(responseOf(passkey)).build()).isSuccess();
        } catch (AssertionFailedException | IOException | Base64UrlException | RuntimeException refused) {
            // What the library does not understand it throws at, in ways of its own: client data is the client's.
            return false;
        }
    }

    private AssertionRequest requestTo(WebAuthnPolicy policy) {
        return AssertionRequest.builder()
                .publicKeyCredentialRequestOptions(PublicKeyCredentialRequestOptions.builder()
                        .challenge(new ByteArray(challenge.getBytes(StandardCharsets.UTF_8)))
                        .rpId(policy.rpId())
                        .userVerification(UserVerificationRequirement.valueOf(policy.userVerification().name()))
                        .build())
                .username(OnePasskey.USERNAME)
                .build();
    }

    private PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> responseOf(
            EnrolledPasskey passkey) throws IOException, Base64UrlException {
        return PublicKeyCredential
                .<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>builder()
                .id(passkey.id())
                .response(AuthenticatorAssertionResponse.builder()
                        .authenticatorData(new ByteArray(assertion.authenticatorData()))
                        .clientDataJSON(new ByteArray(assertion.clientData()))
                        .signature(new ByteArray(assertion.signature()))
                        .userHandle(assertion.userHandle().map(ByteArray::new).toJavaOptional())
                        .build())
                .clientExtensionResults(ClientAssertionExtensionOutputs.builder().build())
                .build();
    }
}
