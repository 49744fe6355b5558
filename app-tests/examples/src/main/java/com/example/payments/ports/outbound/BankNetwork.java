package com.example.payments.ports.outbound;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.Receipt;
import io.vavr.control.Either;

import java.time.LocalDate;

/** Sends payments to a bank, each reference once. */
public interface BankNetwork {

    Either<PaymentFailure, Receipt> send(Payment payment, LocalDate today);
}
