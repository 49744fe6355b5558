package io.countersign.conformance;

import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.contracts.sealing.PendingUserActionFormatContract;
import io.countersign.ports.outbound.PendingUserActionFormat;

/** {@link JsonPendingUserActions} passes its contract. */
class OurFormatTest implements PendingUserActionFormatContract {

    @Override
    public PendingUserActionFormat format() {
        return new JsonPendingUserActions();
    }
}
