package com.example.payments.app;

import com.example.payments.bankfile.BankDirectory;
import com.example.payments.calendar.MachineCalendar;
import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentRun;
import com.example.payments.ports.inbound.Payments;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;

/** Makes the payments that are due. Argument: the directory that the bank reads. */
public final class PaymentsApp {

    private static final Seq<Payment> PAYMENTS = List.of(
            new Payment("RENT202601", 90_000, LocalDate.of(2026, 1, 31)),
            new Payment("RENT299901", 90_000, LocalDate.of(2999, 1, 31)));

    private PaymentsApp() {
    }

    public static void main(String[] arguments) {
        Payments payments = Payments.using(
                new BankDirectory(Path.of(arguments[0])), new MachineCalendar(Clock.systemDefaultZone()));
        PaymentRun run = PaymentRun.of(PAYMENTS.map(payments::pay));
        run.paid().forEach(receipt -> System.out.println("paid " + receipt.reference()));
        run.failed().forEach(failure -> System.out.println(failure.message()));
    }
}
