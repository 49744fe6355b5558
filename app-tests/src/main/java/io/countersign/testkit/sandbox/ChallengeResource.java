package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.control.Either;

import java.util.List;

/** {@code POST /auth/action/init}: takes the description of a call and gives a challenge. */
final class ChallengeResource {

    private final Enrolment enrolment;
    private final SigningSessions sessions;
    private final SecondFactorPolicy policy;

    ChallengeResource(Enrolment enrolment, SigningSessions sessions, SecondFactorPolicy policy) {
        this.enrolment = enrolment;
        this.sessions = sessions;
        this.policy = policy;
    }

    Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call) {
        return JsonContentType.objectionTo(call).<Either<Refusal, Answer>>map(Either::left).getOrElse(() ->
                JsonMembers.of(call.body())
                        .flatMap(DescribedCall::read)
                        .map(described -> challengeFor(sessions.open(user, described))));
    }

    private Answer challengeFor(SigningSessions.Opened opened) {
        ObjectNode challenge = JsonNodeFactory.instance.objectNode()
                .put("challenge", opened.session().challenge())
                .put("challengeIdentifier", opened.challengeIdentifier())
                .put("userVerification", "required")
                .put("attestation", "direct")
                .put("externalAuthenticationUrl",
                        "https://sign.sandbox.invalid/?token=" + RandomText.secret("sandbox-external-secret-"));
        challenge.set("supportedCredentialKinds", policy.supportedCredentialKinds());
        challenge.set("allowCredentials", allowCredentials(enrolment.credentials(opened.session().user())));
        challenge.putObject("rp").put("id", "localhost").put("name", "Countersign sandbox");
        return Answer.ok(challenge);
    }

    private static ObjectNode allowCredentials(List<SandboxCredential> credentials) {
        ObjectNode allowed = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = allowed.putArray("key");
        credentials.stream()
                .filter(credential -> credential.kind().name().equals("Key"))
                .forEach(key -> keys.addObject().put("type", "public-key").put("id", key.credId()));
        allowed.putArray("webauthn");
        allowed.putArray("passwordProtectedKey");
        return allowed;
    }
}
