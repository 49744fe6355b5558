package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;

/**
 * Carries the case through OkHttp to where it becomes a failure value. Not an {@link java.io.IOException}: after one of
 * those OkHttp would offer the same password to every other address of the proxy, and so might lock its user out.
 */
public final class ProxyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public ProxyRefused(Violation violation) {
        super(violation.message());
        this.field = violation.field();
    }

    Violation violation() {
        return new Violation(field, getMessage());
    }
}
