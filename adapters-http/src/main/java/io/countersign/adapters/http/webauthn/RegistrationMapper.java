package io.countersign.adapters.http.webauthn;

import io.countersign.adapters.http.wire.ChallengeMapper;
import io.countersign.adapters.http.wire.CreationOptions;
import io.countersign.adapters.http.wire.GeneratedChallengeMapper;
import io.countersign.adapters.http.wire.IdentifiedTwice;
import io.countersign.adapters.http.wire.RegistrationChallenge;
import io.countersign.domain.challenge.Attestation;
import io.countersign.domain.challenge.Challenge;
import io.countersign.domain.challenge.RegistrationRequest;
import io.countersign.domain.challenge.RegistrationRequest.ResidentKey;
import io.countersign.domain.challenge.UserVerification;
import io.vavr.collection.List;
import io.vavr.control.Option;

/** Maps the answer of the API that asks for a passkey. Only validated answers are mapped. */
final class RegistrationMapper {

    private static final ChallengeMapper CHALLENGES = new GeneratedChallengeMapper();

    private RegistrationMapper() {
    }

    /** Returns the request that the answer makes. */
    static RegistrationRequest toDomain(RegistrationChallenge answer) {
        RegistrationChallenge.Selection selection = answer.authenticatorSelection();
        return new RegistrationRequest(
                Challenge.ofOrThrow(answer.challenge()),
                CHALLENGES.toDomain(answer.rp()),
                new RegistrationRequest.User(
                        answer.user().id(), answer.user().name(), answer.user().displayName()),
                List.ofAll(answer.pubKeyCredParams()).map(CreationOptions.Parameters::alg),
                CHALLENGES.passkeys(answer.excludeCredentials()),
                Option.of(IdentifiedTwice.noneIfEmpty(selection.authenticatorAttachment())),
                residentKey(selection),
                UserVerification.valueOf(selection.userVerification().name()),
                Attestation.valueOf(answer.attestation().name()));
    }

    /** Returns the wish for a resident key; Level 1 has {@code requireResidentKey} only (WebAuthn Level 2 §5.4.4). */
    private static ResidentKey residentKey(RegistrationChallenge.Selection selection) {
        return Option.of(selection.residentKey()).map(wish -> ResidentKey.valueOf(wish.name()))
                .getOrElse(() -> Boolean.TRUE.equals(selection.requireResidentKey())
                        ? ResidentKey.REQUIRED : ResidentKey.DISCOURAGED);
    }
}
