package io.countersign.sandbox.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that Jetty itself refuses (mostly malformed HTTP) with the API's error envelope, without details. An
 * unsupported HTTP version or transfer encoding is a bad request as well.
 */
final class EnvelopeErrorHandler extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        CallHandler.write(envelope(ofTheApi(response.getStatus())), response, callback);
        return true;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    private static int ofTheApi(int status) {
        return switch (status) {
            case HttpStatus.NOT_IMPLEMENTED_501, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                    HttpStatus.BAD_REQUEST_400;
            default -> status;
        };
    }

    private static Answer envelope(int status) {
        return ErrorEnvelope.of(Refusal.of(status, HttpStatus.getMessage(status)));
    }
}
