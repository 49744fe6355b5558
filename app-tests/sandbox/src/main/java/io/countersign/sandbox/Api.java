package io.countersign.sandbox;

import io.countersign.sandbox.enrolment.Enrolment;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.ErrorEnvelope;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.resource.ProtectedResources;
import io.countersign.sandbox.signing.ChallengeResource;
import io.countersign.sandbox.signing.RedemptionResource;
import io.countersign.sandbox.unsigned.UnsignedEndpoints;
import io.vavr.Function2;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes each request to the resource that answers it, after checking who calls. Thread-safe. */
final class Api {

    // The scheme's name is case-insensitive (RFC 9110 §11.1); the token is what RFC 6750 §2.1 says.
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9\\-._~+/]+=*)");

    private static final Pattern LOGS = Pattern.compile("/auth/action/logs(?:/[^/]+)?");

    private final Enrolment enrolment;
    private final ChallengeResource challenges;
    private final RedemptionResource redemptions;
    private final UnsignedEndpoints unsigned;
    private final ProtectedResources resources;

    Api(Enrolment enrolment, ChallengeResource challenges, RedemptionResource redemptions,
            UnsignedEndpoints unsigned, ProtectedResources resources) {
        this.enrolment = enrolment;
        this.challenges = challenges;
        this.redemptions = redemptions;
        this.unsigned = unsigned;
        this.resources = resources;
    }

    Answer answer(ReceivedCall call) {
        return answer(call, resources::answer);
    }

    /**
     * Answers a request as if a policy had to approve every call that changes something. No such call is carried out.
     */
    Answer pendingAnswer(ReceivedCall call) {
        return answer(call, resources::pendingAnswer);
    }

    private Answer answer(ReceivedCall call, Function2<SandboxUser, ReceivedCall, Either<Refusal, Answer>> beyond) {
        Option<String> token = bearerToken(call);
        return unsigned.answer(token, call)
                .getOrElse(() -> token.flatMap(enrolment::withAuthToken).toEither(Refusal.NOT_AUTHORIZED)
                        .flatMap(user -> answer(user, call, beyond)))
                .getOrElseGet(ErrorEnvelope::of);
    }

    private static Option<String> bearerToken(ReceivedCall call) {
        return call.soleHeader("Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> bearer.group(1));
    }

    private Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call,
            Function2<SandboxUser, ReceivedCall, Either<Refusal, Answer>> beyond) {
        return switch (call.path()) {
            case "/auth/action/init" -> posted(call).flatMap(post -> challenges.answer(user, post));
            case "/auth/action" -> posted(call).flatMap(post -> redemptions.answer(user, post));
            default -> call.path().startsWith("/auth/action/") && !isReadOfLogs(call)
                    ? Refusal.NOT_FOUND.asLeft()
                    : beyond.apply(user, call);
        };
    }

    private static boolean isReadOfLogs(ReceivedCall call) {
        return List.of("GET", "HEAD").contains(call.method()) && LOGS.matcher(call.path()).matches();
    }

    private static Either<Refusal, ReceivedCall> posted(ReceivedCall call) {
        return call.method().equals("POST") ? Either.right(call) : Refusal.methodNotAllowed("POST").asLeft();
    }
}
