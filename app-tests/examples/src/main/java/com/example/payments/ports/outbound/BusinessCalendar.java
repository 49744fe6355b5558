package com.example.payments.ports.outbound;

import java.time.LocalDate;

/** Knows which day it is. */
public interface BusinessCalendar {

    LocalDate today();
}
