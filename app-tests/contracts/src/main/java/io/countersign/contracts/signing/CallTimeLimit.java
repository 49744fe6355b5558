package io.countersign.contracts.signing;

import io.countersign.contracts.support.LimitedCall;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Applies the {@link TimeLimits} of a test class to each of its tests. Registered by the contracts themselves. */
public final class CallTimeLimit implements BeforeEachCallback, AfterEachCallback {

    /** Creates the extension. */
    public CallTimeLimit() {
        // JUnit calls it.
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof TimeLimits limits) {
            LimitedCall.limit(limits.callTimeLimit());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        LimitedCall.resetLimit();
    }
}
