package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Contention;

import java.time.Duration;

/**
 * The time limits after which a test fails because a call has not returned. They are not waited for when a test passes.
 * Override them for a slow key store, or where a person is asked to confirm.
 */
public interface TimeLimits {

    /**
     * Returns the limit for one call. Default: 5 seconds.
     *
     * @return the limit
     */
    default Duration callTimeLimit() {
        return CallOnAThread.DEFAULT_LIMIT;
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
