package io.countersign.contracts.support;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.AllowedCredentials;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.ChallengeIdentifier;
import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.domain.challenge.ExternalAuthenticationUrl;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.SupportedCredential;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.challenge.UserVerification;
import io.countersign.domain.credential.ClientData;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialId;
import io.countersign.domain.credential.CredentialKind;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.domain.credential.KeyAssertion;
import io.countersign.domain.credential.Octets;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;

/** Messages of the API and the domain values that they stand for. */
public final class WireSamples {

    public static final String USER_ACTION_TOKEN = "user-action-secret";
    public static final CredentialId KEY = id("cr-key-1");
    static final CredentialId PASSKEY = id("c2VjcmV0IQ==");
    public static final CredentialId PROTECTED_KEY = id("cr-protected-1");

    /** A challenge with every member of the API reference, and some unknown ones. */
    public static final String CHALLENGE = """
            {
              "challenge": "MTpkOWI2",
              "challengeIdentifier": "eyJ0eXAiOiJKV1QifQ.e30.c2ln",
              "supportedCredentialKinds": [
                {"kind": "Key", "factor": "either", "requiresSecondFactor": false},
                {"kind": "Hologram", "factor": "fourth", "requiresSecondFactor": true, "colour": "green"}
              ],
              "userVerification": "required",
              "attestation": "direct",
              "allowCredentials": {
                "key": [{"type": "public-key", "id": "cr-key-1"}],
                "webauthn": [{"type": "public-key", "id": "c2VjcmV0IQ==", "transports": "usb"}],
                "passwordProtectedKey": [
                  {"type": "public-key", "id": "cr-protected-1", "encryptedPrivateKey": "encrypted-secret"}],
                "hologram": [{"id": "holo-1"}]
              },
              "externalAuthenticationUrl": "https://api.example/sign?code=url-secret",
              "rp": {"id": "example.com", "name": "Bücher 🦜"},
              "somethingNew": {"ignored": [1, 2, 3]}
            }
            """;

    private WireSamples() {
    }

    public static CredentialId id(String value) {
        return CredentialId.ofOrThrow(value);
    }

    /** Returns a challenge with that text and no optional members. */
    public static String challenge(String challenge) {
        return """
                {"challenge": "%s", "challengeIdentifier": "session.jwt", "supportedCredentialKinds": [],
                 "userVerification": "discouraged", "attestation": "none", "allowCredentials": {},
                 "externalAuthenticationUrl": ""}""".formatted(challenge);
    }

    public static UserAction action() {
        return action("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}");
    }

    public static UserAction action(String method, String target, String body) {
        return UserAction.ofOrThrow(method, target, body);
    }

    /** Returns the action with a token. */
    public static AuthorizedAction authorized(UserAction action) {
        return action.authorizedBy(UserActionToken.ofOrThrow(USER_ACTION_TOKEN));
    }

    /** Returns a challenge that accepts every kind as every factor that it can be. */
    public static UserActionChallenge domainChallenge(String identifier) {
        return new UserActionChallenge(
                Challenge.ofOrThrow("sign me"), ChallengeIdentifier.ofOrThrow(identifier),
                List.of(CredentialKind.KEY, CredentialKind.PASSWORD_PROTECTED_KEY, CredentialKind.FIDO2)
                        .map(kind -> new SupportedCredential(kind, CredentialFactor.EITHER, false))
                        .append(new SupportedCredential(CredentialKind.PASSWORD, CredentialFactor.FIRST, false))
                        .append(new SupportedCredential(CredentialKind.TOTP, CredentialFactor.SECOND, false)),
                UserVerification.REQUIRED, Attestation.NONE,
                allowed(List.empty()), new ExternalAuthenticationUrl(""), Option.none());
    }

    /** Returns one credential of each kind that has ids. */
    public static AllowedCredentials allowed(Seq<String> transports) {
        return new AllowedCredentials(
                List.of(new AllowedCredentials.Key(KEY)),
                List.of(new AllowedCredentials.Passkey(PASSKEY, transports)),
                List.of(new AllowedCredentials.PasswordProtectedKey(
                        PROTECTED_KEY, new EncryptedPrivateKey("encrypted-secret"))));
    }

    public static SignedChallenge signed(CredentialAssertion first) {
        return domainChallenge("session.jwt").signedBy(first).get();
    }

    public static SignedChallenge signed(CredentialAssertion first, CredentialAssertion second) {
        return domainChallenge("session.jwt").signedBy(first, second).get();
    }

    /**
     * Returns an assertion whose client data and signature contain, in standard base64, {@code +}, {@code /} and {@code
     * =}.
     */
    public static KeyAssertion keyAssertion(Option<String> algorithm) {
        return new KeyAssertion(KEY, ClientData.keyGet("sign me"), octets(0xFB, 0xEF, 0xFF, 1), algorithm);
    }

    public static Fido2Assertion fido2Assertion(Option<Octets> userHandle) {
        String json = "{\"type\":\"webauthn.get\",\"challenge\":\"c2lnbiBtZQ\",\"origin\":\"https://example.com\"}";
        return new Fido2Assertion(PASSKEY, new ClientData(
                        Octets.of(json.getBytes(StandardCharsets.UTF_8)), ClientData.WEBAUTHN_GET,
                        "c2lnbiBtZQ", Option.some("https://example.com"), Option.none()),
                octets(0xFB, 0xEF, 0xFF, 2), octets(0xFB, 0xEF, 0xFF, 3), userHandle);
    }

    public static Octets octets(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < values.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return Octets.of(bytes);
    }
}
