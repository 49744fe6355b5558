package com.example.payments.domain;

/** Says why a payment was not made. */
public record PaymentFailure(Kind kind, String reference) {

    /** Tells what went wrong. */
    public enum Kind {
        NOT_DUE(true, "is not due yet"),
        ALREADY_SENT(false, "was sent before"),
        BANK_UNREACHABLE(true, "could not be sent: the bank is out of reach");

        private final boolean retryable;
        private final String words;

        Kind(boolean retryable, String words) {
            this.retryable = retryable;
            this.words = words;
        }
    }

    public boolean isRetryable() {
        return kind.retryable;
    }

    public String message() {
        return reference + " " + kind.words;
    }
}
