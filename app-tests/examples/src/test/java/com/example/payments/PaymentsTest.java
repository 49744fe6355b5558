package com.example.payments;

import com.example.payments.app.PaymentsApp;
import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.PaymentFailure.Kind;
import com.example.payments.domain.PaymentRun;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.inbound.Payments;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;

class PaymentsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);

    @Test
    void a_run_pays_what_is_due_and_each_reference_once() {
        Payments payments = Payments.using(new InMemoryBank(true), () -> TODAY);
        Payment rent = new Payment("RENT202601", 90_000, TODAY);
        Payment power = new Payment("POWER202602", 4_500, TODAY.plusDays(1));

        PaymentRun run = PaymentRun.of(List.of(rent, power, rent).map(payments::pay));

        assertThat(run).isEqualTo(new PaymentRun(
                List.of(new Receipt("RENT202601", TODAY)),
                List.of(new PaymentFailure(Kind.NOT_DUE, "POWER202602"),
                        new PaymentFailure(Kind.ALREADY_SENT, "RENT202601"))));
    }

    @Test
    void the_program_writes_what_is_due_for_the_bank(@TempDir Path directory) {
        PaymentsApp.main(new String[] {directory.toString()});

        assertThat(directory).isDirectoryContaining(file -> file.endsWith("RENT202601"))
                .isDirectoryNotContaining(file -> file.endsWith("RENT299901"));
    }
}
