package com.example.payments.domain;

import java.time.LocalDate;

/** A payment that is to be made on a day. */
public record Payment(String reference, long cents, LocalDate dueOn) {

    public Payment {
        if (!reference.matches("[A-Z0-9]{1,35}") || cents < 1) {
            throw new IllegalArgumentException("a payment has a reference of capitals and digits, and an amount");
        }
    }

    public boolean isDueOn(LocalDate today) {
        return !dueOn.isAfter(today);
    }
}
