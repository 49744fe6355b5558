package io.countersign.adapters.http;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.control.Option;
import mockwebserver3.MockWebServer;

import java.time.Duration;

/** What the tests of this module say over and over. */
final class Settings {

    static final String BEARER = "bearer-secret-1";
    static final CredentialId KEY = CredentialId.of("cr-key-1").get();

    private Settings() {
    }

    static ConnectionSettings.Draft to(MockWebServer server) {
        return ConnectionSettings.to(server.url("/").toString(), () -> BEARER)
                .connectWithin(Duration.ofSeconds(5)).answerWithin(Duration.ofSeconds(5));
    }

    static UserAction anAction() {
        return UserAction.of("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}").get();
    }

    static UserActionToken aToken() {
        return UserActionToken.of("user-action-secret-1").get();
    }

    static ActionPath path(String target) {
        return ActionPath.of(target).get();
    }

    static UserActionChallenge aChallenge() {
        return new UserActionChallenge(
                Challenge.of("sign me").get(), ChallengeIdentifier.of("session.jwt").get(),
                List.of(new SupportedCredential(CredentialKind.KEY, CredentialFactor.EITHER, false),
                        new SupportedCredential(CredentialKind.TOTP, CredentialFactor.SECOND, false)),
                UserVerification.REQUIRED, Attestation.NONE,
                new AllowedCredentials(List.of(new AllowedCredentials.Key(KEY)), List.empty(), List.empty()),
                new ExternalAuthenticationUrl(""), Option.none());
    }

    static KeyAssertion anAssertion() {
        return new KeyAssertion(KEY, ClientData.keyGet("sign me"), Octets.of(new byte[] {1, 2, 3, -1}), Option.none());
    }

    static SignedChallenge aSignedChallenge() {
        return aChallenge().signedBy(anAssertion()).get();
    }

    static final String CHALLENGE_JSON = """
            {
              "challenge": "MTpkOWI2",
              "challengeIdentifier": "eyJ0eXAiOiJKV1QifQ.e30.c2ln",
              "supportedCredentialKinds": [
                {"kind": "Key", "factor": "either", "requiresSecondFactor": false},
                {"kind": "Hologram", "factor": "fourth", "requiresSecondFactor": true}
              ],
              "userVerification": "required",
              "attestation": "direct",
              "allowCredentials": {
                "key": [{"type": "public-key", "id": "cr-key-1"}],
                "webauthn": [{"type": "public-key", "id": "c2VjcmV0IQ==", "transports": "usb"}],
                "passwordProtectedKey": [
                  {"type": "public-key", "id": "cr-ppk-1", "encryptedPrivateKey": "encrypted-secret"}]
              },
              "externalAuthenticationUrl": "https://api.example/sign?code=url-secret",
              "rp": {"id": "example.com", "name": "Example"},
              "somethingNew": {"ignored": [1, 2, 3]}
            }
            """;
}
