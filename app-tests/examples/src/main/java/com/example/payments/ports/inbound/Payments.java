package com.example.payments.ports.inbound;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.outbound.BankNetwork;
import com.example.payments.ports.outbound.BusinessCalendar;
import io.vavr.control.Either;

/** Makes payments. */
public interface Payments {

    static Payments using(BankNetwork bank, BusinessCalendar calendar) {
        return new DuePayments(bank, calendar);
    }

    Either<PaymentFailure, Receipt> pay(Payment payment);
}
