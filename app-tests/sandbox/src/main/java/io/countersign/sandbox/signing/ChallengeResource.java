package io.countersign.sandbox.signing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.enrolment.AllowedCredentials;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.enrolment.WebAuthnPolicy;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Either;

/** Returns challenges: for a described call ({@code POST /auth/action/init}), or to log in. */
public final class ChallengeResource {

    private final Enrolment enrolment;
    private final SigningSessions sessions;
    private final CredentialPolicy policy;
    private final WebAuthnPolicy webAuthn;

    public ChallengeResource(Enrolment enrolment, SigningSessions sessions, CredentialPolicy policy,
            WebAuthnPolicy webAuthn) {
        this.enrolment = enrolment;
        this.sessions = sessions;
        this.policy = policy;
        this.webAuthn = webAuthn;
    }

    public Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call) {
        return JsonMembers.ofJson(call)
                .flatMap(DescribedCall::read)
                .map(described -> challengeFor(sessions.open(user, described)));
    }

    /** Answers {@code POST /auth/login/init} with a challenge for the user of that name. */
    public Either<Refusal, Answer> loginAnswer(String username) {
        return enrolment.named(username).toEither(Refusal.USER_NOT_FOUND)
                .map(user -> challengeFor(sessions.open(user, DescribedCall.LOGIN)));
    }

    private Answer challengeFor(SigningSessions.Opened opened) {
        ObjectNode challenge = JsonNodeFactory.instance.objectNode()
                .put("challenge", opened.session().challenge())
                .put("challengeIdentifier", opened.challengeIdentifier())
                .put("userVerification", webAuthn.userVerificationOnTheWire())
                .put("attestation", "direct")
                .put("externalAuthenticationUrl",
                        "https://sign.sandbox.invalid/?token=" + RandomText.secret("sandbox-external-secret-"));
        challenge.set("supportedCredentialKinds", policy.supportedCredentialKinds());
        challenge.set("allowCredentials", AllowedCredentials.of(enrolment.of(opened.session().user()).credentials()));
        challenge.putObject("rp").put("id", webAuthn.rpId()).put("name", "Countersign sandbox");
        return Answer.ok(challenge);
    }
}
