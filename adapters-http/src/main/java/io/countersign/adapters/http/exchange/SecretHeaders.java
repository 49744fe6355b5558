package io.countersign.adapters.http.exchange;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import okhttp3.Request;

/** The headers that carry secrets. */
public final class SecretHeaders {

    public static final String AUTHORIZATION = "Authorization";
    public static final String USER_ACTION = "X-DFNS-USERACTION";

    private SecretHeaders() {
    }

    /** Returns the secrets in the headers of a request. */
    public static Seq<String> valuesIn(Request request) {
        return List.of(AUTHORIZATION, USER_ACTION)
                .flatMap(name -> List.ofAll(request.headers(name)))
                .map(value -> value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value);
    }
}
