package io.countersign.ports.inbound;

import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.failure.SealFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.countersign.ports.outbound.Seal;
import io.vavr.control.Either;

/**
 * Pending user actions as sealed text: an application hands it to the browser that is to sign and gets it back with the
 * assertion, so that any replica completes the action without storage that they share.
 *
 * <p>Everything is sealed for {@link io.countersign.ports.outbound.Seal.Purpose#PENDING_USER_ACTION}, so a text that the
 * application sealed for something else does not open as a pending action, and the other way round.
 *
 * <p>A sealed action can be opened more than once; its challenge is redeemed only once, which is the API's to see to.
 * Safe for use by several threads if format and seal are. Nothing is thrown: a format or a seal that breaks its
 * contract ends as {@link SealFailure.Kind#SEAL_BROKEN}. Failures are {@link UserActionFailure.NotSealed}, with the
 * {@link SealFailure} in them.
 */
public interface SealedUserActions {

    /**
     * Seals a pending action, to be opened for that user alone and, as the seal has it, not for ever.
     *
     * @param pending the pending action
     * @param user the application's own stable name of the signed-in user
     * @return the sealed text, or why there is none
     */
    Either<UserActionFailure, String> seal(PendingUserAction pending, String user);

    /**
     * Opens a pending action that was sealed for that user.
     *
     * @param sealed the text exactly as {@link #seal} gave it out
     * @param user the user who is signed in now, named as when it was sealed
     * @return the pending action, or why it does not open
     */
    Either<UserActionFailure, PendingUserAction> open(String sealed, String user);

    /** Returns sealed user actions, written in that format under that seal. */
    static SealedUserActions using(PendingUserActionFormat format, Seal seal) {
        return new FormattedAndSealedUserActions(format, seal);
    }
}
