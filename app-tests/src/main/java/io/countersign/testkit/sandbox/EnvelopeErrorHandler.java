package io.countersign.testkit.sandbox;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Puts what Jetty refuses by itself (malformed HTTP, above all) into the API's envelope, without any detail. */
final class EnvelopeErrorHandler extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        CallHandler.write(envelope(response.getStatus()), response, callback);
        return true;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    private static Answer envelope(int status) {
        return ErrorEnvelope.of(Refusal.of(status, HttpStatus.getMessage(status)));
    }
}
