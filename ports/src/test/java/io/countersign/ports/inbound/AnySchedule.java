package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One call of an action by a schedule of its own. All of it happens on one thread: whatever would happen on another
 * thread meanwhile happens at a point at which foreign code is called: the call is cancelled, the thread is
 * interrupted, the interrupt is cleared, a waiting task runs, foreign code throws. So a seed stands for one schedule,
 * always.
 *
 * <p>The API counts what it carried out. The model of an action: not begun, challenge asked, signed, redeemed, sent,
 * answered or abandoned; a call passes these in order, and each once.
 */
final class AnySchedule implements UserActionTransport, UserActionListener {

    /** What the model calls the states that are noted as they are reached. */
    enum Reached { CHALLENGE_ASKED, SIGNED, REDEEMED, SENT }

    private final Random any;
    private final UserAction action;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private final List<Reached> reached = new ArrayList<>();
    private final boolean reporting;
    private final boolean asynchronous;
    private final Attempt attempt = Attempt.create();
    /** Null until the executor has returned, and where nobody asks for one. */
    private CompletableFuture<Either<UserActionFailure, ApiAnswer>> future;
    private boolean cancelled;
    private int depth;
    int carriedOut;
    Either<UserActionFailure, ApiAnswer> outcome;

    AnySchedule(Random any, UserAction action) {
        this.any = any;
        this.action = action;
        this.reporting = any.nextBoolean();
        this.asynchronous = any.nextInt(4) > 0;
    }

    // what is asked

    /** Runs the call to its end: afterwards nothing waits any more. */
    void run() {
        ExecutingUserActions actions = decorated(UserActions.using(this, this, signer()).executedBy(executor()));
        if (asynchronous) {
            future = actions.asynchronousOn(anyExecutor()).perform(action);
        } else {
            outcome = actions.perform(action, attempt);
        }
        meanwhile();
        while (!waiting.isEmpty()) {
            runOneThatWaits();
            meanwhile();
        }
        Thread.interrupted();
        if (asynchronous) {
            noted(future.isDone(), "the future has not ended");
            outcome = future.isDone() && !future.isCompletedExceptionally() ? future.join() : null;
            noted(outcome != null || cancelled, "the future ended without an outcome, though nobody cancelled it");
        }
    }

    List<String> violations() {
        if (outcome != null && outcome.isLeft() && !outcome.getLeft().mayHaveTakenEffect()) {
            noted(carriedOut == 0, "said to be safe, but carried out: " + outcome.getLeft());
        }
        noted(carriedOut <= 1, "carried out " + carriedOut + " times");
        noted(reached.equals(reached.stream().sorted().distinct().toList()), "passed its states as " + reached);
        return violations;
    }

