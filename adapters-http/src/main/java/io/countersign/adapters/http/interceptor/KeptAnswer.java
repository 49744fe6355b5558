package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.SecretHeaders;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;

import java.util.List;
import java.util.Set;

/**
 * The headers of an answer as the API gave them, while OkHttp must not act on them: it would follow a redirect, or
 * keep an answer in its cache, with the bearer token if the answer varies by it. They travel with the request that
 * belongs to this very answer, so that no other answer is shown with them.
 */
record KeptAnswer(Headers headers) {

    private static final String LOCATION = "Location";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final Set<String> CREDENTIALS =
            Set.of(SecretHeaders.AUTHORIZATION.toLowerCase(), SecretHeaders.USER_ACTION.toLowerCase());

    /**
     * Returns that answer as the rest of the client may see it.
     *
     * @param plain the request that it answers, without credentials
     */
    static Response guarded(Response answer, Request plain) {
        boolean redirects = answer.code() >= 300 && answer.code() <= 399 && answer.header(LOCATION) != null;
        if (!redirects && !variesByCredentials(answer)) {
            return answer.newBuilder().request(plain).build();
        }
        Response.Builder builder = answer.newBuilder().header(CACHE_CONTROL, "no-store")
                .request(plain.newBuilder().tag(KeptAnswer.class, new KeptAnswer(answer.headers())).build());
        return (redirects ? builder.removeHeader(LOCATION) : builder).build();
    }

    private static boolean variesByCredentials(Response answer) {
        return answer.headers("Vary").stream()
                .flatMap(names -> List.of(names.split(",")).stream())
                .anyMatch(name -> CREDENTIALS.contains(name.strip().toLowerCase()));
    }

    /** Returns that answer as the API gave it. */
    static Response restored(Response answer) {
        Response fromTheNetwork = answer.networkResponse();
        KeptAnswer kept = fromTheNetwork == null ? null : fromTheNetwork.request().tag(KeptAnswer.class);
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
        return "KeptAnswer";
    }
}
