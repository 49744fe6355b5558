package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/**
 * The time limits after which a test fails because a call has not returned. They are not waited for when a test passes.
 * Override them for a slow key store, or where a person is asked to confirm.
 */
@ExtendWith(CallTimeLimit.class)
public interface TimeLimits {

    /**
     * Returns the limit for one call. Default: 30 seconds, since machines that run tests are often busy.
     *
     * @return the limit
     */
    default Duration callTimeLimit() {
        return LimitedCall.DEFAULT_LIMIT;
    }

    /**
     * Returns the limit for the calls that eight threads make at once, about a dozen each. Default: 2 minutes.
     *
     * @return the limit
     */
    default Duration concurrentCallsTimeLimit() {
        return Contention.LONGEST;
    }
}
