package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;

/**
 * Thrown through OkHttp where a proxy refuses; becomes a failure value. Not an {@link java.io.IOException}: after one
 * of those OkHttp would offer the same password to every other address of the proxy, which could lock the account.
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