    private void noted(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private void reached(Reached state) {
        noted(!cancelled || state != Reached.SENT, "sent after it was cancelled");
        reached.add(state);
    }

    // what happens meanwhile

    /** Foreign code is called: anything may happen, and it may throw. */
    private void foreignCode() {
        meanwhile();
        if (any.nextInt(12) == 0) {
            AnySchedule.<RuntimeException>throwAny(any);
        }
    }

    private void meanwhile() {
        for (int happenings = any.nextInt(3); happenings > 0; happenings--) {
            switch (any.nextInt(12)) {
                case 0 -> cancel();
                case 1 -> Thread.currentThread().interrupt();
                case 2, 3 -> Thread.interrupted();
                case 4, 5, 6 -> runOneThatWaits();
                default -> { }
            }
        }
    }

    private void cancel() {
        if (!asynchronous) {
            attempt.cancel();
            cancelled = true;
        } else if (future != null) {
            cancelled |= any.nextBoolean()
                    ? future.cancel(any.nextBoolean())
                    : future.completeExceptionally(new TimeoutException());
        }
    }

    private void runOneThatWaits() {
        Runnable task = waiting.poll();
        if (task != null && depth < 4) {
            depth++;
            try {
                task.run();
            } catch (Throwable ofATask) {
                // threads of pools outlive this
            } finally {
                depth--;
            }
        } else if (task != null) {
            waiting.add(task);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Random any) throws T {
        Throwable[] all = {new IllegalStateException("e"), new AssertionError("a"), new NoSuchMethodError("l"),
            new StackOverflowError(), new IOException("checked"), new InterruptedException()};
        throw (T) all[any.nextInt(all.length)];
    }

    // executors of tasks

    private Executor anyExecutor() {
        int kind = any.nextInt(7);
        return task -> {
            meanwhile();
            if (kind != 4) {
                if (any.nextBoolean()) {
                    waiting.add(task);
                } else {
                    task.run();
                }
            }
            if (kind == 1 || kind == 2) {
                waiting.add(task);
            }
            meanwhile();
            switch (kind) {
                case 2, 3 -> throw new RejectedExecutionException("after all");
                case 4 -> throw new RejectedExecutionException("full");
                case 5 -> throw new NoSuchMethodError("version skew");
                default -> { }
            }
        };
    }

    // user actions of others', which hand the attempt on

    private ExecutingUserActions decorated(ExecutingUserActions actions) {
        if (any.nextInt(3) > 0) {
            return actions;
        }
        return new ExecutingUserActions() {
            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction authorized) {
                return actions.authorize(authorized);
            }

            @Override
            public Either<UserActionFailure, ApiAnswer> perform(UserAction performed) {
                return perform(performed, Attempt.create());
            }

            @Override
            public Either<UserActionFailure, ApiAnswer> perform(UserAction performed, Attempt under) {
                return eitherOf(() -> actions.perform(performed, under));
            }
        };
    }

    /** Asks twice, one within the other or one after the other, and answers with either. */
    private <L, R> Either<L, R> eitherOf(Supplier<Either<L, R>> asked) {
        List<Either<L, R>> answers = new ArrayList<>();
        Runnable ask = () -> answers.add(asked.get());
        waiting.add(ask);
        ask.run();
        if (answers.size() == 1 && waiting.remove(ask)) {
            ask.run();
        }
        return answers.get(any.nextInt(answers.size()));
    }

    // adapters

    private CredentialSigner signer() {
        return CredentialSigner.key(Challenges.id("k"), message -> {
            reached(Reached.SIGNED);
            foreignCode();
            return any.nextInt(12) == 0
                    ? Either.left(SigningFailure.keyUnreachable("asleep"))
                    : Either.right(new byte[] {1});
        });
    }

    @Override
    public void stepEnded(StepEnded event) {
        foreignCode();
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction described) {
        reached(Reached.CHALLENGE_ASKED);
        foreignCode();
        return any.nextInt(12) == 0 ? failure(Exchange.CHALLENGE) : Either.right(Challenges.forOneOf("k"));
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        reached(Reached.REDEEMED);
        foreignCode();
        return any.nextInt(12) == 0 ? failure(Exchange.REDEMPTION) : Either.right(FakeApi.TOKEN);
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        return reporting
                ? reported(Exchange.REDEMPTION, transmission, () -> redeem(challenge))
                : UserActionTransport.super.redeem(challenge, transmission);
    }

    private ActionExecutor executor() {
        ActionExecutor adapter = switch (any.nextInt(3)) {
            case 0 -> silent();
            case 1 -> ignoringTheRecord();
            default -> reporting();
        };
        return switch (any.nextInt(4)) {
            case 0 -> twice(reporting());
            case 1 -> failingOver(silent(), reporting());
            case 2 -> twice(silent());
            default -> adapter;
        };
    }

    /** An adapter that knows nothing of transmissions. */
    private ActionExecutor silent() {
        return authorized -> call();
    }

    /** An adapter that is handed the record, and writes nothing into it. */
    private ActionExecutor ignoringTheRecord() {
        return new ActionExecutor() {
            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
                return call();
            }

            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
                return call();
            }
        };
    }

    private ActionExecutor reporting() {
        return new ActionExecutor() {
            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
                return execute(authorized, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
                return reported(Exchange.EXECUTION, transmission, AnySchedule.this::call);
            }
        };
    }

    private <R> Either<ApiFailure, R> reported(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending) {
        if (any.nextBoolean()) {
            transmission.onCancelled(this::foreignCode);
        }
        foreignCode();
        if (any.nextInt(6) == 0) {
            boolean nothingSent = transmission.abandon();
            foreignCode();
            return Either.left(nothingSent
                    ? ApiFailure.unreachable(exchange, "no route")
                    : new ApiFailure.Cancelled(exchange, true));
        }
        return transmission.beginSending()
                ? sending.get()
                : Either.left(new ApiFailure.Cancelled(exchange, !transmission.abandon()));
    }

    /** The call leaves, and is carried out or lost; what is told of it need not be true. */
    private Either<ApiFailure, ApiAnswer> call() {
        reached(Reached.SENT);
        foreignCode();
        if (any.nextInt(6) > 0) {
            carriedOut++;
            foreignCode();
            return switch (any.nextInt(6)) {
                case 0 -> Either.left(ApiFailure.connectionLost(Exchange.EXECUTION, "reset"));
                case 1 -> Either.left(ApiFailure.unreachable(Exchange.EXECUTION, "not true"));
                case 2 -> Either.left(ApiFailure.unreachable(
                        Exchange.values()[any.nextInt(Exchange.values().length)], "of another exchange"));
                case 3 -> any.nextBoolean() ? null : Either.left(null);
                default -> Either.right(FakeApi.ANSWER);
            };
        }
        return any.nextBoolean() ? failure(Exchange.EXECUTION) : Either.left(refused(403));
    }

    private <R> Either<ApiFailure, R> failure(Exchange exchange) {
        return Either.left(any.nextBoolean() ? ApiFailure.connectionLost(exchange, "reset") : refusedBy(exchange));
    }

    private static ApiFailure refusedBy(Exchange exchange) {
        return new ApiFailure.Refused(
                exchange, 429, Option.none(), "", Option.none(), Option.none());
    }

    private static ApiFailure refused(int status) {
        return new ApiFailure.Refused(Exchange.EXECUTION, status, Option.none(), "",
                Option.none(), Option.none());
    }

    // decorators of adapters, which hand the transmission on

    private ActionExecutor twice(ActionExecutor executor) {
        return new ActionExecutor() {
            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
                return execute(authorized, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
                return eitherOf(() -> executor.execute(authorized, transmission));
            }
        };
    }

    private ActionExecutor failingOver(ActionExecutor first, ActionExecutor second) {
        return new ActionExecutor() {
            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized) {
                return execute(authorized, Transmission.standalone());
            }

            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction authorized, Transmission transmission) {
                Either<ApiFailure, ApiAnswer> outcomeOfFirst = first.execute(authorized, transmission);
                return outcomeOfFirst != null && outcomeOfFirst.isRight()
                        ? outcomeOfFirst
                        : second.execute(authorized, transmission);
            }
        };
    }
}
