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
 * One exchange that is to go wrong, with the operations that effects are made of.
 *
 * @param fault the fault
 * @param request the request, its body unread
 * @param response the response
 * @param callback completes the exchange
 * @param api answers normally
 * @param pending answers as if an approval were needed
 * @param delays runs delayed tasks
 */
record FaultyExchange(Fault fault, Request request, Response response, Callback callback, Handler api, Handler pending,
        Delays delays) {

    /** The answer of the API, not sent yet. */
    record HeldAnswer(Response response, ByteBuffer body, Callback callback) {

        void send() {
            response.write(true, body, callback);
        }

        /** Sends the next bytes of the body and then runs a task. The rest is kept. */
        void send(int count, Runnable then) {
            ByteBuffer piece = body.slice().limit(count);
            body.position(body.position() + count);
            response.write(false, piece, Callback.from(then, callback::failed));
        }
    }

    /** Answers without asking the API. */
    void answer(Answer answer) {
        ignoringBody(() -> CallHandler.write(answer, response, callback));
    }

    /** Reads the request to its end, then runs a task. */
    void ignoringBody(Runnable then) {
        CallHandler.ignoreBody(request, response, callback, then);
    }

    /** Lets the API check the request and answer that an approval is needed. */
    void askForApproval() throws Exception {
        pending.handle(request, response, callback);
    }

    /** Lets the API carry the request out, and passes its answer on instead of sending it. */
    void carryOut(Consumer<HeldAnswer> hands) throws Exception {
        api.handle(request, new Response.Wrapper(request, response) {
            @Override
            public void write(boolean last, ByteBuffer body, Callback written) {
                hands.accept(new HeldAnswer(getWrapped(), body, written));
            }
        }, callback);
    }

    /** Runs a task when the fault's time has passed. */
    void later(Runnable task) {
        delays.after(fault.timeTaken(), task);
    }

    /** Resets the connection (RST). */
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

    /** Ends the exchange now: the bytes sent so far remain, and the connection is closed. */
    void cut() {
        callback.failed(new EofException("cut off, as asked to"));
    }
}
