package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;

import java.util.function.Consumer;

/**
 * An adapter for as long as a test needs it.
 *
 * @param adapter the adapter
 * @param back takes it back
 */
record Loan<A>(A adapter, Consumer<A> back) implements AutoCloseable {

    static Loan<UserActionTransport> ofTransport(TransportAccess lender, ApiAccess api) {
        return new Loan<>(lender.transportTo(api), lender::close);
    }

    static Loan<ActionExecutor> ofExecutor(ExecutorAccess lender, ApiAccess api) {
        return new Loan<>(lender.executorTo(api), lender::close);
    }

    @Override
    public void close() {
        back.accept(adapter);
    }
}
