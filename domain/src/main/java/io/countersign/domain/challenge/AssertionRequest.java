package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.CollectedClientData;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.Fido2Assertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * What an authenticator is asked to sign: the part of a challenge that concerns passkeys (WebAuthn Level 2 §5.5,
 * {@code PublicKeyCredentialRequestOptions}). An immutable value; holds no secret.
 *
 * @param challenge the text to be signed; WebAuthn gets its UTF-8 bytes
 * @param rp whom the passkey signs for, if that is said
 * @param allowed the passkeys that may answer; where there are none, none may, whereas WebAuthn takes an empty
 *         {@code allowCredentials} to mean any
 * @param userVerification how much the authenticator is to verify its user
 */
public record AssertionRequest(
        Challenge challenge, Option<RelyingParty> rp, Seq<AllowedCredentials.Passkey> allowed,
        UserVerification userVerification) {

    public AssertionRequest {
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(rp, "rp");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(userVerification, "userVerification");
    }

    /** The same request to that passkey alone; to none if it is not among those that may answer. */
    public AssertionRequest only(CredentialId id) {
        Objects.requireNonNull(id, "id");
        return new AssertionRequest(
                challenge, rp, allowed.filter(passkey -> passkey.id().equals(id)), userVerification);
    }

    /**
     * What speaks against that assertion as an answer to this request: another passkey, another type of client data,
     * another challenge, or an origin that is not among those. Empty if nothing does.
     *
     * @param origins where users may sign ({@code https://app.example.com}); empty if that is left to the API
     */
    public Seq<Violation> objectionsTo(Fido2Assertion assertion, Set<String> origins) {
        Objects.requireNonNull(assertion, "assertion");
        Objects.requireNonNull(origins, "origins");
        CollectedClientData clientData = assertion.clientData();
        return List.of(
                violationUnless(allowed.exists(passkey -> passkey.id().equals(assertion.credId())),
                        "credId", "must be a passkey that the challenge allows: "
                                + OneLine.ofAll(allowed.map(AllowedCredentials.Passkey::id), "none")),
                violationUnless(clientData.type().equals(CollectedClientData.WEBAUTHN_GET),
                        "clientData.type", "must be " + CollectedClientData.WEBAUTHN_GET),
                violationUnless(clientData.repeats(challenge.value()),
                        "clientData.challenge", "must be this challenge, not another"),
                violationUnless(assertion.isFromOneOf(origins),
                        "clientData.origin", "must be one of " + OneLine.ofAll(origins.toSortedSet().toList(), "none"))
        ).flatMap(violation -> violation);
    }

    private static Option<Violation> violationUnless(boolean holds, String field, String message) {
        return Option.when(!holds, () -> new Violation(field, message));
    }

    @Override
    public String toString() {
        return "AssertionRequest[challenge=" + challenge + ", rp=" + rp + ", allowed="
                + OneLine.ofAll(allowed.map(AllowedCredentials.Passkey::id), "none")
                + ", userVerification=" + userVerification + "]";
    }
}
