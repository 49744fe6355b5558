package com.example.payments.bankfile;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.PaymentFailure.Kind;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.outbound.BankNetwork;
import io.vavr.control.Either;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Writes each payment into a file of its own, in a directory that the bank reads. */
public final class BankDirectory implements BankNetwork {

    private final Path directory;

    public BankDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Either<PaymentFailure, Receipt> send(Payment payment, LocalDate today) {
        try {
            Files.writeString(directory.resolve(payment.reference()),
                    today.format(DateTimeFormatter.BASIC_ISO_DATE) + " " + payment.cents() + "\n",
                    StandardOpenOption.CREATE_NEW);
            return Either.right(new Receipt(payment.reference(), today));
        } catch (FileAlreadyExistsException sentBefore) {
            return Either.left(new PaymentFailure(Kind.ALREADY_SENT, payment.reference()));
        } catch (IOException failed) {
            return Either.left(new PaymentFailure(Kind.BANK_UNREACHABLE, payment.reference()));
        }
    }
}
