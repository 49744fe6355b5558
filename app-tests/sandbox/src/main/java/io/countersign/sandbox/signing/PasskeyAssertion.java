package io.countersign.sandbox.signing;

import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.ByteArray;
import io.countersign.sandbox.enrolment.EnrolledPasskey;
import io.countersign.sandbox.enrolment.EnrolledUser;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.Refusal;
import io.vavr.control.Option;

/**
 * A passkey's signature over its authenticator data and the hash of the client data (WebAuthn Level 2 §7.2).
 *
 * @param path its path in the body
 * @param credId the claimed credential
 * @param clientData the client data as the browser collected it
 * @param authenticatorData the authenticator data
 * @param signature the signature
 * @param userHandle the user handle, if there is one
 */
record PasskeyAssertion(String path, String credId, byte[] clientData, byte[] authenticatorData, byte[] signature,
        Option<byte[]> userHandle) implements Assertion {

    static final String KIND = "Fido2";

    static PasskeyAssertion read(JsonMembers members) {
        return new PasskeyAssertion(members.pathOf(""), members.nonEmptyText("credId"),
                members.base64Url("clientData"), members.base64Url("authenticatorData"),
                members.base64Url("signature"), members.optionalBase64Url("userHandle"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Option<Refusal> objection(EnrolledUser user, String challenge) {
        return user.find(EnrolledPasskey.class, KIND, credId)
                .map(passkey -> objection(passkey, challenge))
                .getOrElse(() -> Option.some(Refusal.NO_SUCH_CREDENTIAL));
    }

    private Option<Refusal> objection(EnrolledPasskey passkey, String challenge) {
        return AuthenticatorDataCheck.parsed(authenticatorData)
                .map(data -> objection(passkey, challenge, data))
                .getOrElse(() -> Option.some(Refusal.invalidBody(
                        path + "authenticatorData", "must be authenticator data (WebAuthn Level 2 §6.1)")));
    }

    /** Checks the counter last: only a valid signature may advance it. */
    private Option<Refusal> objection(EnrolledPasskey passkey, String challenge, AuthenticatorData data) {
        return ClientDataCheck.ofPasskey(challenge, passkey.policy().origins()).objection(clientData)
                .map(message -> Refusal.invalidBody(path + "clientData", message))
                .orElse(() -> new AuthenticatorDataCheck(passkey.policy()).objection(data)
                        .map(message -> Refusal.notAuthorized(path + "authenticatorData", message)))
                .orElse(() -> userHandle
                        .filter(handle -> !passkey.userHandle().equals(new ByteArray(handle)))
                        .map(other -> Refusal.notAuthorized(path + "userHandle", "must be the credential's own")))
                .orElse(() -> Option.when(!new PasskeySignature(this, challenge).isBy(passkey),
                        () -> Refusal.notAuthorized(path + "signature",
                                "is not the credential's signature over authenticatorData and SHA-256(clientData)")))
                .orElse(() -> Option.when(!passkey.counter().advanceTo(data.getSignatureCounter()),
                        () -> Refusal.notAuthorized(path + "authenticatorData",
                                "must have a signature counter beyond the last one, " + passkey.counter().value())));
    }

    @Override
    public String toString() {
        return "PasskeyAssertion[" + credId + "]";
    }
}
