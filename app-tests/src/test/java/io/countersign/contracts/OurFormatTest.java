package io.countersign.contracts;

import io.countersign.adapters.http.JsonPendingUserActions;
import io.countersign.ports.outbound.PendingUserActionFormat;
import io.countersign.testkit.contract.PendingUserActionFormatContract;

/** {@link JsonPendingUserActions} keeps the contract of formats. */
class OurFormatTest implements PendingUserActionFormatContract {

    @Override
    public PendingUserActionFormat format() {
        return new JsonPendingUserActions();
    }
}
