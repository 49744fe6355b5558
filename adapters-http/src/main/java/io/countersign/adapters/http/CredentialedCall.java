package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A call to the API as it was let through, and the credentials that it is to carry: travels with the request as its
 * tag, from the interceptor to the {@link CredentialGuard}. Hides them in its text form, since OkHttp prints tags.
 */
final class CredentialedCall {

    private static final String LOCATION = "Location";
    private static final String CACHE_CONTROL = "Cache-Control";

    private final CredentialGuard guard;
    private final Request letThrough;
    private final Exchange exchange;
    private final Headers credentials;
    private final boolean signed;
    private final Progress progress;
    private volatile @Nullable Headers heldBack;

    /** That call, signed if the proof is among the credentials. */
    CredentialedCall(CredentialGuard guard, Request letThrough, Exchange exchange, Headers credentials) {
        this.guard = guard;
        this.letThrough = letThrough;
        this.exchange = exchange;
        this.credentials = credentials;
        this.signed = credentials.get(SecretHeaders.USER_ACTION) != null;
        this.progress = signed ? Progress.ofSentOnce() : Progress.ofRepeatable();
    }

    /** So that of several guards in one client each minds its own calls. */
    boolean isGuardedBy(CredentialGuard candidate) {
        return guard == candidate;
    }

    Exchange exchange() {
        return exchange;
    }

    boolean isSigned() {
        return signed;
    }

    Progress progress() {
        return progress;
    }

    /** Whether that request is still the one that was let through: to the same origin, and if signed, the same call. */
    boolean isStill(Request request) {
        return BaseUrl.haveSameOrigin(letThrough.url(), request.url())
                && (!signed
                || letThrough.method().equals(request.method())
                && letThrough.url().encodedPath().equals(request.url().encodedPath())
                && letThrough.body() == request.body());
    }

    /** That request with the credentials that it does not have of its own. */
    Request withCredentials(Request request) {
        return CredentialedCall.withCredentials(request, credentials);
    }

    static Request withCredentials(Request request, Headers credentials) {
        Request.Builder builder = request.newBuilder();
        credentials.names().stream()
                .filter(name -> request.header(name) == null)
                .forEach(name -> builder.header(name, credentials.values(name).get(0)));
        return builder.build();
    }

    /** That answer, if it redirects, so that OkHttp neither follows it nor keeps it; {@link #restored} undoes this. */
    Response heldBack(Response response) {
        if (response.code() < 300 || response.code() > 399 || response.header(LOCATION) == null) {
            return response;
        }
        heldBack = response.headers();
        return response.newBuilder().removeHeader(LOCATION).header(CACHE_CONTROL, "no-store").build();
    }

    /** That answer as the API gave it. */
    Response restored(Response response) {
        Headers original = heldBack;
        if (original == null) {
            return response;
        }
        Response.Builder builder = response.newBuilder().removeHeader(CACHE_CONTROL);
        original.values(LOCATION).forEach(value -> builder.addHeader(LOCATION, value));
        original.values(CACHE_CONTROL).forEach(value -> builder.addHeader(CACHE_CONTROL, value));
        return builder.build();
    }

    @Override
    public String toString() {
        return "CredentialedCall[" + (signed ? "signed, " : "") + "credentials hidden]";
    }
}
