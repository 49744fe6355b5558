package io.countersign.sandbox.faults;

import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.CallHandler;
import io.countersign.sandbox.http.Delays;
import io.countersign.sandbox.model.Fault;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One exchange that is to go wrong, and what can be done to it.
 *
 * @param fault what is to happen
 * @param request the request, its body unread
 * @param response where an answer goes
 * @param callback what ends the exchange
 * @param api what would have answered
 * @param pending what answers as if an approval were due to what is proven
 * @param delays does things later
 */
record FaultyExchange(Fault fault, Request request, Response response, Callback callback, Handler api, Handler pending,
        Delays delays) {

    /** What would have been the answer, held back. */
    record HeldAnswer(Response response, ByteBuffer body, Callback callback) {

        void send() {
            response.write(true, body, callback);
        }

        /** The next bytes of the body, and what comes then; the rest stays here. */
        void send(int count, Runnable then) {
            ByteBuffer piece = body.slice().limit(count);
            body.position(body.position() + count);
            response.write(false, piece, Callback.from(then, callback::failed));
        }
    }

    /** Answers that without asking the API. */
    void answer(Answer answer) {
        ignoringBody(() -> CallHandler.write(answer, response, callback));
    }

    /** Does that when the request was read to its end. */
    void ignoringBody(Runnable then) {
        CallHandler.ignoreBody(request, response, callback, then);
    }

    /** Has the API check it, and hold it for an approval. */
    void askForApproval() throws Exception {
        pending.handle(request, response, callback);
    }

    /** Has the API carry it out, and gives its answer into those hands instead of sending it. */
    void carryOut(Consumer<HeldAnswer> hands) throws Exception {
        api.handle(request, new Response.Wrapper(request, response) {
            @Override
            public void write(boolean last, ByteBuffer body, Callback written) {
                hands.accept(new HeldAnswer(getWrapped(), body, written));
            }
        }, callback);
    }

    /** Does it when the fault's time has passed. */
    void later(Runnable task) {
        delays.after(fault.timeTaken(), task);
    }

    /** The client sees the connection reset (RST): there is nothing to linger for. */
    void reset() {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            ((NetworkChannel) connection.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closedAlready) {
            // Then the client sees just that.
        }
        connection.close();
        cut();
    }

    /** Ends the exchange where it stands; what was sent is sent, and the connection is closed. */
    void cut() {
        callback.failed(new EofException("cut off, as asked to"));
    }
}
