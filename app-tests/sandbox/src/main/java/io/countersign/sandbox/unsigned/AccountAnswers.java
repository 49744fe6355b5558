package io.countersign.sandbox.unsigned;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.unsigned.Newcomers.Newcomer;
import io.vavr.collection.List;

import java.time.Instant;

/**
 * Writes the answers of registration, recovery and new credentials, in the API's shapes.
 *
 * @param organisationId the organisation's id
 * @param webAuthn the relying party
 */
record AccountAnswers(String organisationId, WebAuthnPolicy webAuthn) {

    /** COSE algorithms: ES256, EdDSA, RS256. */
    private static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);
    private static final List<String> FIRST_FACTORS = List.of("Fido2", "Key", "PasswordProtectedKey", "Password");
    private static final List<String> SECOND_FACTORS = List.of("Fido2", "Key", "PasswordProtectedKey", "Totp");

    static ObjectNode message(String text) {
        return JsonNodeFactory.instance.objectNode().put("message", text);
    }

    static ObjectNode token(String token) {
        return JsonNodeFactory.instance.objectNode().put("token", token);
    }

    ObjectNode registrationChallenge(Newcomer newcomer) {
        ObjectNode challenge = creationOptions(newcomer.id(), newcomer.username())
                .put("temporaryAuthenticationToken", newcomer.token())
                .put("otpUrl", "");
        ObjectNode kinds = challenge.putObject("supportedCredentialKinds");
        FIRST_FACTORS.forEach(kinds.putArray("firstFactor")::add);
        SECOND_FACTORS.forEach(kinds.putArray("secondFactor")::add);
        return challenge;
    }

    ObjectNode recoveryChallenge(Newcomer newcomer, String recoveryCredentialId) {
        ObjectNode challenge = registrationChallenge(newcomer);
        challenge.putArray("allowedRecoveryCredentials").addObject()
                .put("id", recoveryCredentialId).put("encryptedRecoveryKey", "");
        return challenge;
    }

    ObjectNode credentialChallenge(String kind, String userId) {
        return creationOptions(userId, userId)
                .put("kind", kind)
                .put("temporaryAuthenticationToken", "");
    }

    private ObjectNode creationOptions(String userId, String username) {
        ObjectNode options = JsonNodeFactory.instance.objectNode()
                .put("challenge", RandomText.secret("ch-"))
                .put("attestation", "none");
        // Published clients give WebAuthn the UTF-8 bytes of this id.
        options.putObject("user").put("id", userId).put("name", username).put("displayName", username);
        options.putObject("rp").put("id", webAuthn.rpId()).put("name", "Countersign sandbox");
        options.putObject("authenticatorSelection").put("residentKey", "preferred").put("requireResidentKey", false)
                .put("userVerification", webAuthn.userVerificationOnTheWire());
        var algorithms = options.putArray("pubKeyCredParams");
        ALGORITHMS.forEach(algorithm -> algorithms.addObject().put("type", "public-key").put("alg", algorithm));
        options.putArray("excludeCredentials");
        return options;
    }

    ObjectNode registered(Newcomer newcomer, String credentialKind) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("credential").put("uuid", RandomText.named("cr-")).put("kind", credentialKind)
                .put("name", credentialKind);
        answer.putObject("user").put("id", newcomer.id()).put("username", newcomer.username())
                .put("orgId", organisationId);
        return answer;
    }

    ObjectNode credential(String kind, String name, String credentialId, Instant now) {
        return JsonNodeFactory.instance.objectNode()
                .put("kind", kind).put("name", name)
                .put("credentialId", credentialId).put("credentialUuid", RandomText.named("cr-"))
                .put("dateCreated", now.toString()).put("isActive", true).put("publicKey", "")
                .put("relyingPartyId", webAuthn.rpId()).put("origin", webAuthn.origins().head());
    }

    static ObjectNode wallet(String network, Instant now) {
        ObjectNode wallet = JsonNodeFactory.instance.objectNode()
                .put("id", RandomText.named("wa-")).put("network", network)
                .put("status", "Active").put("dateCreated", now.toString()).put("custodial", false);
        wallet.putObject("signingKey").put("id", RandomText.named("key-")).put("scheme", "ECDSA")
                .put("curve", "secp256k1").put("publicKey", "");
        wallet.putArray("tags");
        return wallet;
    }
}
