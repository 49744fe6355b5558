package io.countersign.testkit.contract;

import io.countersign.ports.outbound.UserActionTransport;

/** Where the parts of {@link UserActionTransportContract} get the transport from. */
public interface TransportAccess {

    /** The transport, for an API that is there. Asked several times by a test. */
    UserActionTransport transportTo(ApiAccess api);
}
