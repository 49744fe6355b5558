package com.example.payments;

import com.example.payments.domain.Payment;
import com.example.payments.domain.PaymentFailure;
import com.example.payments.domain.PaymentFailure.Kind;
import com.example.payments.domain.Receipt;
import com.example.payments.ports.outbound.BankNetwork;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of every {@link BankNetwork}. */
interface BankNetworkContract {

    LocalDate TODAY = LocalDate.of(2026, 1, 31);
    Payment RENT = new Payment("RENT202601", 90_000, TODAY);

    /** Returns a network that has taken no payment yet. */
    BankNetwork network();

    /** Returns a network whose bank is out of reach. */
    BankNetwork networkOutOfReach();

    @Test
    default void a_payment_gets_a_receipt_of_the_day() {
        assertThat(network().send(RENT, TODAY)).isEqualTo(Either.right(new Receipt("RENT202601", TODAY)));
    }

    @Test
    default void a_reference_is_taken_once() {
        BankNetwork network = network();
        network.send(RENT, TODAY);

        assertThat(network.send(RENT, TODAY.plusDays(1)))
                .as("the second payment with the same reference")
                .isEqualTo(Either.left(new PaymentFailure(Kind.ALREADY_SENT, "RENT202601")));
    }

    @Test
    default void a_bank_out_of_reach_is_a_failure_that_can_be_tried_again() {
        assertThat(networkOutOfReach().send(RENT, TODAY))
                .isEqualTo(Either.left(new PaymentFailure(Kind.BANK_UNREACHABLE, "RENT202601")));
    }
}
