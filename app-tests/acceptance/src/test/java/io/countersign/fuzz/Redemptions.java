package io.countersign.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.countersign.ports.failure.ApiFailure;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import okhttp3.Headers;

/** Answers to the redemption of a signed challenge. */
final class Redemptions implements FuzzedParser.Parser {

    static final String SESSION = "session-secret-3";

    private final CannedApi api = new CannedApi();

    @Override
    public boolean accepts(byte[] input) {
        Either<ApiFailure, UserActionToken> answer =
                api.answering(200, Headers.EMPTY, input).transport().redeem(signed());
        if (answer.isLeft()) {
            Checks.inOneLine(answer.getLeft().message(), CannedApi.BEARER, SESSION);
            return false;
        }
        String token = answer.get().value();
        Checks.holds(token.matches("[!-~]+"), "a token is fit for a header");
        Checks.holds(!answer.toString().contains(token) || "UserActionToken[hidden] Right()".contains(token),
                "a token is hidden");
        Checks.holds(new String(input, UTF_8).contains("userAction") || new String(input, UTF_8).contains("\\u"),
                "a token is one that was given");
        return true;
    }

    /** Returns a challenge that its one key has signed. */
    static SignedChallenge signed() {
        CredentialId id = CredentialId.of("cr-1").get();
        return new UserActionChallenge(
                Challenge.of("c").get(), ChallengeIdentifier.of(SESSION).get(),
                List.of(new SupportedCredential(CredentialKind.KEY, CredentialFactor.FIRST, false)),
                UserVerification.REQUIRED, Attestation.NONE,
                new AllowedCredentials(List.of(new AllowedCredentials.Key(id)), List.empty(), List.empty()),
                new ExternalAuthenticationUrl(""), Option.none())
                .signedBy(new KeyAssertion(id, ClientData.keyGet("c"), Octets.of(new byte[] {1}), Option.none())).get();
    }
}
