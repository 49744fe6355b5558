package io.countersign.ports.inbound;

import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.countersign.ports.outbound.Seal;
import io.countersign.ports.outbound.SealFailure;
import io.vavr.control.Either;

import java.util.Objects;

/** What is written is sealed; what is opened is read. */
final class FormattedAndSealedUserActions implements SealedUserActions {

    private final PendingUserActionFormat format;
    private final Seal seal;

    FormattedAndSealedUserActions(PendingUserActionFormat format, Seal seal) {
        this.format = Objects.requireNonNull(format, "format");
        this.seal = Objects.requireNonNull(seal, "seal");
    }

    @Override
    public Either<SealFailure, String> seal(PendingUserAction pending, String user) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(user, "user");
        return seal.seal(format.write(pending), user);
    }

    @Override
    public Either<SealFailure, PendingUserAction> open(String sealed, String user) {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(user, "user");
        return seal.open(sealed, user)
                .flatMap(text -> format.read(text).mapLeft(SealFailure.Unusable::new));
    }
}
