package io.countersign.adapters.http;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import okhttp3.Request;

/** The headers that carry secrets. */
final class SecretHeaders {

    static final String AUTHORIZATION = "Authorization";
    static final String USER_ACTION = "X-DFNS-USERACTION";

    private SecretHeaders() {
    }

    /** The secrets that this request carries in its headers. */
    static Seq<String> valuesIn(Request request) {
        return List.of(AUTHORIZATION, USER_ACTION)
                .flatMap(name -> List.ofAll(request.headers(name)))
                .map(value -> value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value);
    }
}
