package io.countersign.ports.inbound;

import io.vavr.control.Either;

import java.util.function.Function;
import java.util.function.Supplier;

/** The steps of a user action, in their order. */
public enum Step {
    /** Asking the API for a challenge. */
    CHALLENGE,
    /** Signing it. */
    SIGNATURE,
    /** Redeeming the signed challenge for a token. */
    REDEMPTION,
    /** Making the call. */
    EXECUTION;

    /** An adapter's answer, its failure, or that it broke its contract, told as that of this step. */
    <L, R> Either<UserActionFailure, R> ask(
            Object adapter, Supplier<Either<L, R>> question, Function<? super L, ? extends UserActionFailure> toFailure) {
        return AdapterContract.ask(
                adapter, question, toFailure, fault -> new UserActionFailure.AdapterBroke(this, fault));
    }
}
