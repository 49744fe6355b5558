package io.countersign.adapters.http.exchange;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import okhttp3.Headers;
import okhttp3.Request;

/** The headers that carry secrets. */
public final class SecretHeaders {

    public static final String AUTHORIZATION = "Authorization";
    public static final String USER_ACTION = "X-DFNS-USERACTION";

    private SecretHeaders() {
    }

    /** Returns the secrets in the headers of a request. */
    public static Seq<String> valuesIn(Request request) {
        Headers headers = request.headers();
        Seq<String> values = List.empty();
        for (int at = 0; at < headers.size(); at++) {
            if (isSecret(headers.name(at))) {
                String value = headers.value(at);
                values = values.prepend(value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : value);
            }
        }
        return values;
    }

    private static boolean isSecret(String name) {
        return name.equalsIgnoreCase(AUTHORIZATION) || name.equalsIgnoreCase(USER_ACTION);
    }
}
