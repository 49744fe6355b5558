package com.example.payments.ports.inbound;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.PaymentFailure.Kind;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.outbound.BankNetwork;
import com.example.payments.ports.outbound.BusinessCalendar;
import io.vavr.control.Either;

import java.time.LocalDate;

/** Sends a payment to the bank when it is due. */
final class DuePayments implements Payments {

    private final BankNetwork bank;
    private final BusinessCalendar calendar;

    DuePayments(BankNetwork bank, BusinessCalendar calendar) {
        this.bank = bank;
        this.calendar = calendar;
    }

    @Override
    public Either<PaymentFailure, Receipt> pay(Payment payment) {
        LocalDate today = calendar.today();
        return payment.isDueOn(today)
                ? bank.send(payment, today)
                : Either.left(new PaymentFailure(Kind.NOT_DUE, payment.reference()));
    }
}
