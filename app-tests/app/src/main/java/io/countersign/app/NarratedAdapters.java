package io.countersign.app;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.RelyingParty;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.Authenticator;
import io.countersign.ports.outbound.KeyUnlocker;
import io.countersign.ports.outbound.SigningKey;
import io.countersign.ports.outbound.UnlockedKey;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;

/** Wraps outbound ports so that each call is described on the console. */
final class NarratedAdapters {

    private NarratedAdapters() {
    }

    static UserActionTransport transport(UserActionTransport transport, Narration narration) {
        return new UserActionTransport() {

            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                return requestChallenge(action, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(
                    UserAction action, Transmission transmission) {
                narration.sent("challenge", "POST /auth/action/init  describes " + action.method() + " " + action.path()
                        + " with body " + action.payload().text());
                return narration.timed(() -> transport.requestChallenge(action, transmission), answer -> answer.fold(
                        NarratedAdapters::told,
                        challenge -> "challenge \"" + Narration.shortened(challenge.challenge().value(), 24)
                                + "\", which any of " + challenge.firstFactors().size()
                                + " credentials may sign"));
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
                return redeem(challenge, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
                narration.sent("redeem", "POST /auth/action  with the assertion of "
                        + challenge.firstFactor().credential()
                        + challenge.secondFactor()
                                .map(second -> ", and as a second factor that of " + second.credential())
                                .getOrElse(""));
                return narration.timed(() -> transport.redeem(challenge, transmission), answer -> answer.fold(
                        NarratedAdapters::told,
                        token -> "user action token " + Narration.masked() + ", good for one call"));
            }
        };
    }

    static SigningKey key(SigningKey key, Narration narration) {
        return message -> {
            narration.sent("sign", Narration.shortened(new String(message, StandardCharsets.UTF_8), 60));
            return narration.<Either<SigningFailure, byte[]>>timed(() -> key.sign(message),
                    answer -> answer.fold(SigningFailure::message, bytes -> bytes.length + " bytes of signature"));
        };
    }

    static KeyUnlocker unlocker(KeyUnlocker unlocker, Narration narration) {
        return encrypted -> {
            narration.sent("unlock", "the encrypted private key that came with the challenge, password "
                    + Narration.masked());
            return narration.<Either<SigningFailure, UnlockedKey>>timed(() -> unlocker.unlock(encrypted),
                    answer -> answer.fold(SigningFailure::message, key -> "a key that signs until it is forgotten"))
                    .map(key -> unlocked(key, narration));
        };
    }

    private static UnlockedKey unlocked(UnlockedKey key, Narration narration) {
        SigningKey narrated = key(key, narration);
        return new UnlockedKey() {

            @Override
            public Either<SigningFailure, byte[]> sign(byte[] message) {
                return narrated.sign(message);
            }

            @Override
            public void close() {
                key.close();
            }
        };
    }

    static Authenticator authenticator(Authenticator authenticator, Narration narration) {
        return request -> {
            narration.sent("sign", "WebAuthn assertion for relying party "
                    + request.rp().map(RelyingParty::id).getOrElse("of the passkey")
                    + ", by one of " + request.allowed().size() + " passkeys");
            return narration.<Either<SigningFailure, Fido2Assertion>>timed(() -> authenticator.sign(request),
                    answer -> answer.fold(SigningFailure::message, assertion -> assertion.authenticatorData().length()
                            + " bytes of authenticator data, " + assertion.signature().length() + " of signature"));
        };
    }

    static ActionExecutor executor(ActionExecutor executor, Narration narration) {
        return authorized -> {
            UserAction action = authorized.action();
            narration.sent("call", action.method() + " " + action.path() + "  with X-DFNS-USERACTION: "
                    + Narration.masked() + " and body " + action.payload().text());
            return narration.<Either<ApiFailure, ApiAnswer>>timed(() -> executor.execute(authorized),
                    answer -> answer.fold(NarratedAdapters::told, success -> success.status() + " " + success.body()));
        };
    }

    private static String told(ApiFailure failure) {
        return failure.message();
    }
}
