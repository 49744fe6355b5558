package io.countersign.sandbox.faults;

import io.countersign.sandbox.http.Delays;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.vavr.control.Option;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;

/** Injects faults into exchanges before they reach the API. Thread-safe. */
public final class FaultHandler extends Handler.Wrapper {

    /** Marks answers of injected faults for human readers. Programs should not rely on it. */
    static final String MARK = "X-Sandbox-Fault";

    private final Handler api;
    private final Handler pending;
    private final FaultSequence faults;
    private final Delays delays;

    /**
     * Wraps the handlers of the API.
     *
     * @param api answers normally
     * @param pending answers as if every proven call had to be approved
     * @param faults decides which exchanges go wrong
     * @param delays runs delayed tasks
     */
    public FaultHandler(Handler api, Handler pending, FaultSequence faults, Delays delays) {
        super(api);
        this.api = api;
        this.pending = pending;
        this.faults = faults;
        this.delays = delays;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Option<Fault> fault = faults.next(Exchange.at(request.getHttpURI().getPath()));
        if (fault.isEmpty()) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(MARK, fault.get().kind().label());
        try {
            FaultEffects.of(fault.get().kind()).on(
                    new FaultyExchange(fault.get(), request, response, callback, api, pending, delays));
        } catch (IOException clientIsGone) {
            callback.failed(clientIsGone);
        }
        return true;
    }
}
