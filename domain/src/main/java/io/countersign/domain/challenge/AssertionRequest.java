package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.credential.CredentialId;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * The part of a challenge that an authenticator is asked to sign (WebAuthn Level 2 §5.5,
 * {@code PublicKeyCredentialRequestOptions}). Immutable; holds no secret.
 *
 * @param challenge the text to be signed; WebAuthn gets its UTF-8 bytes
 * @param rp the relying party that the passkey belongs to, if the API names it
 * @param allowed the passkeys that may answer; none if empty, whereas WebAuthn takes an empty {@code allowCredentials}
 *         to mean any
 * @param userVerification whether the authenticator is to verify its user
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

    /** Returns this request for one passkey alone; for none if that one may not answer. */
    public AssertionRequest only(CredentialId id) {
        Objects.requireNonNull(id, "id");
        return new AssertionRequest(
                challenge, rp, allowed.filter(passkey -> passkey.id().equals(id)), userVerification);
    }

    @Override
    public String toString() {
        return "AssertionRequest[challenge=" + challenge + ", rp=" + rp + ", allowed="
                + OneLine.ofAll(allowed.map(AllowedCredentials.Passkey::id), "none")
                + ", userVerification=" + userVerification + "]";
    }
}
