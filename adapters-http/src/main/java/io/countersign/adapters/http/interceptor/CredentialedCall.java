package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.BaseUrl;
import io.countersign.adapters.http.exchange.SecretHeaders;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.vavr.control.Option;
import okhttp3.Headers;
import okhttp3.Request;

/**
 * A call to the API as it was let through, and the credentials that it is to carry: on its way from the interceptor to
 * the {@link CredentialGuard}, in the {@link CallRecord}.
 *
 * @param guard who is to add the credentials, so that of several guards in one client each minds its own calls
 * @param letThrough the request as it was let through
 * @param exchange which exchange it is
 * @param credentials the headers to be added
 */
record CredentialedCall(CredentialGuard guard, Request letThrough, Exchange exchange, Headers credentials) {

    /** Returns why that request, which is about to go out, is not the one that was let through, if it is not. */
    Option<Violation> faultOf(Request request) {
        boolean isStill = BaseUrl.haveSameOrigin(letThrough.url(), request.url())
                && letThrough.headers(SecretHeaders.USER_ACTION).equals(request.headers(SecretHeaders.USER_ACTION))
                && (!isSigned() || isSameCall(request));
        return isStill
                ? RequestForm.faultOf(request)
                : Option.some(new Violation("okHttpClient",
                        "must send a call as it was let through; add what changes calls before what signs them"));
    }

    /** Whether it has a token, whoever put it on: then it is good for this one call alone. */
    private boolean isSigned() {
        return isProven() || letThrough.header(SecretHeaders.USER_ACTION) != null;
    }

    private boolean isProven() {
        return credentials.get(SecretHeaders.USER_ACTION) != null;
    }

    private boolean isSameCall(Request request) {
        return letThrough.method().equals(request.method())
                && letThrough.url().equals(request.url())
                && (!isProven() || letThrough.body() == request.body());
    }

    /** Returns that request with the credentials that it does not have of its own. */
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
