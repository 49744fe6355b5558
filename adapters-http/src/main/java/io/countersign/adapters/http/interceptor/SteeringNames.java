package io.countersign.adapters.http.interceptor;

import okhttp3.HttpUrl;

import java.util.Locale;
import java.util.Set;

/**
 * Names of headers and fields that make some servers and gateways carry out another method, path or host than those of
 * the request, and so something else than was proven.
 */
final class SteeringNames {

    private static final Set<String> METHODS = Set.of(
            "-method", "x-method", "x-http-method", "x-http-method-override", "x-method-override",
            "http-method-override", "x-http-override", "x-rest-method");
    private static final Set<String> PLACES = Set.of(
            "x-original-url", "x-original-uri", "x-original-path", "x-original-host", "x-original-method",
            "x-rewrite-url", "x-rewrite-uri", "x-override-url", "x-envoy-original-path", "x-forwarded-uri",
            "x-forwarded-path", "x-forwarded-prefix", "x-forwarded-host", "x-forwarded-server", "x-forwarded-method",
            "x-host", "x-http-host-override", "x-http-destinationurl", "forwarded");
    private static final Set<String> FIELDS = Set.of("-charset-", "$httpmethod");

    private SteeringNames() {
    }

    /** Returns whether the name is one of such a header. */
    static boolean isHeader(String name) {
        String plain = plain(name);
        return METHODS.contains(plain) || PLACES.contains(plain);
    }

    /** Returns whether the name is one of such a field of a form or parameter of a query. */
    static boolean isField(String name) {
        String plain = plain(name);
        return METHODS.contains(plain) || FIELDS.contains(plain);
    }

    /** Returns whether the query of a URL has such a parameter. */
    static boolean areIn(HttpUrl url) {
        return url.queryParameterNames().stream().anyMatch(SteeringNames::isField);
    }

    /** Returns whether a text of type {@code application/x-www-form-urlencoded} has such a field. */
    static boolean areIn(String urlEncoded) {
        return areIn(new HttpUrl.Builder().scheme("http").host("form")
                .encodedQuery(urlEncoded.replace(';', '&')).build());
    }

    // CGI turns hyphens into underscores (RFC 3875 §4.1.18), so both are the same to some servers.
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
