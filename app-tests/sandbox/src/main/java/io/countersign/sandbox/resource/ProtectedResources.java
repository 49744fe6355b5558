package io.countersign.sandbox.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.RandomText;
import io.countersign.sandbox.http.ReceivedCall;
import io.countersign.sandbox.http.Refusal;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.IssuedTokens;
import io.vavr.control.Either;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * The resources beyond {@code /auth/action}: reading is free, changing takes a user action token for exactly that call.
 * Thread-safe.
 */
public final class ProtectedResources {

    private final IssuedTokens tokens;
    private final WalletResource wallets;
    private final CredentialResource credentials;
    private final ExternalIds externalIds = new ExternalIds();
    private final Queue<ExecutedCall> executed = new ConcurrentLinkedQueue<>();

    public ProtectedResources(IssuedTokens tokens, CredentialResource credentials, Clock clock) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.wallets = new WalletResource(clock);
    }

    public Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call) {
        return answer(user, call, proven -> externalIds.answer(proven, () -> executed(user, proven)));
    }

    /** Answers a proven call that it has to wait for an approval, without carrying it out. */
    public Either<Refusal, Answer> pendingAnswer(SandboxUser user, ReceivedCall call) {
        return answer(user, call, proven -> Either.right(new Answer(202, JsonNodeFactory.instance.objectNode()
                .put("status", "Pending").put("approvalId", RandomText.named("ap-")), Map.of())));
    }

    private Either<Refusal, Answer> answer(
            SandboxUser user, ReceivedCall call, Function<ReceivedCall, Either<Refusal, Answer>> onceProven) {
        return switch (call.method()) {
            case "GET", "HEAD" -> executed(user, call);
            case "POST", "PUT", "PATCH", "DELETE" -> proven(user, call).flatMap(onceProven);
            default -> Refusal.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE").asLeft();
        };
    }

    public List<ExecutedCall> executedCalls() {
        return List.copyOf(executed);
    }

    /** Spends the token of a call, or returns why the call is refused. */
    private Either<Refusal, ReceivedCall> proven(SandboxUser user, ReceivedCall call) {
        return ProvenPart.of(call).flatMap(part -> call.soleHeader("X-DFNS-USERACTION")
                .filter(token -> tokens.spend(token, user, call, part))
                .map(spent -> call)
                .toEither(Refusal.NOT_PROVEN));
    }

    private Either<Refusal, Answer> executed(SandboxUser user, ReceivedCall call) {
        return wallets.answer(call)
                .orElse(() -> credentials.answer(user, call))
                .getOrElse(() -> Either.right(EchoResource.answer(call)))
                .peek(answer -> note(user, call));
    }

    /** Adds a call to those that were carried out. */
    public void note(SandboxUser user, ReceivedCall call) {
        executed.add(new ExecutedCall(user, call.method(), call.path(), call.bodyText()));
    }
}
