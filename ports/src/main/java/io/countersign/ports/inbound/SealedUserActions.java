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

/**
 * Seals pending user actions. The application gives the sealed text to the browser and gets it back with the assertion,
 * so that any replica completes the action without shared storage.
 *
 * <p>The purpose of all sealed texts is {@link Seal.Purpose#PENDING_USER_ACTION}; a text that the application sealed
 * for another purpose does not open as a pending action. A sealed action can be opened more than once, but the API
 * redeems its challenge once.
 *
 * <p>Safe for use by several threads. Nothing is thrown. Failures are {@link UserActionFailure.Kind#NOT_SEALED}; a
 * format or seal that breaks its contract is {@link SealFailure.Kind#SEAL_BROKEN}.
 */
public final class SealedUserActions {

    private final PendingUserActionFormat format;
    private final Seal seal;

    private SealedUserActions(PendingUserActionFormat format, Seal seal) {
        this.format = Objects.requireNonNull(format, "format");
        this.seal = Objects.requireNonNull(seal, "seal");
    }

    /**
     * Returns sealed user actions.
     *
     * @param format writes pending actions as text
     * @param seal seals the text
     */
    public static SealedUserActions using(PendingUserActionFormat format, Seal seal) {
        return new SealedUserActions(format, seal);
    }

    /**
     * Seals a pending action. It opens for that user alone, and for as long as the seal is valid.
     *
     * @param pending the pending action
     * @param user the application's own stable name of the signed-in user
     * @return the sealed text, or the failure
     */
    public Either<UserActionFailure, String> seal(PendingUserAction pending, String user) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(user, "user");
        return ObservedSteps.named(pending.action(), named(user)
                .flatMap(name -> written(pending).flatMap(text -> sealed(text, name)))
                .mapLeft(UserActionFailure::notSealed));
    }

    /**
     * Opens a pending action that was sealed for that user.
     *
     * @param sealed the text exactly as {@link #seal} returned it
     * @param user the user who is signed in now, named as when it was sealed
     * @return the pending action, or the failure
     */
    public Either<UserActionFailure, PendingUserAction> open(String sealed, String user) {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(user, "user");
        return named(user).flatMap(name -> opened(sealed, name)).flatMap(this::read)
                .mapLeft(UserActionFailure::notSealed);
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
