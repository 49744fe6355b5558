package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.SecretHeaders;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The original headers of an answer that OkHttp must not act on: it would follow a redirect, or cache an answer that
 * varies by a credential, together with the credential. Kept as a tag of the request that belongs to this answer, so
 * that no other answer gets them.
 */
record OriginalHeaders(Headers headers) {

    private static final String LOCATION = "Location";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final Set<String> CREDENTIALS = Set.of(
            SecretHeaders.AUTHORIZATION.toLowerCase(Locale.ROOT), SecretHeaders.USER_ACTION.toLowerCase(Locale.ROOT));

    /**
     * Returns an answer as the rest of the client may see it.
     *
     * @param plain the request without credentials
     */
    static Response hidden(Response answer, Request plain) {
        boolean redirects = answer.code() / 100 == 3 && answer.header(LOCATION) != null;
        if (!redirects && !variesByCredentials(answer)) {
            return answer.newBuilder().request(plain).build();
        }
        Response.Builder builder = answer.newBuilder().header(CACHE_CONTROL, "no-store")
                .request(plain.newBuilder().tag(OriginalHeaders.class, new OriginalHeaders(answer.headers())).build());
        return (redirects ? builder.removeHeader(LOCATION) : builder).build();
    }

    private static boolean variesByCredentials(Response answer) {
        return answer.headers("Vary").stream()
                .flatMap(names -> List.of(names.split(",")).stream())
                .anyMatch(name -> CREDENTIALS.contains(name.strip().toLowerCase(Locale.ROOT)));
    }

    /** Returns an answer with its original headers. */
    static Response restored(Response answer) {
        Response fromTheNetwork = answer.networkResponse();
        OriginalHeaders kept = fromTheNetwork == null ? null : fromTheNetwork.request().tag(OriginalHeaders.class);
        if (kept == null) {
            return answer;
        }
        Response.Builder builder = answer.newBuilder().removeHeader(CACHE_CONTROL).removeHeader(LOCATION);
        kept.headers.values(LOCATION).forEach(value -> builder.addHeader(LOCATION, value));
        kept.headers.values(CACHE_CONTROL).forEach(value -> builder.addHeader(CACHE_CONTROL, value));
        return builder.build();
    }

    @Override
    public String toString() {
        return "OriginalHeaders";
    }
}
