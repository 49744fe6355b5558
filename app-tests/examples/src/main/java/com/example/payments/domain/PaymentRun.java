package com.example.payments.domain;

import io.vavr.collection.Seq;
import io.vavr.control.Either;

/** Says which payments of a run were made, and which were not. */
public record PaymentRun(Seq<Receipt> paid, Seq<PaymentFailure> failed) {

    public static PaymentRun of(Seq<Either<PaymentFailure, Receipt>> outcomes) {
        return new PaymentRun(
                outcomes.flatMap(Either::toOption),
                outcomes.flatMap(outcome -> outcome.swap().toOption()));
    }
}
