package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.BaseUrl;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Option;
import okhttp3.Headers;
import okhttp3.Request;

/**
 * A call to the API that the interceptor let through, with the credentials for the {@link CredentialGuard} to add.
 *
 * @param guard the guard that adds them; a client may have several
 * @param letThrough the request as it was let through
 * @param exchange the exchange that failures name
 * @param credentials the headers to add
 */
record CredentialedCall(CredentialGuard guard, Request letThrough, Exchange exchange, Headers credentials) {

    /** Returns the reason why a request that is about to be sent is not the one that was let through, or none. */
    Option<Violation> faultOf(Request request) {
        boolean isStill = BaseUrl.haveSameOrigin(letThrough.url(), request.url())
                && letThrough.method().equals(request.method())
                && letThrough.headers(SecretHeaders.USER_ACTION).equals(request.headers(SecretHeaders.USER_ACTION))
                && (!isSigned() || isSameCall(request));
        return isStill
                ? RequestForm.faultOf(request)
                : Option.some(new Violation("okHttpClient",
                        "must send a call as it was let through; add what changes calls before what signs them"));
    }

    /** Returns whether the call has a token, its own or one of the caller's, which is good for this call alone. */
    private boolean isSigned() {
        return isProven() || letThrough.header(SecretHeaders.USER_ACTION) != null;
    }

    private boolean isProven() {
        return credentials.get(SecretHeaders.USER_ACTION) != null;
    }

    private boolean isSameCall(Request request) {
        return letThrough.url().equals(request.url())
                && (!isProven() || letThrough.body() == request.body());
    }

    /** Returns a copy of the request with those credentials that it does not have. */
    Request withCredentials(Request request) {
        Request.Builder builder = request.newBuilder();
        credentials.forEach(header -> {
            if (request.header(header.getFirst()) == null) {
                builder.header(header.getFirst(), header.getSecond());
            }
        });
        return builder.build();
    }

    @Override
    public String toString() {
        return "CredentialedCall[hidden]";
    }
}
