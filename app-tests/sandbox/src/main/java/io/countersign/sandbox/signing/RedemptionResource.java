package io.countersign.sandbox.signing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.JsonMembers;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Predicate;

/**
 * {@code POST /auth/action}: takes a signed challenge and returns a user action token.
 *
 * <p>Violations in the body alone (shape, encodings, unsupported kinds, one credential twice) leave the challenge
 * unused. Any other attempt uses it up, also when it fails: a wrong signature, a credential of another user and a
 * missing second factor all cost the challenge. So nobody can guess twice, and a client does the same after every
 * failure: it starts again with a new challenge.
 */
public final class RedemptionResource {

    private final Enrolment enrolment;
    private final SigningSessions sessions;
    private final CredentialPolicy policy;
    private final IssuedTokens tokens;

    public RedemptionResource(
            Enrolment enrolment, SigningSessions sessions, CredentialPolicy policy, IssuedTokens tokens) {
        this.enrolment = enrolment;
        this.sessions = sessions;
        this.policy = policy;
        this.tokens = tokens;
    }

    public Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call) {
        return redeemed(call, session -> session.user().equals(user) && !session.isLogin())
                .map(session -> Answer.ok(JsonNodeFactory.instance.objectNode()
                        .put("userAction", tokens.issueFor(session))));
    }

    /** Answers {@code POST /auth/login} with the bearer token of the user whose credential signed. */
    public Either<Refusal, Answer> loginAnswer(ReceivedCall call) {
        return redeemed(call, SigningSession::isLogin)
                .map(session -> Answer.ok(JsonNodeFactory.instance.objectNode()
                        .put("token", session.user().authToken())));
    }

    private Either<Refusal, SigningSession> redeemed(ReceivedCall call, Predicate<SigningSession> expected) {
        return JsonMembers.ofJson(call)
                .flatMap(body -> Redemption.read(body, policy))
                .flatMap(redemption -> sessions.take(redemption.challengeIdentifier(), expected)
                        .flatMap(session -> objection(session, redemption)
                                .<Either<Refusal, SigningSession>>map(Either::left)
                                .getOrElse(() -> Either.right(session))));
    }

    private Option<Refusal> objection(SigningSession session, Redemption redemption) {
        return objection(session, redemption.first())
                .orElse(() -> redemption.second().flatMap(second -> objection(session, second)))
                .orElse(() -> policy.objection(redemption));
    }

    private Option<Refusal> objection(SigningSession session, Assertion assertion) {
        return assertion.objection(enrolment.of(session.user()), session.challenge());
    }
}
