package io.countersign.fuzz;

import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialId;
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
}
