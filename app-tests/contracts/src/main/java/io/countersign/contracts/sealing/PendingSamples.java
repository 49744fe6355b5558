package io.countersign.contracts.sealing;

import io.countersign.contracts.support.Secrets;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.ServerKind;
import io.countersign.domain.action.UserAction;
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
import io.countersign.domain.credential.CredentialKind;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Pending user actions, minimal and complete ones, and texts that are not pending user actions. */
final class PendingSamples {

    private static final String BODY = "{\"amount\":\"payload-secret \\u0000 \\\" Zoë 🦜 ﷽\"}\r\n";

    /** Has every optional member, and values other than the default ones. */
    static final PendingUserAction FULL = new PendingUserAction(
            WireSamples.action("PUT", "/wallets/wa-1?dry=true&name=%C3%AB", BODY).withServerKind(ServerKind.STAFF)
                    .markedIdempotent().withCorrelationId(CorrelationId.ofOrThrow("order-4711")),
            new UserActionChallenge(
                    Challenge.ofOrThrow("challenge \"\\ 🦜"), ChallengeIdentifier.ofOrThrow("identifier-secret"),
                    List.of(new SupportedCredential(CredentialKind.KEY, CredentialFactor.FIRST, true),
                            new SupportedCredential(CredentialKind.FIDO2, CredentialFactor.SECOND, false),
                            new SupportedCredential(
                                    new CredentialKind("Hologram"), new CredentialFactor("third"), true)),
                    UserVerification.DISCOURAGED, Attestation.INDIRECT,
                    WireSamples.allowed(List.of("usb", "internal")),
                    new ExternalAuthenticationUrl("https://api.example/sign?code=url-secret"),
                    Option.some(new RelyingParty("example.com", "Bücher 🦜"))));

    static final Seq<PendingUserAction> ALL = List.of(
            FULL,
            new PendingUserAction(WireSamples.action(), WireSamples.domainChallenge("session.jwt")),
            new PendingUserAction(WireSamples.action("DELETE", "/wallets/wa-1", ""),
                    WireSamples.domainChallenge("session.jwt")),
            new PendingUserAction(WireSamples.action().markedIdempotent(), WireSamples.domainChallenge("session.jwt")),
            new PendingUserAction(WireSamples.action("POST", "/x", "x".repeat(100_000)),
                    WireSamples.domainChallenge("session.jwt")));

    /** The secrets in {@link #FULL}, which no failure may show. */
    static final Secrets SECRETS =
            Secrets.of("payload-secret", "identifier-secret", "encrypted-secret", "url-secret");

    static final Seq<String> NO_DOCUMENTS = List.of("", " ", "\0", "null", "true", "0", "\"text\"", "[]", "{}",
            "{\"version\":1}", "no document", "<xml/>", "🦜", "[".repeat(20_000),
            "{\"a\":".repeat(20_000), "9".repeat(20_000));

    private PendingSamples() {
    }

    static PendingUserAction withIdentifier(String identifier) {
        UserAction action = WireSamples.action("POST", "/wallets", identifier);
        return new PendingUserAction(action, WireSamples.domainChallenge(identifier));
    }
}
