package io.countersign.testkit.sandbox;

import io.vavr.control.Either;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Everything beyond {@code /auth/action}: reading is free, changing takes a user action token for exactly this call.
 * Thread-safe.
 */
final class ProtectedResources {

    private final IssuedTokens tokens;
    private final WalletResource wallets;
    private final Queue<ExecutedCall> executed = new ConcurrentLinkedQueue<>();

    ProtectedResources(IssuedTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.wallets = new WalletResource(clock);
    }

    Either<Refusal, Answer> answer(SandboxUser user, ReceivedCall call) {
        return switch (call.method()) {
            case "GET", "HEAD" -> executed(user, call);
            case "POST", "PUT", "PATCH", "DELETE" -> isProven(user, call)
                    ? executed(user, call)
                    : Refusal.NOT_PROVEN.asLeft();
            default -> Refusal.methodNotAllowed("GET, HEAD, POST, PUT, PATCH, DELETE").asLeft();
        };
    }

    List<ExecutedCall> executedCalls() {
        return List.copyOf(executed);
    }

    private boolean isProven(SandboxUser user, ReceivedCall call) {
        return call.soleHeader("X-DFNS-USERACTION").exists(token -> tokens.spend(token, user, call));
    }

    private Either<Refusal, Answer> executed(SandboxUser user, ReceivedCall call) {
        return wallets.answer(call)
                .getOrElse(() -> Either.right(EchoResource.answer(call)))
                .peek(answer -> executed.add(
                        new ExecutedCall(user, call.method(), call.path(), call.bodyText())));
    }
}
