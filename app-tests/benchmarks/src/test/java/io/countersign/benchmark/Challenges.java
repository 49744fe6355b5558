package io.countersign.benchmark;

import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** Creates a challenge of realistic size. */
final class Challenges {

    static final CredentialId KEY = CredentialId.of("cr-6uunn-bm6ja-f6rmod5kqrk5rbel").get();

    private Challenges() {
    }

    static UserActionChallenge usual() {
        return new UserActionChallenge(
                Challenge.of("MTpkOWI2NzAxMDEwNzFkMmY1ZmJjMmYyODdiNGRhNTE2MDMwNzE4M2RkZDM3ZjQ1MGM2ZTM1ZjI0").get(),
                ChallengeIdentifier.of("eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSJ9." + "e30".repeat(150) + ".c2ln").get(),
                List.of(new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false),
                        new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.EITHER, false)),
                UserVerification.REQUIRED, Attestation.NONE,
                new AllowedCredentials(List.of(new AllowedCredentials.Key(KEY)), List.empty(), List.empty()),
                new ExternalAuthenticationUrl(""), Option.none());
    }
}
