package com.example.payments.domain;

import java.time.LocalDate;

/** Says that a payment was sent to the bank. */
public record Receipt(String reference, LocalDate sentOn) {
}
