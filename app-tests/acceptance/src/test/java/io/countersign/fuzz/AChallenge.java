package io.countersign.fuzz;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** The challenge that fuzzed browser answers belong to. */
final class AChallenge {

    static final String ORIGIN = "https://app.example.com";
    static final String TEXT = "c";

    private AChallenge() {}

    static AssertionRequest request() {
        return new AssertionRequest(Challenge.of(TEXT).get(), Option.some(new RelyingParty("example.com", "Example")),
                List.of(new AllowedCredentials.Passkey(CredentialId.of("AAAA").get(), List.empty()),
                        new AllowedCredentials.Passkey(CredentialId.of("cr-\nopaque").get(), List.of("usb"))),
                UserVerification.REQUIRED);
    }

    /** An action whose challenge asks a passkey for just that. */
    static PendingUserAction pending() {
        AssertionRequest request = request();
        return new PendingUserAction(UserAction.post("/wallets", "{}"), new UserActionChallenge(
                request.challenge(), ChallengeIdentifier.ofOrThrow("session"),
                List.of(new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.FIRST, false)),
                request.userVerification(), Attestation.NONE,
                new AllowedCredentials(List.empty(), request.allowed(), List.empty()),
                new ExternalAuthenticationUrl(""), request.rp()));
    }
}
