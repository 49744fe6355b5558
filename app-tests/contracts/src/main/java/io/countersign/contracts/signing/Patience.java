package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Contention;

import java.time.Duration;

/**
 * How long the tests of a contract wait before they take what has not come back for stuck. These limits only end what
 * hangs: a test that passes does not wait for them. A team overrides them where its place takes its time, such as a
 * person who is asked to confirm, or a service behind a slow line.
 */
public interface Patience {

    /** For one call, on a machine that is busy: 5 seconds. */
    default Duration patience() {
        return CallOnAThread.SOON;
    }

    /** For all that eight threads ask at once, a dozen or so calls each: two minutes. */
    default Duration patienceWithManyThreads() {
        return Contention.LONGEST;
    }
}
