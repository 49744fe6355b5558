package io.countersign.ports.inbound;

import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.countersign.ports.outbound.Seal;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes pending actions in a format and seals the text; opens the text and reads it. */
final class FormattedAndSealedUserActions implements SealedUserActions {

    private final PendingUserActionFormat format;
    private final Seal seal;

    FormattedAndSealedUserActions(PendingUserActionFormat format, Seal seal) {
        this.format = Objects.requireNonNull(format, "format");
        this.seal = Objects.requireNonNull(seal, "seal");
    }

    @Override
    public Either<UserActionFailure, String> seal(PendingUserAction pending, String user) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(user, "user");
        return ObservedSteps.named(pending.action(), named(user)
                .flatMap(name -> written(pending).flatMap(text -> sealed(text, name)))
                .mapLeft(UserActionFailure.NotSealed::new));
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> open(String sealed, String user) {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(user, "user");
        return named(user).flatMap(name -> opened(sealed, name)).flatMap(this::read)
                .mapLeft(UserActionFailure.NotSealed::new);
    }

    private static Either<SealFailure, String> named(String user) {
        return user.isBlank() ? Either.left(SealFailure.noUser()) : Either.right(user);
    }

    private Either<SealFailure, String> written(PendingUserAction pending) {
        return ask(format, () -> Either.right(format.write(pending)), Function.identity());
    }

    private Either<SealFailure, String> sealed(String text, String user) {
        return ask(seal, () -> seal.seal(text, Seal.Purpose.PENDING_USER_ACTION, user), Function.identity());
    }

    private Either<SealFailure, String> opened(String sealed, String user) {
        return ask(seal, () -> seal.open(sealed, Seal.Purpose.PENDING_USER_ACTION, user), Function.identity());
    }

    private Either<SealFailure, PendingUserAction> read(String text) {
        return ask(format, () -> format.read(text), SealFailure::unusable);
    }

    private static <L, R> Either<SealFailure, R> ask(
            Object adapter, Supplier<Either<L, R>> question, Function<? super L, ? extends SealFailure> toFailure) {
        return AdapterContract.ask(adapter, question, toFailure, fault ->
                SealFailure.sealBroken(fault + "; adapters return failures as values, have this one corrected"));
    }
}
