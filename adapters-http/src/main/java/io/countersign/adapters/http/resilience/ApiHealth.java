package io.countersign.adapters.http.resilience;

import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Health;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

/** Reads the state of the API out of the outcome of an exchange. */
final class ApiHealth {

    private ApiHealth() {
    }

    /** Returns what the outcome says about the API. Foreign adapters may answer nothing, which says nothing. */
    static Health after(@Nullable Either<ApiFailure, ?> outcome) {
        if (outcome == null) {
            return Health.UNKNOWN;
        }
        return outcome.fold(
                failure -> failure == null ? Health.UNKNOWN : failure.kind().health(), answer -> Health.WORKING);
    }
}
