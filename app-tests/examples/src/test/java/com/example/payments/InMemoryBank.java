package com.example.payments;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.PaymentFailure.Kind;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.outbound.BankNetwork;
import io.vavr.control.Either;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bank that remembers the references that it took. */
final class InMemoryBank implements BankNetwork {

    private final boolean reachable;
    private final Set<String> references = ConcurrentHashMap.newKeySet();

    InMemoryBank(boolean reachable) {
        this.reachable = reachable;
    }

    @Override
    public Either<PaymentFailure, Receipt> send(Payment payment, LocalDate today) {
        if (!reachable) {
            return Either.left(new PaymentFailure(Kind.BANK_UNREACHABLE, payment.reference()));
        }
        return references.add(payment.reference())
                ? Either.right(new Receipt(payment.reference(), today))
                : Either.left(new PaymentFailure(Kind.ALREADY_SENT, payment.reference()));
    }
}
