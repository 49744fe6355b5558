package io.countersign.sandbox.http;

import io.vavr.collection.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

import java.util.Set;

/** Lets pages of some origins call the API from a browser (CORS, Fetch Standard §3.2), and refuses all others. */
public final class CrossOrigin extends Handler.Wrapper {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** The headers that published clients send. */
    private static final Set<String> REQUEST_HEADERS = Set.of("Authorization", "Content-Type", "X-DFNS-USERACTION",
            "X-DFNS-SDK-VERSION", "X-DFNS-APPID", "X-DFNS-APPSECRET", "X-DFNS-NONCE");

    private static final Set<String> RESPONSE_HEADERS = Set.of("Retry-After", "X-Sandbox-Fault");

    private final List<String> origins;

    private CrossOrigin(List<String> origins, Handler allowed) {
        super(allowed);
        this.origins = origins;
    }

    /** Returns the handler itself if no origin is allowed: then requests are answered without a word about origins. */
    public static Handler allowing(List<String> origins, Handler api) {
        if (origins.isEmpty()) {
            return api;
        }
        CrossOriginHandler allowed = new CrossOriginHandler();
        allowed.setAllowCredentials(false);
        // Only those that were allowed get here.
        allowed.setAllowedOriginPatterns(Set.of("*"));
        allowed.setAllowedMethods(METHODS);
        allowed.setAllowedHeaders(REQUEST_HEADERS);
        allowed.setExposedHeaders(RESPONSE_HEADERS);
        allowed.setHandler(api);
        return new CrossOrigin(origins, allowed);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream().allMatch(origins::contains)) {
            return super.handle(request, response, callback);
        }
        CallHandler.ignoreBody(request, response, callback, () -> CallHandler.write(
                ErrorEnvelope.of(Refusal.of(403, "This origin may not call the sandbox; it allows "
                        + origins.mkString(", "))), response, callback));
        return true;
    }
}
