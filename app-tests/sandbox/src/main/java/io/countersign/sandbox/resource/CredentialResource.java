package io.countersign.sandbox.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.sandbox.enrolment.EnrolledPasskey;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.http.ShortLived;
import io.countersign.sandbox.model.SandboxPasskey;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.ClientDataCheck;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Clock;
import java.time.Duration;

/**
 * {@code POST /auth/credentials}: registers the passkey that a browser made to answer {@code POST
 * /auth/credentials/init}. Thread-safe.
 */
public final class CredentialResource {

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Enrolment enrolment;
    private final WebAuthnPolicy webAuthn;
    private final Clock clock;
    private final ShortLived<Begun> begun;

    public CredentialResource(Enrolment enrolment, WebAuthnPolicy webAuthn, Clock clock) {
        this.enrolment = enrolment;
        this.webAuthn = webAuthn;
        this.clock = clock;
        this.begun = new ShortLived<>(clock);
    }

    private record Begun(SandboxUser user, String challenge) {
    }

    /** Remembers a challenge that was given to a user, and returns its identifier. */
    public String begin(SandboxUser user, String challenge) {
        String identifier = RandomText.secret("sandbox-credential-secret-");
        begun.put(identifier, new Begun(user, challenge), clock.instant().plus(LIFETIME));
        return identifier;
    }

    /** Answers a call if it registers a passkey. */
    Option<Either<Refusal, Answer>> answer(SandboxUser user, ReceivedCall call) {
        return Option.when(call.method().equals("POST") && call.path().equals("/auth/credentials"),
                        () -> JsonMembers.of(call.body()))
                .filter(body -> body.exists(members -> members.json().path("credentialKind").asText().equals("Fido2")))
                .map(body -> body.flatMap(members -> registered(user, members)));
    }

    private Either<Refusal, Answer> registered(SandboxUser user, JsonMembers body) {
        String identifier = body.nonEmptyText("challengeIdentifier");
        String name = body.nonEmptyText("credentialName");
        Option<JsonMembers> info = body.object("credentialInfo");
        byte[] clientData = info.map(members -> members.base64Url("clientData")).getOrElse(new byte[0]);
        String attestation = info.map(members -> members.nonEmptyText("attestationData")).getOrElse("");
        String credId = info.map(members -> members.nonEmptyText("credId")).getOrElse("");
        return body.ifFaultless(() -> begun.get(identifier))
                .flatMap(session -> session.filter(its -> its.user().equals(user) && begun.remove(identifier))
                        .toEither(Refusal.CHALLENGE_NOT_VALID))
                .flatMap(session -> ClientDataCheck.ofNewPasskey(session.challenge(), webAuthn.origins())
                        .objection(clientData).toEither(session).swap()
                        .mapLeft(objection -> Refusal.invalidBody("credentialInfo.clientData", objection)))
                .flatMap(session -> registered(user, credId, attestation))
                .map(passkey -> Answer.ok(JsonNodeFactory.instance.objectNode()
                        .put("kind", "Fido2").put("name", name)
                        .put("credentialId", passkey.credId()).put("credentialUuid", RandomText.named("cr-"))
                        .put("dateCreated", clock.instant().toString()).put("isActive", true).put("publicKey", "")
                        .put("relyingPartyId", passkey.rpId()).put("origin", passkey.origin())));
    }

    private Either<Refusal, SandboxPasskey> registered(SandboxUser user, String credId, String attestation) {
        try {
            EnrolledPasskey passkey = EnrolledPasskey.registered(webAuthn, JsonNodeFactory.instance.objectNode()
                    .set("response", JsonNodeFactory.instance.objectNode().put("attestationObject", attestation))
                    .toString(), user);
            if (!passkey.credential().credId().equals(credId)) {
                return Refusal.invalidBody("credentialInfo.credId", "must be the id in the attestation").asLeft();
            }
            enrolment.of(user).add(passkey);
            return Either.right(passkey.credential());
        } catch (IllegalArgumentException unusable) {
            return Refusal.invalidBody("credentialInfo.attestationData", "is " + unusable.getMessage()).asLeft();
        }
    }
}
