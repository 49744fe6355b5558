package io.countersign.contracts.http;

import io.countersign.contracts.support.LimitedCall;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;

import java.util.function.Consumer;

/**
 * An adapter that is in use by a test.
 *
 * @param adapter the adapter
 * @param back closes the adapter
 */
record AdapterInUse<A>(A adapter, Consumer<A> back) implements AutoCloseable {

    static AdapterInUse<UserActionTransport> ofTransport(TransportAccess supplier, ApiAccess api) {
        return new AdapterInUse<>(supplier.transportTo(api), supplier::close);
    }

    static AdapterInUse<ActionExecutor> ofExecutor(ExecutorAccess supplier, ApiAccess api) {
        return new AdapterInUse<>(supplier.executorTo(api), supplier::close);
    }

    @Override
    public void close() {
        LimitedCall.run(() -> back.accept(adapter));
    }
}
