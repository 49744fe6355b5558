package com.example.payments.calendar;

import com.example.payments.ports.outbound.BusinessCalendar;

import java.time.Clock;
import java.time.LocalDate;

/** Takes the day from a clock. */
public final class MachineCalendar implements BusinessCalendar {

    private final Clock clock;

    public MachineCalendar(Clock clock) {
        this.clock = clock;
    }

    @Override
    public LocalDate today() {
        return LocalDate.now(clock);
    }
}
